using System.Text;
using Engine.Native;

namespace Engine;

/// <summary>
/// One connection: one statement at a time, each call blocks until the engine has answered. Not thread-safe. Close it after
/// its request; a connection keeps its settings, its database, its temporary tables, and after an error even the beginning
/// of a failed answer.
/// </summary>
internal sealed class EngineConnection : IDisposable
{
    private readonly ConnectionHandle _handle;

    private EngineConnection(ConnectionHandle handle) => _handle = handle;

    /// <summary>Opens a connection; null when the engine refuses (the folder is locked or not writable).</summary>
    internal static EngineConnection? TryOpen(IReadOnlyList<string> arguments)
    {
        var handle = ConnectionHandle.Open(arguments);
        return handle.IsInvalid ? null : new EngineConnection(handle);
    }

    /// <summary>Runs a statement and holds its whole answer.</summary>
    internal ResultHandle Query(EngineStatement statement) => StatementCalls.Query(_handle, statement);

    /// <summary>Runs a statement without an answer of interest; null, or the engine's error.</summary>
    internal string? Execute(string sql)
    {
        using var result = Query(EngineStatement.Plain(sql));
        return result.Error;
    }

    /// <summary>A short text answer, without its line end; throws what the engine says.</summary>
    internal string Scalar(string sql)
    {
        using var result = Query(EngineStatement.Plain(sql));
        if (result.Error is { } error)
        {
            throw new InvalidOperationException(error);
        }

        var bytes = new byte[(int)Math.Min(result.Length, 64 * 1024)];
        return Encoding.UTF8.GetString(bytes, 0, result.Read(0, bytes)).TrimEnd('\n');
    }

    /// <summary>Starts a SELECT; look at the result's error, then fetch.</summary>
    internal ResultHandle StartStream(EngineStatement statement) => StatementCalls.StartStream(_handle, statement);

    /// <summary>The next block; length 0 is the end.</summary>
    internal ResultHandle Fetch(ResultHandle stream) => StatementCalls.Fetch(_handle, stream);

    internal void CancelStream(ResultHandle stream) => StatementCalls.CancelStream(_handle, stream);

    /// <summary>Starts an insert of data that follows in chunks.</summary>
    internal InsertHandle StartInsert(EngineStatement statement) => StatementCalls.StartInsert(_handle, statement);

    /// <summary>What a text would do, without running it.</summary>
    internal StatementClass Classify(ReadOnlySpan<byte> sql) => StatementCalls.Classify(_handle, sql);

    public void Dispose() => _handle.Dispose();
}
