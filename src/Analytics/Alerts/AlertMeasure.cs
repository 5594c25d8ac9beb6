using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;
using Analytics.Reports;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Alerts;

/// <summary>Reads what an alert watches: one query for all its windows.</summary>
internal sealed class AlertMeasure(ClickHouseClient client, CatalogStore catalog, QuestionRoom? room = null)
{
    private readonly ReportDatabase _database = new(client, room ?? QuestionRoom.For(client));

    /// <exception cref="QueryProblemException">The alert's goal, or a segment it names, is gone.</exception>
    /// <exception cref="ClickHouseException">The database did not answer.</exception>
    public async Task<AlertReading> ReadAsync(Site site, Alert alert, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var windows = AlertWindows.Of(alert, zone, now);
        var values = new SqlValues();
        var text = Text(site, alert, windows, zone, values);
        var rows = (await _database.QueryAsync(values.Query(text), cancellationToken)).Rows;
        var read = new double[windows.Starts.Count];
        foreach (var row in rows)
        {
            read[row[0].GetInt32()] = row[1].GetDouble();
        }

        return new AlertReading(read[0], await KnownAsync(site, windows, read, cancellationToken));
    }

    /// <summary>Checks filters and goal as a report would read them.</summary>
    public void Check(Site site, Alert alert) =>
        _ = Text(site, alert, AlertWindows.Of(alert with { Window = TimeSpan.FromHours(1) }, TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch.AddYears(50)), TimeZoneInfo.Utc, new SqlValues());

    private string Text(Site site, Alert alert, AlertWindows windows, TimeZoneInfo zone, SqlValues values)
    {
        var goals = catalog.Goals(site.Id).Select(NamedGoal.Of).ToList();
        var converting = alert.Goal is not { } id ? goals
            : [goals.FirstOrDefault(goal => goal.Id == id) ?? throw new QueryProblemException("goal", null, "The site has no goal of that id.", [.. goals.Select(goal => goal.Name)])];
        var filters = new FilterReader(catalog.Segments(site.Id)).Read(new QueryValues(alert.Filters.ToLookup(_ => "filter", filter => filter)));
        var metric = Metric(alert);
        return string.Join("\nUNION ALL\n", windows.Starts.Select((start, i) =>
        {
            var scope = new QueryScope(site, start, start + windows.Length, HitClasses.Default, filters, goals, converting, zone, values);
            return $"SELECT {i} AS week, toFloat64({metric.Name}) AS value FROM ({MeasureQuery.Text(scope, Bucketing.Whole(scope), [metric], site.Currency)})";
        }));
    }

    // A week without anything counts only when the site had been counted by then: before, it is unknown.
    private async Task<IReadOnlyList<double>> KnownAsync(Site site, AlertWindows windows, double[] read, CancellationToken cancellationToken)
    {
        var weeks = read.Skip(1).ToList();
        if (!weeks.Contains(0))
        {
            return weeks;
        }

        const string Sql = "SELECT toUnixTimestamp64Milli(time) FROM events WHERE site = {site:UInt32} ORDER BY toDate(time), time LIMIT 1";
        var rows = (await _database.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken)).Rows;
        var first = rows.Count == 0 ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeMilliseconds(rows[0][0].GetInt64());
        return [.. weeks.Where((value, i) => value != 0 || windows.Starts[i + 1] >= first)];
    }

    private static Metric Metric(Alert alert) => alert.Kind == AlertKind.NoData ? MetricTable.Events : alert.Metric switch
    {
        AlertMetric.Pageviews => MetricTable.Pageviews,
        AlertMetric.Events => MetricTable.Events,
        AlertMetric.Conversions => MetricTable.Conversions,
        AlertMetric.Revenue => MetricTable.Revenue,
        _ => MetricTable.Visitors,
    };
}
