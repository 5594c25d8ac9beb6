namespace Analytics.Http;

/// <summary>A request ends with this problem; becomes problem details in <see cref="ProblemFilter"/>.</summary>
internal sealed class ProblemException(int status, string type, string title, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    /// <summary>Last part of the stable type: /problems/TYPE.</summary>
    public string Type { get; } = type;

    public string Title { get; } = title;

    public static ProblemException NotFound(string what) =>
        new(404, "not-found", "Not found", $"There is no such {what}, or the key has no right to see it.");
}
