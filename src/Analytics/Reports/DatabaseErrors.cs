namespace Analytics.Reports;

/// <summary>ClickHouse's error codes that mean something to whoever asks for a report.</summary>
internal static class DatabaseErrors
{
    /// <summary>TIMEOUT_EXCEEDED</summary>
    public const int Timeout = 159;

    /// <summary>MEMORY_LIMIT_EXCEEDED</summary>
    public const int OutOfMemory = 241;

    /// <summary>FUNCTION_THROW_IF_VALUE_IS_NON_ZERO</summary>
    public const int Thrown = 395;

    /// <summary>CANNOT_COMPILE_REGEXP</summary>
    public const int BadRegularExpression = 427;
}
