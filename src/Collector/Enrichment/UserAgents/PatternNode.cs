namespace Collector.Enrichment.UserAgents;

/// <summary>What a regex is made of, as far as it matters for finding the literals that every match must contain.</summary>
internal abstract record PatternNode;

/// <summary>One character out of few.</summary>
/// <param name="Set">The characters in lower case; null for "any, or too many to list".</param>
internal sealed record CharNode(string? Set) : PatternNode;

/// <summary>One after the other; empty for anchors and look-arounds, which consume nothing.</summary>
internal sealed record SequenceNode(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public static SequenceNode Empty { get; } = new([]);
}

/// <summary>One of several.</summary>
internal sealed record ChoiceNode(IReadOnlyList<PatternNode> Branches) : PatternNode;

/// <summary>The same several times.</summary>
/// <param name="Part">What is repeated.</param>
/// <param name="Min">At least so often.</param>
/// <param name="Max">At most so often; int.MaxValue for no end.</param>
internal sealed record RepeatNode(PatternNode Part, int Min, int Max) : PatternNode;
