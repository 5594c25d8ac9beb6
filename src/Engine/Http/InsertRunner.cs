using Engine.Sql;

namespace Engine.Http;

/// <summary>Runs inserts whose data comes in the request: streamed into the engine, or spooled when the statement selects from it.</summary>
internal sealed class InsertRunner(SpoolFolder spool)
{
    /// <summary>
    /// INSERT … data. Nothing is stored when the data is torn or wrong. Returns the counts, or the error.
    /// </summary>
    internal static async Task<(QueryCounts Counts, EngineError? Error)> StreamAsync(
        EngineConnection connection, RequestBody body, QueryRequest request, CancellationToken cancellationToken)
    {
        var format = body.Shape.Format ?? request.DefaultFormat ?? "Values";
        using var insert = connection.StartInsert(new EngineStatement(body.Sql, format, request.Parameters));
        if (insert.Error is { } refused)
        {
            return (default, EngineError.FromEngine(refused));
        }

        try
        {
            await body.CopyDataAsync(chunk => ValueTask.FromResult(insert.Append(chunk.Span)), cancellationToken);
        }
        catch
        {
            insert.Cancel();
            throw;
        }

        using var result = insert.Complete();
        return (result.Counts, result.Error is { } error ? EngineError.FromEngine(error) : null);
    }

    /// <summary>
    /// INSERT … SELECT … FROM input('structure') … FORMAT x: the library refuses input(), so the data becomes a file and the
    /// call <c>file('…', x, 'structure')</c>.
    /// </summary>
    internal async Task<(QueryCounts Counts, EngineError? Error)> SpoolAsync(
        EngineConnection connection, RequestBody body, QueryRequest request, CancellationToken cancellationToken)
    {
        using var file = spool.New();
        await using (var target = new FileStream(file.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 64 * 1024, useAsync: true))
        {
            await body.CopyDataAsync(
                async chunk =>
                {
                    await target.WriteAsync(chunk, cancellationToken);
                    return true;
                },
                cancellationToken);
        }

        var format = body.Shape.Format ?? request.DefaultFormat ?? "TabSeparated";
        using var result = connection.Query(new EngineStatement(Rewrite(body, file.Path, format), "TabSeparated", request.Parameters));
        return (result.Counts, result.Error is { } error ? EngineError.FromEngine(error) : null);
    }

    private static byte[] Rewrite(RequestBody body, string path, string format)
    {
        // SpoolAsync runs only for shapes with an input call.
        var call = body.Shape.InputCall!.Value;
        var file = System.Text.Encoding.UTF8.GetBytes($"file({SqlText.Quote(path)}, {SqlText.Quote(format)}, ");
        return [.. body.Sql[..call.Start], .. file, .. body.Sql[body.Shape.InputStructure], (byte)')', .. body.Sql[call.End..]];
    }
}
