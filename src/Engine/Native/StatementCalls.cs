using System.Text;

namespace Engine.Native;

/// <summary>The calls that take a statement: pins text, format and parameters and returns owned handles.</summary>
internal static unsafe class StatementCalls
{
    private delegate nint NativeCall(nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength,
        byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    internal static ResultHandle Query(ConnectionHandle connection, EngineStatement statement) =>
        new(Call(connection, statement, ChdbMethods.Query));

    internal static ResultHandle StartStream(ConnectionHandle connection, EngineStatement statement) =>
        new(Call(connection, statement, ChdbMethods.StreamQuery));

    internal static InsertHandle StartInsert(ConnectionHandle connection, EngineStatement statement) =>
        new(Call(connection, statement, ChdbMethods.StreamInsert));

    internal static ResultHandle Fetch(ConnectionHandle connection, ResultHandle stream) =>
        new(ChdbMethods.StreamFetch(connection.Connection, stream.DangerousGetHandle()));

    internal static void CancelStream(ConnectionHandle connection, ResultHandle stream) =>
        ChdbMethods.StreamCancel(connection.Connection, stream.DangerousGetHandle());

    internal static StatementClass Classify(ConnectionHandle connection, ReadOnlySpan<byte> sql)
    {
        var analysis = new QueryAnalysis { StructSize = (uint)sizeof(QueryAnalysis) };
        fixed (byte* text = sql)
        {
            var failed = ChdbMethods.Classify(connection.Connection, text, (nuint)sql.Length, null, 0, &analysis) != 0;
            return failed ? new StatementClass(0, IsReadOnly: false) : new StatementClass((int)analysis.StatementCount, analysis.QueryClass == 0);
        }
    }

    private static nint Call(ConnectionHandle connection, EngineStatement statement, NativeCall call)
    {
        var parameters = statement.Parameters;
        var names = new byte[parameters.Count][];
        var total = 0;
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetBytes(parameters[i].Name);
            total += names[i].Length + parameters[i].Value.Length;
        }

        // One array for all names and values, so that one pin holds them.
        var count = names.Length;
        var blob = new byte[total + 1];
        var pointers = new nint[(2 * count) + 1];
        var lengths = new nuint[(2 * count) + 1];
        fixed (byte* bytes = blob)
        fixed (nint* pointer = pointers)
        fixed (nuint* length = lengths)
        fixed (byte* sql = statement.Sql)
        fixed (byte* format = Encoding.ASCII.GetBytes(statement.Format))
        {
            var at = 0;
            for (var slot = 0; slot < 2 * count; slot++)
            {
                var text = slot < count ? names[slot] : parameters[slot - count].Value;
                text.CopyTo(blob, at);
                pointer[slot] = (nint)(bytes + at);
                length[slot] = (nuint)text.Length;
                at += text.Length;
            }

            return call(connection.Connection, sql, (nuint)statement.Sql.Length, format, (nuint)statement.Format.Length,
                (byte**)pointer, length, (byte**)(pointer + count), length + count, (nuint)count);
        }
    }
}
