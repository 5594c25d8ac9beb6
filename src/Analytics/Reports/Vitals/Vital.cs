namespace Analytics.Reports.Vitals;

/// <summary>A Web Vital with the thresholds of web.dev.</summary>
/// <param name="Name">The property that browsers send it as.</param>
/// <param name="Good">The largest good value, in ms; a score of CLS.</param>
/// <param name="Poor">The largest value that is not poor.</param>
internal sealed record Vital(string Name, double Good, double Poor)
{
    public static IReadOnlyList<Vital> All { get; } =
    [
        new("lcp", 2_500, 4_000),
        new("inp", 200, 500),
        new("cls", 0.1, 0.25),
        new("fcp", 1_800, 3_000),
        new("ttfb", 800, 1_800),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(vital => vital.Name)];
}
