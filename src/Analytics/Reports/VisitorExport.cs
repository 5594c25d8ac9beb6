using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Analytics.Reports;

/// <summary>All that is stored of one visitor, for the visitor: one JSON object a line, as the export of events has it.</summary>
public sealed class VisitorExport(ClickHouseClient client, QuestionRoom? room = null)
{
    private readonly ReportDatabase _database = new(client, room ?? QuestionRoom.For(client));

    // Their own rows, and what came within a visit before the first of them: they signed in or agreed there. What carries another key after it
    // may be a neighbour's, whose daily key is the same behind one address with one browser.
    private static readonly string Sql =
        $$"""
        SELECT {{string.Join(", ", EventColumns.All.Select(column => column.Name))}}
        FROM (
            SELECT * FROM events
            INNER JOIN (
                SELECT visit, min((time, node, seq)) AS own FROM events
                WHERE site = {site:UInt32} AND visitor = {visitor:UInt64} GROUP BY visit) AS visits USING (visit)
            WHERE site = {site:UInt32} AND (visitor = {visitor:UInt64} OR (time, node, seq) < own)
            ORDER BY time, node, seq)
        """;

    /// <summary>Opens the export; the caller disposes the stream.</summary>
    public Task<Stream> OpenAsync(Site site, ulong visitor, CancellationToken cancellationToken)
    {
        // 64-bit ids as text: JavaScript would round them. Times as 2026-11-22T10:00:00.000Z.
        var query = new SqlQuery(Sql).With("site", site.Id).With("visitor", visitor)
            .Setting("output_format_json_quote_64bit_integers", "1")
            .Setting("date_time_output_format", "iso");
        return _database.StreamAsync(query, "JSONEachRow", cancellationToken);
    }
}
