namespace Analytics.Querying;

/// <summary>A parameter of a question cannot be understood; becomes a 400 that names it, its value and what is allowed.</summary>
public sealed class QueryProblemException(string parameter, string? value, string message, IReadOnlyList<string>? allowed = null)
    : Exception(message)
{
    /// <summary>Most characters of a bad value that are repeated in the answer.</summary>
    private const int ShownCharacters = 200;

    public string Parameter { get; } = parameter;

    public string? Value { get; } = value is { Length: > ShownCharacters } ? value[..ShownCharacters] : value;

    /// <summary>Allowed values or shapes; empty when the message says it all.</summary>
    public IReadOnlyList<string> Allowed { get; } = allowed ?? [];
}
