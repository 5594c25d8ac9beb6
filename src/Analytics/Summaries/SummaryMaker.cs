using System.Globalization;
using System.Text;
using System.Text.Json;
using Analytics.Querying;
using Analytics.Reports;
using Storage.Catalog;

namespace Analytics.Summaries;

/// <summary>Makes the figures of a summary: four reports over its days, compared with the days before.</summary>
internal sealed class SummaryMaker(ReportRunner runner)
{
    private static readonly (string Name, string Report, (string Name, string Value)[] Parameters)[] Parts =
    [
        ("overview", "overview", [("compare", "previous")]),
        ("pages", "breakdown", [("by", "page"), ("metrics", "visitors,pageviews"), ("limit", "10"), ("compare", "previous")]),
        ("sources", "breakdown", [("by", "source"), ("metrics", "visitors,visits"), ("limit", "10"), ("compare", "previous")]),
        ("goals", "goals", [("limit", "20"), ("compare", "previous")]),
    ];

    /// <summary>The figures as JSON (docs/alerts.md).</summary>
    /// <exception cref="QueryProblemException">A filter or segment is gone or wrong.</exception>
    /// <exception cref="Storage.ClickHouse.ClickHouseException">The database did not answer.</exception>
    public async Task<string> MakeAsync(Site site, Summary summary, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var days = SummarySchedule.Days(summary, zone, due);
        using var body = new MemoryStream();
        await using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("summary", summary.Name);
            json.WriteString("site", site.Name);
            json.WriteString("rhythm", CatalogWords.Of(summary.Rhythm));
            json.WriteString("language", summary.Language);
            json.WriteString("due", TimeText.Of(due));
            json.WriteString("from", Text(days.From));
            json.WriteString("to", Text(days.To));
            json.WriteString("timezone", zone.Id);
            foreach (var (name, report, parameters) in Parts)
            {
                json.WritePropertyName(name);
                using var part = new MemoryStream();
                ReportJson.Write(await runner.RunAsync(site, report, Query(summary, days, parameters), cancellationToken), part);
                json.WriteRawValue(part.ToArray());
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static ILookup<string, string> Query(Summary summary, Period days, (string Name, string Value)[] parameters) => parameters
        .Append(("from", Text(days.From))).Append(("to", Text(days.To)))
        .Concat(summary.Filters.Select(filter => ("filter", filter)))
        .ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
