using System.Globalization;
using System.Security.Cryptography;
using Engine.Sql;
using Microsoft.AspNetCore.Http;

namespace Engine.Http;

/// <summary>Answers <c>/?query=…</c>: who asks, what is asked, and the way it takes through the engine.</summary>
/// <param name="pool">The engine's connections.</param>
/// <param name="spool">Files that live for one request.</param>
/// <param name="access">Who may ask.</param>
/// <param name="tablesChanged">Called after each statement that may have changed a table's definition.</param>
/// <param name="time">The clock.</param>
internal sealed class QueryEndpoint(EnginePool pool, SpoolFolder spool, AccessCheck access, Action tablesChanged, TimeProvider time)
{
    /// <summary>Longest time a reader's query runs when it names none itself, 60 s.</summary>
    private const string ReaderSeconds = "60";

    private readonly QueryRunner _queries = new(spool);
    private readonly InsertRunner _inserts = new(spool);
    private long _lastRequest;

    internal async Task HandleAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var (request, error) = await RequestParts.ReadAsync(context);
        request.QueryId ??= RandomNumberGenerator.GetHexString(32, lowercase: true);
        var answer = new Answer(context, pool, request, started, time);
        try
        {
            error ??= access.Refuse(context, request) ?? await RunAsync(context, request, answer);
        }
        catch (InvalidDataException)
        {
            error = EngineError.Of(271, "CANNOT_DECOMPRESS", "The body is not valid gzip");
        }
        catch (BadHttpRequestException exception)
        {
            error = EngineError.Of(36, "BAD_ARGUMENTS", "The request is broken: " + exception.Message);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to tell.
            return;
        }

        if (error is not null)
        {
            await answer.FailAsync(error);
        }
    }

    private async Task<EngineError?> RunAsync(HttpContext context, QueryRequest request, Answer answer)
    {
        var (body, error) = await RequestBody.ReadAsync(context, request);
        if (body is null)
        {
            return error;
        }

        var isReader = AccessCheck.IsReader(context);
        var statement = body.HasData ? new StatementClass(1, IsReadOnly: false) : pool.Classify(body.Sql);
        if (Refuse(body.Shape, statement, isReader) is { } refusal)
        {
            return refusal;
        }

        using var lease = await pool.TakeAsync(context.RequestAborted);
        if (lease is null)
        {
            return EngineError.Of(EngineError.TooManyQueries, "TOO_MANY_SIMULTANEOUS_QUERIES", "Too many simultaneous queries: try again");
        }

        var run = new Run(context, request, answer, body, lease, "request " + Interlocked.Increment(ref _lastRequest).ToString(CultureInfo.InvariantCulture));
        RestrictWrites(request, isReader, HttpMethods.IsGet(context.Request.Method));
        return body.HasData ? await InsertAsync(run) : await QueryAsync(run, statement);
    }

    private static EngineError? Refuse(StatementShape shape, StatementClass statement, bool isReader)
    {
        if (statement.Count > 1)
        {
            return EngineError.Of(EngineError.SyntaxError, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
        }

        if (shape.WritesFile)
        {
            return EngineError.Of(48, "NOT_IMPLEMENTED", "INTO OUTFILE is not allowed");
        }

        if (isReader && statement.Count == 0)
        {
            return EngineError.Of(EngineError.SyntaxError, "SYNTAX_ERROR", "Syntax error: the statement cannot be parsed");
        }

        // readonly = 1 stops table functions that leave the database; the function file() it does not stop.
        return isReader && (!statement.IsReadOnly || shape.CallsFile)
            ? EngineError.Of(EngineError.ReadOnly, "READONLY", "Cannot execute query in readonly mode")
            : null;
    }

    // As in ClickHouse: GET never writes. A reader's settings are applied first; after readonly = 1 nothing can change them.
    private static void RestrictWrites(QueryRequest request, bool isReader, bool isGet)
    {
        var settings = request.Settings;
        if (isReader)
        {
            settings["readonly"] = "1";
            settings.TryAdd("max_execution_time", ReaderSeconds);
        }
        else if (isGet && settings.GetValueOrDefault("readonly") != "1")
        {
            settings["readonly"] = "2";
        }
    }

    private async Task<EngineError?> InsertAsync(Run run)
    {
        var connection = run.Lease.Connection;

        // The share of one query is too small for a large batch; inserts are bounded by the engine's whole memory.
        run.Request.Settings.TryAdd("max_memory_usage", "0");
        if (Session.Prepare(connection, run.Request, run.Comment, []) is { } error)
        {
            return error;
        }

        var (counts, failure) = run.Body.Shape.Kind == StatementKind.InsertSelect
            ? await _inserts.SpoolAsync(connection, run.Body, run.Request, run.Context.RequestAborted)
            : await InsertRunner.StreamAsync(connection, run.Body, run.Request, run.Context.RequestAborted);
        if (failure is null)
        {
            run.Answer.Begin("TabSeparated", counts);
        }

        return failure;
    }

    private async Task<EngineError?> QueryAsync(Run run, StatementClass kind)
    {
        var (request, shape) = (run.Request, run.Body.Shape);
        var format = shape.Format ?? request.DefaultFormat ?? "TabSeparated";
        var streams = QueryRunner.Streams(shape, request, format);
        var error = Session.Prepare(run.Lease.Connection, request, run.Comment, QueryRunner.Limits(request, streams));
        if (error is not null)
        {
            return error;
        }

        // A client that goes away stops its query, but never a statement that writes.
        var leaves = run.Context.RequestAborted;
        leaves.ThrowIfCancellationRequested();
        using var whenGone = kind.IsReadOnly
            ? leaves.UnsafeRegister(_ => ThreadPool.UnsafeQueueUserWorkItem(_ => pool.Cancel(run.Comment), null), null)
            : default;

        var statement = new EngineStatement(run.Body.Sql, format, request.Parameters);
        error = streams
            ? await QueryRunner.StreamAsync(run.Lease.Connection, statement, format, run.Answer)
            : await QueryRunner.WholeAsync(run.Lease.Connection, statement, format, run.Answer);
        if (error?.Code == EngineError.ResultTooLarge && !streams && shape.Kind == StatementKind.Select && !request.Settings.ContainsKey("max_result_bytes"))
        {
            // The statement has passed as read-only; writing its answer to our file needs a connection that may write.
            request.Settings.Remove("readonly");
            var fresh = run.Lease.Renew();
            error = Session.Prepare(fresh, request, run.Comment, []) ?? await _queries.SpoolAsync(fresh, statement, shape, format, run.Answer);
        }

        if (error is null && shape.Kind == StatementKind.Other && !kind.IsReadOnly)
        {
            tablesChanged();
        }

        return kind.Count == 0 ? error ?? EngineError.Of(EngineError.SyntaxError, "SYNTAX_ERROR", "Empty query") : error;
    }

    /// <summary>A request on its way.</summary>
    private sealed record Run(HttpContext Context, QueryRequest Request, Answer Answer, RequestBody Body, EnginePool.Lease Lease, string Comment);
}
