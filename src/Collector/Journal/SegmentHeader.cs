namespace Collector.Journal;

/// <summary>What a segment says of itself in its first 64 bytes.</summary>
internal readonly record struct SegmentHeader(uint RowVersion, ulong Node, ulong Number, ulong FirstSeq, DateTimeOffset Created)
{
    /// <summary>Version of the file format; the row version is that of the records in it.</summary>
    public uint FormatVersion { get; init; } = SegmentFormat.Version;
}
