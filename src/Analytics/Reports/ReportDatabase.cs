using Storage.ClickHouse;

namespace Analytics.Reports;

/// <summary>Runs the reports' queries with the limits that keep one question from hurting all others.</summary>
internal sealed class ReportDatabase(ClickHouseClient client, QuestionRoom room)
{
    /// <summary>Longest a report's query may run, in seconds.</summary>
    private const string MaxSeconds = "10";

    /// <summary>Longest an export may run, in seconds.</summary>
    private const string MaxExportSeconds = "600";

    /// <summary>Most memory of one query: 2 GB.</summary>
    private const string MaxBytes = "2000000000";

    public async Task<QueryResult> QueryAsync(SqlQuery query, CancellationToken cancellationToken)
    {
        using var turn = await room.EnterAsync(isExport: false, cancellationToken);
        return await client.QueryAsync(Limited(query, MaxSeconds), cancellationToken);
    }

    public async Task<Stream> StreamAsync(SqlQuery query, string format, CancellationToken cancellationToken)
    {
        var turn = await room.EnterAsync(isExport: true, cancellationToken);
        try
        {
            return new HeldStream(await client.StreamAsync(Limited(query, MaxExportSeconds), format, cancellationToken), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    // readonly 2: nothing but reading, while the settings beside it are still accepted. The comparing of chains of ANDs finds nothing
    // in our queries, but takes more time than all other planning of a funnel: 80 of 140 ms. A set of thousands of visits or visitors
    // leaves out no part of the table, but sorting it for the look into the index took a third of a report filtered by page.
    private static SqlQuery Limited(SqlQuery query, string seconds) =>
        query.Setting("max_execution_time", seconds).Setting("max_memory_usage", MaxBytes).Setting("readonly", "2")
            .Setting("optimize_and_compare_chain", "0").Setting("use_index_for_in_with_subqueries_max_values", "10000");
}
