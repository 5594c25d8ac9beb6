using Analytics.Dimensions;
using Analytics.Querying;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Analytics.Reports;

/// <summary>Raw events of a range in a file format, in the order of the table: day, visitor, time.</summary>
public sealed class EventExport(ClickHouseClient client, CatalogStore catalog, ReportRunner runner, QuestionRoom? room = null)
{
    private readonly ReportDatabase _database = new(client, room ?? QuestionRoom.For(client));

    /// <summary>The formats; the first is the default.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["jsonl", "csv", "parquet"];

    private static string Sql(string columns, QueryScope scope) =>
        $"""
        SELECT {columns}
        FROM (SELECT * FROM events WHERE {scope.InRange} ORDER BY site, toDate(time), visitor, time, node, seq)
        """;

    public static string ContentType(string format) => format switch
    {
        "csv" => "text/csv; charset=utf-8",
        "parquet" => "application/vnd.apache.parquet",
        _ => "application/x-ndjson",
    };

    /// <summary>
    /// Opens the export; the caller disposes the stream. Parameters: the range, <c>filter</c>, <c>segment</c>, <c>classes</c> (all when left out).
    /// </summary>
    /// <exception cref="QueryProblemException">A parameter is wrong.</exception>
    public async Task<Stream> OpenAsync(Site site, QueryValues values, string format, CancellationToken cancellationToken)
    {
        var period = await runner.PeriodAsync(site, values, cancellationToken);
        var classes = values.Single("classes") is null ? HitClasses.All : HitClasses.Parse(values);
        var filters = runner.Filters(site, values);
        var goals = catalog.Goals(site.Id).Select(NamedGoal.Of).ToList();
        var scope = new QueryScope(site, period, classes, filters, goals);
        var columns = EventColumns.All.Select(column => Column(column, format));

        // 64-bit ids as text: JavaScript would round them. Times as 2026-11-22T10:00:00.000Z.
        var query = scope.Values.Query(Sql(string.Join(", ", columns), scope))
            .Setting("output_format_json_quote_64bit_integers", "1")
            .Setting("date_time_output_format", "iso");
        return await _database.StreamAsync(query, DatabaseFormat(format), cancellationToken);
    }

    private static string DatabaseFormat(string format) => format switch
    {
        "csv" => "CSVWithNames",
        "parquet" => "Parquet",
        _ => "JSONEachRow",
    };

    // In CSV properties are JSON, and text that a spreadsheet would run as a formula gets an apostrophe before it.
    private static string Column(EventColumn column, string format)
    {
        if (format != "csv")
        {
            return column.Name;
        }

        if (column.Name == "properties")
        {
            return "toJSONString(properties) AS properties";
        }

        return column.Type.Contains("String", StringComparison.Ordinal)
            ? $"if(match({column.Name}, '^[ \"\\']*[=+@\\t\\r＝＋－＠-]'), concat('\\'', {column.Name}), {column.Name}) AS {column.Name}"
            : column.Name;
    }
}
