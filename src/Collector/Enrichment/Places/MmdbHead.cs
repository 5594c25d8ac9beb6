namespace Collector.Enrichment.Places;

/// <summary>What the metadata at the end of a MaxMind DB file says, checked against the file's size.</summary>
internal sealed record MmdbHead
{
    /// <summary>Largest distance of the metadata's mark from the end (format 2.0).</summary>
    private const int MaxMetadata = 128 * 1024;

    private const int Separator = 16;

    /// <summary>Nodes of the search tree.</summary>
    public required long Nodes { get; init; }

    /// <summary>Bits of a record, half a node: 24, 28 or 32.</summary>
    public required int RecordSize { get; init; }

    /// <summary>4 or 6.</summary>
    public required int IpVersion { get; init; }

    public required string Kind { get; init; }

    public required DateTimeOffset Built { get; init; }

    /// <summary>Where the data section starts, in bytes.</summary>
    public required int DataStart { get; init; }

    /// <summary>Length of the data section in bytes.</summary>
    public required int DataLength { get; init; }

    private static readonly byte[] Mark = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    /// <exception cref="PlaceFileException">There is no metadata, or it does not fit the file.</exception>
    public static MmdbHead Read(ReadOnlySpan<byte> file)
    {
        var from = Math.Max(0, file.Length - MaxMetadata);
        var mark = file[from..].LastIndexOf(Mark);
        if (mark < 0)
        {
            throw Broken("it has no metadata; is it a MaxMind DB file?");
        }

        var metadata = file[(from + mark + Mark.Length)..];
        var nodes = Number(metadata, "node_count"u8);
        var recordSize = Number(metadata, "record_size"u8);
        var version = Number(metadata, "ip_version"u8);
        if (Number(metadata, "binary_format_major_version"u8) != 2 || recordSize is not (24 or 28 or 32) || version is not (4 or 6))
        {
            throw Broken("its format is not known");
        }

        var data = (ulong)(from + mark);
        var tree = nodes * recordSize / 4;
        if (nodes is 0 or > uint.MaxValue || tree + Separator > data)
        {
            throw Broken("its search tree does not fit into it");
        }

        var kind = new MmdbCursor(metadata, 0);
        return new MmdbHead
        {
            Nodes = (long)nodes,
            RecordSize = (int)recordSize,
            IpVersion = (int)version,
            Kind = kind.TryEnter("database_type"u8) ? kind.ReadText() : "",
            Built = DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(Number(metadata, "build_epoch"u8), (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds())),
            DataStart = (int)tree + Separator,
            DataLength = (int)(data - tree) - Separator,
        };
    }

    private static ulong Number(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> key)
    {
        var cursor = new MmdbCursor(metadata, 0);
        return cursor.TryEnter(key) && cursor.ReadNumber() is { } number ? number : throw Broken("its metadata is not complete");
    }

    private static PlaceFileException Broken(string what) => new("The file of places cannot be used: " + what + " (fetch it again).");
}
