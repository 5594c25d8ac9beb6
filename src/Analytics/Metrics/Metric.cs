namespace Analytics.Metrics;

/// <summary>A number of the reports, defined once.</summary>
/// <param name="Name">Stable column name.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Unit">A word of <see cref="Metrics.Unit"/>.</param>
/// <param name="Definition">What it is, for tooltips and docs/metrics.md.</param>
/// <param name="Sql">Expression over measures.</param>
/// <param name="Measures">The measures it uses.</param>
internal sealed record Metric(string Name, string Title, string Unit, string Definition, string Sql, params string[] Measures)
{
    /// <summary>Of a rate: the measure that counts its trials, where they are independent of each other; otherwise null.</summary>
    public string? Trials { get; init; }

    /// <summary>Whether it counts things that are independent of each other (visits are, the page views of one visit are not).</summary>
    public bool CountsUnits { get; init; }

    /// <summary>Whether a change of it is tested for significance.</summary>
    public bool IsTested => CountsUnits || Trials is not null;
}
