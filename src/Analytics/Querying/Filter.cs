namespace Analytics.Querying;

/// <summary>One condition of a question: <c>dimension operator value</c>, for example <c>country==DE</c>.</summary>
/// <param name="Dimension">Name of a dimension, <c>prop.KEY</c>, <c>goal</c> or <c>segment</c>; <c>did</c>, <c>did_not</c>.</param>
/// <param name="Operator">How it compares.</param>
/// <param name="Value">What it compares with.</param>
/// <param name="Text">The filter as it was given.</param>
internal sealed record Filter(string Dimension, FilterOperator Operator, string Value, string Text)
{
    private static readonly (string Sign, FilterOperator Operator)[] Operators =
    [
        ("==", FilterOperator.Is),
        ("!=", FilterOperator.IsNot),
        ("~=", FilterOperator.Matches),
        ("!~", FilterOperator.MatchesNot),
        ("*=", FilterOperator.Contains),
    ];

    private static readonly string[] Signs = [.. Operators.Select(known => known.Sign)];

    /// <summary>What a visitor must have done or not, for <c>did:</c> and <c>did_not:</c>; otherwise null.</summary>
    public Behaviour? Behaviour { get; init; }

    /// <summary>For a segment its conditions: all must hold, of each one of its filters. Otherwise null.</summary>
    public IReadOnlyList<IReadOnlyList<Filter>>? Clauses { get; init; }

    /// <summary>Reads one filter; whether its dimension exists is the dimension table's matter.</summary>
    public static Filter Parse(string text)
    {
        if (Behaviour.Parse(text) is { } behaviour)
        {
            return new Filter(behaviour.Did ? "did" : "did_not", FilterOperator.Is, behaviour.Step, text) { Behaviour = behaviour };
        }

        // The first operator in the text separates: a value may hold any of them.
        for (var at = 1; at < text.Length - 1; at++)
        {
            foreach (var (sign, known) in Operators)
            {
                if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
                {
                    return new Filter(text[..at].Trim(), known, text[(at + sign.Length)..], text);
                }
            }
        }

        throw new QueryProblemException("filter", text, "A filter is a dimension, an operator and a value (country==DE), or what a visitor did (did:Purchase within 30d).", [.. Signs, .. Behaviour.Shapes]);
    }
}
