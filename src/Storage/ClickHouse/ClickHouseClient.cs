namespace Storage.ClickHouse;

/// <summary>
/// ClickHouse's HTTP interface, the same code for the embedded engine (Unix socket) and any server. Thread-safe; keep one for
/// the process's life. Every failure is a <see cref="ClickHouseException"/>.
/// </summary>
public sealed class ClickHouseClient(ClickHouseEndpoint endpoint) : IDisposable
{
    public ClickHouseEndpoint Endpoint { get; } = endpoint;

    /// <summary>Whether the database answers within two seconds.</summary>
    public Task<bool> PingAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Runs a query and reads the whole answer (rows limited by the query itself).</summary>
    public Task<QueryResult> QueryAsync(SqlQuery query, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Runs a statement without answer rows.</summary>
    public Task ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Runs a query and streams its answer in the given ClickHouse format; the caller disposes the stream.</summary>
    public Task<Stream> StreamAsync(SqlQuery query, string format, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>
    /// Inserts: <paramref name="insert"/> is <c>INSERT INTO t (columns) FORMAT RowBinary</c>, the body is written by
    /// <paramref name="writeBody"/>, possibly large, never held whole. Adds async_insert=0 and insert_deduplicate=0.
    /// Returns when the server has confirmed.
    /// </summary>
    public Task InsertAsync(SqlQuery insert, Func<Stream, CancellationToken, Task> writeBody, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
