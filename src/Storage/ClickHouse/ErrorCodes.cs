using System.Collections.Frozen;

namespace Storage.ClickHouse;

/// <summary>What Collector knows about ClickHouse's error codes. A test compares number and name with the engine's own list.</summary>
internal static class ErrorCodes
{
    /// <summary>
    /// Errors of the moment, the machine or the account: the same statement may succeed later, by itself or after the operator
    /// has helped. Everything else is taken for an error of the statement or its data.
    /// </summary>
    public static FrozenDictionary<int, string> Retryable { get; } = new Dictionary<int, string>
    {
        [74] = "CANNOT_READ_FROM_FILE_DESCRIPTOR",
        [75] = "CANNOT_WRITE_TO_FILE_DESCRIPTOR",
        [76] = "CANNOT_OPEN_FILE",
        [77] = "CANNOT_CLOSE_FILE",
        [86] = "RECEIVED_ERROR_FROM_REMOTE_IO_SERVER",
        [95] = "CANNOT_READ_FROM_SOCKET",
        [96] = "CANNOT_WRITE_TO_SOCKET",
        [159] = "TIMEOUT_EXCEEDED",
        [160] = "TOO_SLOW",
        [164] = "READONLY",
        [173] = "CANNOT_ALLOCATE_MEMORY",
        [192] = "UNKNOWN_USER",
        [193] = "WRONG_PASSWORD",
        [194] = "REQUIRED_PASSWORD",
        [198] = "DNS_ERROR",
        [201] = "QUOTA_EXCEEDED",
        [202] = "TOO_MANY_SIMULTANEOUS_QUERIES",
        [203] = "NO_FREE_CONNECTION",
        [204] = "CANNOT_FSYNC",
        [209] = "SOCKET_TIMEOUT",
        [210] = "NETWORK_ERROR",
        [225] = "NO_ZOOKEEPER",
        [236] = "ABORTED",
        [241] = "MEMORY_LIMIT_EXCEEDED",
        [242] = "TABLE_IS_READ_ONLY",
        [243] = "NOT_ENOUGH_SPACE",
        [244] = "UNEXPECTED_ZOOKEEPER_ERROR",
        [252] = "TOO_MANY_PARTS",
        [254] = "NO_ACTIVE_REPLICAS",
        [279] = "ALL_CONNECTION_TRIES_FAILED",
        [285] = "TOO_FEW_LIVE_REPLICAS",
        [286] = "UNSATISFIED_QUORUM_FOR_PREVIOUS_WRITE",
        [289] = "REPLICA_IS_NOT_IN_QUORUM",
        [290] = "LIMIT_EXCEEDED",
        [298] = "CANNOT_PIPE",
        [319] = "UNKNOWN_STATUS_OF_INSERT",
        [369] = "ALL_REPLICAS_ARE_STALE",
        [394] = "QUERY_WAS_CANCELLED",
        [415] = "ALL_REPLICAS_LOST",
        [416] = "REPLICA_STATUS_CHANGED",
        [425] = "SYSTEM_ERROR",
        [439] = "CANNOT_SCHEDULE_TASK",
        [473] = "DEADLOCK_AVOIDED",
        [497] = "ACCESS_DENIED",
        [499] = "S3_ERROR",
        [516] = "AUTHENTICATION_FAILED",
        [519] = "NO_REMOTE_SHARD_AVAILABLE",
        [667] = "NOT_INITIALIZED",
        [700] = "USER_SESSION_LIMIT_EXCEEDED",
        [710] = "FAULT_INJECTED",
        [733] = "TABLE_IS_BEING_RESTARTED",
        [745] = "SERVER_OVERLOADED",
        [999] = "KEEPER_EXCEPTION",

        // Failures of the C++ libraries below: full or broken disks arrive as these.
        [1000] = "POCO_EXCEPTION",
        [1001] = "STD_EXCEPTION",
    }.ToFrozenDictionary();

    /// <summary>
    /// Errors whose description names tables, columns, functions or limits and helps whoever reads it. The description of any
    /// other error is withheld: it may quote values.
    /// </summary>
    public static FrozenDictionary<int, string> Described { get; } = new Dictionary<int, string>
    {
        [10] = "NOT_FOUND_COLUMN_IN_BLOCK",
        [16] = "NO_SUCH_COLUMN_IN_TABLE",
        [42] = "NUMBER_OF_ARGUMENTS_DOESNT_MATCH",
        [43] = "ILLEGAL_TYPE_OF_ARGUMENT",
        [46] = "UNKNOWN_FUNCTION",
        [47] = "UNKNOWN_IDENTIFIER",
        [57] = "TABLE_ALREADY_EXISTS",
        [60] = "UNKNOWN_TABLE",
        [62] = "SYNTAX_ERROR",
        [81] = "UNKNOWN_DATABASE",
        [115] = "UNKNOWN_SETTING",
        [184] = "ILLEGAL_AGGREGATION",
        [215] = "NOT_AN_AGGREGATE",
        [241] = "MEMORY_LIMIT_EXCEEDED",
        [242] = "TABLE_IS_READ_ONLY",
        [243] = "NOT_ENOUGH_SPACE",
        [252] = "TOO_MANY_PARTS",
        [386] = "NO_COMMON_TYPE",
        [456] = "UNKNOWN_QUERY_PARAMETER",
    }.ToFrozenDictionary();
}
