using System.Runtime.InteropServices;

namespace Engine.Native;

/// <summary>
/// The C interface of libchdb (26.7), declarations only. Strings are UTF-8 with an explicit length. A call on a connection
/// blocks until its statement has ended; a connection runs one statement at a time.
/// </summary>
internal static unsafe partial class ChdbMethods
{
    internal const string Library = "chdb";

    /// <summary>0: libchdb leaves the process's signal handlers alone. Call before the first connect.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_set_signal_handlers_enabled")]
    internal static partial void SetSignalHandlersEnabled(int enabled);

    /// <summary>
    /// Starts the engine (first call) or adds a connection. Returns a pointer to the connection handle, or NULL when the
    /// folder is locked, not writable, or another folder is open in this process; the reason goes to stderr.
    /// </summary>
    [LibraryImport(Library, EntryPoint = "chdb_connect")]
    internal static partial nint* Connect(int argc, byte** argv);

    /// <summary>Closes what <see cref="Connect"/> returned; the last one closed stops the engine and releases the folder.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_close_conn")]
    internal static partial void CloseConnection(nint* connection);

    /// <summary>Runs a statement and holds its whole answer. Never NULL; look at <see cref="ResultError"/> first.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_query_with_params_n")]
    internal static partial nint Query(nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength,
        byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    /// <summary>Starts a SELECT whose answer is fetched block by block. Never NULL; look at <see cref="ResultError"/> first.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_query_with_params_n")]
    internal static partial nint StreamQuery(nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength,
        byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    /// <summary>The next block, formatted as a document of its own; a result of length 0 is the end.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_fetch_result")]
    internal static partial nint StreamFetch(nint connection, nint stream);

    /// <summary>Ends a stream early.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_cancel_query")]
    internal static partial void StreamCancel(nint connection, nint stream);

    [LibraryImport(Library, EntryPoint = "chdb_destroy_query_result")]
    internal static partial void DestroyResult(nint result);

    /// <summary>Starts an insert (text without FORMAT and data). Never NULL; look at <see cref="InsertError"/> first.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_insert_with_params_n")]
    internal static partial nint StreamInsert(nint connection, byte* sql, nuint sqlLength, byte* format, nuint formatLength,
        byte** names, nuint* nameLengths, byte** values, nuint* valueLengths, nuint count);

    /// <summary>Gives the insert its next bytes (copied; may block). 0: taken; else the insert has failed, ask <see cref="StreamDone"/>.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_append")]
    internal static partial int StreamAppend(nint insert, byte* data, nuint length);

    /// <summary>Commits the insert: a result with the counts or the error.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_done")]
    internal static partial nint StreamDone(nint insert);

    /// <summary>Drops the insert: what was not written yet never is.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_cancel_insert")]
    internal static partial void StreamCancelInsert(nint insert);

    /// <summary>Why the insert could not start; NULL when it did.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_stream_insert_error")]
    internal static partial byte* InsertError(nint insert);

    [LibraryImport(Library, EntryPoint = "chdb_destroy_insert_stream")]
    internal static partial void DestroyInsert(nint insert);

    /// <summary>NULL when the answer is empty.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_result_buffer")]
    internal static partial byte* ResultBuffer(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_length")]
    internal static partial nuint ResultLength(nint result);

    /// <summary>Seconds.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_result_elapsed")]
    internal static partial double ResultElapsed(nint result);

    /// <summary>Rows of the answer (what ClickHouse calls result rows).</summary>
    [LibraryImport(Library, EntryPoint = "chdb_result_rows_read")]
    internal static partial ulong ResultRows(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_bytes_read")]
    internal static partial ulong ResultBytes(nint result);

    /// <summary>Rows read from tables.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_result_storage_rows_read")]
    internal static partial ulong StorageRowsRead(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_storage_bytes_read")]
    internal static partial ulong StorageBytesRead(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_rows_written")]
    internal static partial ulong RowsWritten(nint result);

    [LibraryImport(Library, EntryPoint = "chdb_result_bytes_written")]
    internal static partial ulong BytesWritten(nint result);

    /// <summary>The error text, NULL when the statement succeeded.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_result_error")]
    internal static partial byte* ResultError(nint result);

    /// <summary>Says what a text would do without running it. 0: the report is filled.</summary>
    [LibraryImport(Library, EntryPoint = "chdb_classify_query_n")]
    internal static partial int Classify(nint connection, byte* sql, nuint sqlLength, byte* database, nuint databaseLength, QueryAnalysis* analysis);
}

/// <summary>The report of <see cref="ChdbMethods.Classify"/>, laid out as in chdb.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QueryAnalysis
{
    internal uint StructSize;
    internal uint StatementCount;
    internal uint Flags;

    /// <summary>0 read-only, 1 changes data, 2 changes server state, 3 control (SET, USE, KILL, INTO OUTFILE …), 4 does not parse.</summary>
    internal uint QueryClass;
}
