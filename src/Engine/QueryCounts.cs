namespace Engine;

/// <summary>What a statement read, wrote and answered, as ClickHouse's summary header names it.</summary>
internal readonly record struct QueryCounts(
    ulong ReadRows, ulong ReadBytes, ulong WrittenRows, ulong WrittenBytes, ulong ResultRows, ulong ResultBytes)
{
    public static QueryCounts operator +(QueryCounts a, QueryCounts b) => new(
        a.ReadRows + b.ReadRows, a.ReadBytes + b.ReadBytes, a.WrittenRows + b.WrittenRows, a.WrittenBytes + b.WrittenBytes,
        a.ResultRows + b.ResultRows, a.ResultBytes + b.ResultBytes);
}
