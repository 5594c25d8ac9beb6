namespace Analytics.Reports;

/// <summary>A parameter of reports, for the API's description and the command line.</summary>
/// <param name="Name">Its name.</param>
/// <param name="For">The reports that read it, with commas between; "" for all.</param>
/// <param name="Text">What it means.</param>
public sealed record ReportParameter(string Name, string For, string Text)
{
    /// <summary>Whether it may be given several times.</summary>
    public bool Repeats { get; init; }

    /// <summary>All values it may have; empty when they are not a closed set.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>Least and greatest value of a whole number; null for text.</summary>
    public (int Least, int Most)? Range { get; init; }

    /// <summary>What it is when left out; null when nothing, or when it depends on the report.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a report reads it.</summary>
    public bool IsFor(string report) => For.Length == 0 || For.Split(", ").Contains(report, StringComparer.Ordinal);
}
