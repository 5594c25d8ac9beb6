using System.Globalization;
using Engine.Native;
using Engine.Sql;

namespace Engine.Http;

/// <summary>
/// Runs statements that answer. Formats whose blocks can be joined stream; the others are made as a whole in memory, and past
/// 8 MiB in a spool file, so that no answer is limited by memory.
/// </summary>
internal sealed class QueryRunner(SpoolFolder spool)
{
    /// <summary>Largest answer held in memory, as the engine counts it before formatting; JSON may be ten times that.</summary>
    internal const long LargestWholeBytes = 8 << 20;

    /// <summary>The settings this way of answering needs; the client's own limit wins.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Limits(QueryRequest request, bool streams) =>
        streams || request.Settings.ContainsKey("max_result_bytes")
            ? []
            : [new("max_result_bytes", LargestWholeBytes.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Whether the statement's answer can go out block by block.</summary>
    internal static bool Streams(StatementShape shape, QueryRequest request, string format) =>
        shape.Kind == StatementKind.Select && !request.WaitsForEnd && !shape.HasTotals && OutputFormat.JoinOf(format) != BlockJoin.Whole
        && !request.Settings.ContainsKey("extremes") && !request.Settings.ContainsKey("output_format_json_array_of_rows");

    /// <summary>
    /// Streams an answer; never holds more than two blocks. It is one block ahead: most answers have one block, and are then
    /// known to be complete before their first byte. An error after the first byte breaks the answer off.
    /// </summary>
    internal static async Task<EngineError?> StreamAsync(EngineConnection connection, EngineStatement statement, string format, Answer answer)
    {
        using var stream = connection.StartStream(statement);
        if (stream.Error is { } refused)
        {
            return EngineError.FromEngine(refused);
        }

        ResultHandle? waiting = null;
        var ended = false;
        try
        {
            var counts = default(QueryCounts);
            int? header = null;
            while (!ended)
            {
                var next = connection.Fetch(stream);
                counts += next.Counts;
                ended = next.Length == 0;
                if (next.Error is { } error)
                {
                    next.Dispose();
                    return EngineError.FromEngine(error);
                }

                if (waiting is not null)
                {
                    answer.Begin(format, counts);
                    await answer.WriteAsync(waiting, header ?? 0);
                    header ??= OutputFormat.JoinOf(format) == BlockJoin.DropHeader ? HeaderCut.Length(format, waiting) : 0;
                    waiting.Dispose();
                }

                waiting = next;
            }

            answer.Begin(format, counts);
        }
        finally
        {
            waiting?.Dispose();
            if (!ended)
            {
                connection.CancelStream(stream);
            }
        }

        await answer.EndAsync();
        return null;
    }

    /// <summary>Answers as a whole; <see cref="EngineError.ResultTooLarge"/> means: take <see cref="SpoolAsync"/>.</summary>
    internal static async Task<EngineError?> WholeAsync(EngineConnection connection, EngineStatement statement, string format, Answer answer)
    {
        using var result = connection.Query(statement);
        if (result.Error is { } error)
        {
            return EngineError.FromEngine(error);
        }

        answer.Begin(format, result.Counts);
        await answer.WriteAsync(result, 0);
        await answer.EndAsync();
        return null;
    }

    /// <summary>Lets the engine write a large answer to a file and sends that.</summary>
    internal async Task<EngineError?> SpoolAsync(EngineConnection connection, EngineStatement statement, StatementShape shape, string format, Answer answer)
    {
        using var file = spool.New();
        var refused = DiskGuard.RefusedSpools;
        var (start, length) = shape.FormatClause.GetOffsetAndLength(statement.Sql.Length);
        var head = System.Text.Encoding.UTF8.GetBytes($"INSERT INTO FUNCTION file({SqlText.Quote(file.Path)}, {SqlText.Quote(format)}) ");
        byte[] sql = [.. head, .. statement.Sql[..start], (byte)'\n', .. statement.Sql[(start + length)..]];
        using (var result = connection.Query(statement with { Sql = sql }))
        {
            if (result.Error is { } error)
            {
                return EngineError.FromEngine(error);
            }

            if (DiskGuard.RefusedSpools != refused)
            {
                return EngineError.Of(EngineError.NotEnoughSpace, "NOT_ENOUGH_SPACE", "The disk refused the file of this answer: ask for less, or free space");
            }

            answer.Begin(format, result.Counts);
        }

        await answer.WriteFileAsync(file.Path);
        await answer.EndAsync();
        return null;
    }
}
