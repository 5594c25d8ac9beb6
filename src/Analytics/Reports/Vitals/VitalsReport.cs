using System.Globalization;
using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Vitals;

/// <summary>
/// Web Vitals as visitors' browsers measured them: the 75th percentile of each and how many views were good, middling and poor; with <c>by</c>
/// those of one vital for each value of a dimension.
/// </summary>
internal sealed class VitalsReport : IReport
{
    private static readonly IReadOnlyList<ReportColumn> Figures =
    [
        new("views", "Measured views", Unit.Count, "Page views whose browser reported this vital: the first view of a page that was loaded in front of somebody."),
        new("p75", "75th percentile", Unit.Seconds, "Three quarters of the measured views were at most this slow; null for CLS, which is no time."),
        new("score", "CLS, 75th percentile", Unit.Ratio, "Of CLS: three quarters of the measured views shifted at most this much; null for the others."),
        new("good", "Good", Unit.Rate, "Measured views within the good threshold of web.dev: LCP 2.5 s, INP 0.2 s, CLS 0.1, FCP 1.8 s, TTFB 0.8 s."),
        new("needs_improvement", "Needs improvement", Unit.Rate, "Measured views between good and poor."),
        new("poor", "Poor", Unit.Rate, "Measured views beyond the poor threshold of web.dev: LCP 4 s, INP 0.5 s, CLS 0.25, FCP 3 s, TTFB 1.8 s."),
    ];

    private static readonly IReadOnlyList<ReportColumn> Columns = [new("vital", "Vital", Unit.Text), .. Figures];

    public string Name => "vitals";

    // The values are what a browser sent: what is no finite number from 0 up is none. A report counts with the filters of its view, as dwell does.
    private static string Sql(QueryScope scope, IReadOnlyList<Vital> vitals, string bucket, string rows, string order) =>
        $"""
        SELECT bucket, limits.1 AS vital, count() AS views,
            if(vital = 'cls', NULL, quantileExactInclusive(0.75)(number) / 1000) AS p75, if(vital = 'cls', quantileExactInclusive(0.75)(number), NULL) AS score,
            countIf(number <= limits.2) / views, countIf(number > limits.2 AND number <= limits.3) / views, countIf(number > limits.3) / views
        FROM (
            SELECT {bucket} AS bucket, limits, toFloat64OrNull(properties[limits.1]) AS number
            FROM events ARRAY JOIN [{string.Join(", ", vitals.Select(Limits))}] AS limits
            WHERE {scope.OfMatching("view")} AND {scope.Began("time")} AND name = 'engagement' AND ({rows}))
        WHERE isFinite(number) AND number >= 0
        GROUP BY bucket, limits
        ORDER BY views DESC, bucket {order}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var by = request.Values.Single("by");
        var asked = request.Values.OneOf("vital", Vital.Names);
        if (by is null && asked is not null)
        {
            throw new QueryProblemException("vital", asked, "vital goes with by: say what to split by.", DimensionTable.Names);
        }

        var whole = request.Scope(request.Period);
        var found = (await request.QueryAsync(whole, Sql(whole, Vital.All, "''", "1", ""), cancellationToken)).Rows.ToDictionary(row => row[1].GetString()!);
        if (by is null)
        {
            return request.Answer(Name, Columns, [.. Vital.Names.Select(vital => new ReportRow([vital, .. Cells(found.GetValueOrDefault(vital))]))]);
        }

        var dimension = DimensionTable.Find("by", by);
        if (!dimension.OnRows)
        {
            throw new QueryProblemException("by", by, $"{by} is known of whole visits only: vitals are split by what their view says.");
        }

        var vital = Vital.All.First(vital => vital.Name == (asked ?? Vital.Names[0]));
        var paging = Paging.Parse(request.Values);
        var scope = request.Scope(request.Period);
        var rows = (await request.QueryAsync(scope, Sql(scope, [vital], dimension.Column(scope.Values), dimension.HasRow(scope.Values), paging.Sql), cancellationToken)).Rows;
        return request.Answer(Name, [new ReportColumn("value", dimension.Title, Unit.Text), .. Columns], [.. rows.Take(paging.Limit).Select(row => new ReportRow([MetricCells.Read(Unit.Text, row[0]), vital.Name, .. Cells(row)]))]) with
        {
            Totals = new ReportRow([null, vital.Name, .. Cells(found.GetValueOrDefault(vital.Name))]),
            Notes = paging.Note(rows.Count),
        };
    }

    private static string Limits(Vital vital) => string.Create(CultureInfo.InvariantCulture, $"('{vital.Name}', {vital.Good}, {vital.Poor})");

    private static IEnumerable<object?> Cells(JsonElement[]? row) => Figures.Select((column, i) => row is null ? i == 0 ? 0L : null : MetricCells.Read(column.Unit, row[2 + i]));
}
