using Analytics.Dimensions;
using Analytics.Querying;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Reports;

/// <summary>What every report is asked: site, range, classes, filters; and the way to the database.</summary>
internal sealed record ReportRequest
{
    public required Site Site { get; init; }

    public required QueryValues Values { get; init; }

    public required Period Period { get; init; }

    public Period? Previous { get; init; }

    public required IReadOnlyList<Filter> Filters { get; init; }

    /// <summary>The classes asked for; null when the report decides.</summary>
    public IReadOnlyList<string>? AskedClasses { get; init; }

    public required IReadOnlyList<NamedGoal> Goals { get; init; }

    /// <summary>The goals whose reaching is a conversion.</summary>
    public required IReadOnlyList<NamedGoal> Converting { get; init; }

    /// <summary>A saved funnel of the site by its id; null when there is none.</summary>
    public required Func<long, Funnel?> FindFunnel { get; init; }

    /// <summary>The site's imported campaign costs of a range of local days, summed.</summary>
    public required Func<DateOnly, DateOnly, IReadOnlyList<CampaignCost>> FindCosts { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required ReportDatabase Database { get; init; }

    /// <summary>Builds of the site's closed days whose sums are right; looked for once, when it is first asked for.</summary>
    public required Lazy<Task<SortedDictionary<DateOnly, ulong>>> RollupDays { get; init; }

    public IReadOnlyList<string> Classes => AskedClasses ?? HitClasses.Default;

    /// <summary>The rows of one query over a range.</summary>
    public QueryScope Scope(Period period) => new(Site, period, Classes, Filters, Goals, Converting);

    /// <summary>The rows of a part of a range, in a query of several parts.</summary>
    public QueryScope Scope(Period period, DateTimeOffset start, DateTimeOffset end, SqlValues values) =>
        new(Site, start, end, Classes, Filters, Goals, Converting, period.Zone, values);

    /// <summary>The same question, of all classes when it is split by something that tells them apart.</summary>
    public ReportRequest SplitBy(IReadOnlyList<Dimension> dimensions) =>
        this with { AskedClasses = AskedClasses ?? (dimensions.Any(dimension => dimension.ShowsAllClasses) ? HitClasses.All : null) };

    public Task<QueryResult> QueryAsync(QueryScope scope, string text, CancellationToken cancellationToken) =>
        Database.QueryAsync(scope.Values.Query(text), cancellationToken);

    public Task<QueryResult> QueryAsync(MeasurePlan plan, string text, CancellationToken cancellationToken) =>
        Database.QueryAsync(plan.Values.Query(text), cancellationToken);

    /// <summary>An answer with everything but rows and columns filled in.</summary>
    public ReportResult Answer(string report, IReadOnlyList<ReportColumn> columns, IReadOnlyList<ReportRow> rows) => new()
    {
        Report = report,
        Site = Site.Name,
        Period = Period,
        Previous = Previous,
        Filters = [.. Filters.Select(filter => filter.Text)],
        Columns = columns,
        Rows = rows,
    };
}
