using System.Runtime.ExceptionServices;

namespace Storage.ClickHouse;

/// <summary>
/// ClickHouse's HTTP interface, the same code for the embedded engine (Unix socket) and any server. Thread-safe; keep one for
/// the process's life. Every failure is a <see cref="ClickHouseException"/>, whose message never holds a value of the query.
/// </summary>
/// <remarks>
/// Settings it adds, all of which a query may override: <c>output_format_json_quote_64bit_integers=0</c> to queries,
/// <c>wait_end_of_query=1</c> to statements and inserts, <c>async_insert=0</c> and <c>insert_deduplicate=0</c> to inserts,
/// <c>enable_http_compression=1</c> to answers of servers. Connecting takes at most 5 seconds; the rest is up to the caller's token.
/// </remarks>
public sealed class ClickHouseClient : IDisposable
{
    private const string True = "1";
    private const string False = "0";

    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(2);

    /// <summary>ClickHouse's code for a disk that is full.</summary>
    private const int NotEnoughSpace = 243;

    /// <summary>How statements begin that change a table or rewrite rows.</summary>
    private static readonly string[] Changing = ["ALTER ", "CREATE ", "DROP ", "RENAME ", "EXCHANGE ", "TRUNCATE ", "OPTIMIZE ", "DELETE "];

    private readonly HttpClient _http;

    public ClickHouseClient(ClickHouseEndpoint endpoint)
    {
        Endpoint = endpoint;
        _http = new HttpClient(ClickHouseHandler.Create(endpoint)) { Timeout = Timeout.InfiniteTimeSpan };
        if (!endpoint.IsEmbedded)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("X-ClickHouse-User", endpoint.User);
            _http.DefaultRequestHeaders.TryAddWithoutValidation("X-ClickHouse-Key", endpoint.Password);
        }
    }

    public ClickHouseEndpoint Endpoint { get; }

    /// <summary>Whether the database answers within two seconds.</summary>
    public async Task<bool> PingAsync(CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PingTimeout);
        try
        {
            using var response = await _http.GetAsync(new Uri(RequestAddress.Root(Endpoint), "ping"), limit.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (Answer.IsBroken(failure) || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>
    /// Runs a query and reads the whole answer (rows limited by the query itself; at most 256 MiB). The text has no FORMAT clause.
    /// </summary>
    public async Task<QueryResult> QueryAsync(SqlQuery query, CancellationToken cancellationToken = default)
    {
        using var response = await SendTextAsync(
            query, WithFormat(query, "JSONCompact"), [("output_format_json_quote_64bit_integers", False)], cancellationToken);
        var body = await Answer.ReadAsync(response, query, cancellationToken);
        return JsonAnswer.Parse(body.Span, query);
    }

    /// <summary>
    /// Whether the disk has room for statements that change tables or rewrite rows; the answer may change at any time. Asked before each of them:
    /// on a full disk they are what can do harm.
    /// </summary>
    public Func<bool> HasRoom { get; set; } = () => true;

    /// <summary>Runs a statement without answer rows.</summary>
    /// <exception cref="ClickHouseException">Also, retryable, when it would change a table or rewrite rows and <see cref="HasRoom"/> says no.</exception>
    public async Task ExecuteAsync(SqlQuery statement, CancellationToken cancellationToken = default)
    {
        if (Changing.Any(word => statement.Text.AsSpan().TrimStart().StartsWith(word, StringComparison.OrdinalIgnoreCase)) && !HasRoom())
        {
            throw new ClickHouseException(NotEnoughSpace, "The disk has less free space than it must keep: nothing is deleted or changed in the database until there is more.", retryable: true);
        }

        using var response = await SendTextAsync(statement, statement.Text, [("wait_end_of_query", True)], cancellationToken);
        await Answer.ReadAsync(response, statement, cancellationToken);
    }

    /// <summary>
    /// Runs a query and streams its answer in the given ClickHouse format; the caller disposes the stream. Reading it throws a
    /// <see cref="ClickHouseException"/> when the query fails half-way. The text has no FORMAT clause.
    /// </summary>
    public async Task<Stream> StreamAsync(SqlQuery query, string format, CancellationToken cancellationToken = default)
    {
        var response = await SendTextAsync(query, WithFormat(query, format), [], cancellationToken);
        try
        {
            return new AnswerStream(response, await response.Content.ReadAsStreamAsync(cancellationToken), query);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Inserts: <paramref name="insert"/> is <c>INSERT INTO t (columns) FORMAT RowBinary</c>, the body is written by
    /// <paramref name="writeBody"/>, possibly large, never held whole. Adds async_insert=0 and insert_deduplicate=0.
    /// Returns when the server has confirmed. After an exception rows may have been stored or not; what
    /// <paramref name="writeBody"/> throws comes through as it is, but for an <see cref="IOException"/>.
    /// </summary>
    public async Task InsertAsync(SqlQuery insert, Func<Stream, CancellationToken, Task> writeBody, CancellationToken cancellationToken = default)
    {
        var address = RequestAddress.Of(
            Endpoint, insert, textInAddress: true, ("async_insert", False), ("insert_deduplicate", False), ("wait_end_of_query", True));
        using var content = new InsertContent(writeBody);
        try
        {
            using var response = await SendAsync(insert, address, content, cancellationToken);
            await Answer.ReadAsync(response, insert, cancellationToken);
        }
        catch (ClickHouseException) when (content.WriterFailure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string WithFormat(SqlQuery query, string format) => $"{query.Text}\nFORMAT {format}";

    private async Task<HttpResponseMessage> SendTextAsync(
        SqlQuery query, string text, (string Name, string Value)[] settings, CancellationToken cancellationToken)
    {
        (string, string)[] compression = Endpoint.IsEmbedded ? [] : [("enable_http_compression", True)];
        var address = RequestAddress.Of(Endpoint, query, textInAddress: false, [.. settings, .. compression]);
        using var content = new StringContent(text);
        return await SendAsync(query, address, content, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(SqlQuery query, Uri address, HttpContent content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception failure) when (Answer.IsBroken(failure) || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw NoAnswer(failure);
        }

        try
        {
            await Answer.ThrowIfRefusedAsync(response, query, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private ClickHouseException NoAnswer(Exception failure) => new(
        0,
        Endpoint.IsEmbedded
            ? "The embedded database did not answer. It is restarted by itself; look at its log if this repeats."
            : "The ClickHouse server did not answer. Check that it runs and that its address is right.",
        retryable: true,
        failure);
}
