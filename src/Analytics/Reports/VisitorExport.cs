using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Analytics.Reports;

/// <summary>All that is stored of one visitor, for the visitor: one JSON object a line, as the export of events has it.</summary>
public sealed class VisitorExport(ClickHouseClient client)
{
    private readonly ReportDatabase _database = new(client);

    // Whole visits: what came before the visitor got this key within a visit is theirs too. The same rows an erasure removes.
    private static readonly string Sql =
        $$"""
        SELECT {{string.Join(", ", EventColumns.All.Select(column => column.Name))}}
        FROM (
            SELECT * FROM events
            WHERE site = {site:UInt32} AND visit IN (SELECT visit FROM events WHERE site = {site:UInt32} AND visitor = {visitor:UInt64})
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
