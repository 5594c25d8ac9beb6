namespace Storage.ClickHouse;

/// <summary>ClickHouse refused or did not answer.</summary>
public sealed class ClickHouseException : Exception
{
    public ClickHouseException(int code, string message, bool retryable, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        IsRetryable = retryable;
    }

    /// <summary>ClickHouse's error code (60 = unknown table …); 0 when no answer came.</summary>
    public int Code { get; }

    /// <summary>
    /// Whether the same statement may succeed later: no connection, timeout, too many parts or queries, no space, read-only,
    /// memory limit. False for errors of the statement or its data.
    /// </summary>
    public bool IsRetryable { get; }
}
