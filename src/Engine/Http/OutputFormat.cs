using System.Collections.Frozen;

namespace Engine.Http;

/// <summary>How a format's blocks join to one answer.</summary>
internal enum BlockJoin
{
    /// <summary>Blocks follow each other as they are.</summary>
    Append,

    /// <summary>Each block begins with the same header; all but the first lose it.</summary>
    DropHeader,

    /// <summary>A block is a document of its own: the answer must be made as a whole.</summary>
    Whole,
}

/// <summary>What the interface knows of ClickHouse's output formats; names are compared without case, as ClickHouse does.</summary>
internal static class OutputFormat
{
    private static readonly FrozenSet<string> Appendable = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "TabSeparated", "TSV", "TabSeparatedRaw", "TSVRaw", "Raw", "CSV", "TSKV", "LineAsString", "JSONEachRow", "JSONLines", "NDJSON",
        "JSONStringsEachRow", "JSONCompactEachRow", "JSONCompactStringsEachRow", "RowBinary", "Native", "MsgPack", "Null", "RawBLOB");

    internal static BlockJoin JoinOf(string format) =>
        Appendable.Contains(format) ? BlockJoin.Append
        : HeaderCut.Handles(format) ? BlockJoin.DropHeader
        : BlockJoin.Whole;

    internal static string ContentType(string format) => format.ToUpperInvariant() switch
    {
        var name when name.StartsWith("TABSEPARATED", StringComparison.Ordinal) || name.StartsWith("TSV", StringComparison.Ordinal)
            => "text/tab-separated-values; charset=UTF-8",
        "CSV" => "text/csv; charset=UTF-8; header=absent",
        var name when name.StartsWith("CSV", StringComparison.Ordinal) => "text/csv; charset=UTF-8; header=present",
        var name when name.EndsWith("EACHROW", StringComparison.Ordinal) || name is "JSONLINES" or "NDJSON" => "application/x-ndjson; charset=UTF-8",
        var name when name.StartsWith("JSON", StringComparison.Ordinal) => "application/json; charset=UTF-8",
        "XML" => "application/xml; charset=UTF-8",
        var name when name is "NATIVE" or "PARQUET" or "ORC" or "AVRO" or "MSGPACK" || name.StartsWith("ARROW", StringComparison.Ordinal)
            || name.StartsWith("ROWBINARY", StringComparison.Ordinal) => "application/octet-stream",
        _ => "text/plain; charset=UTF-8",
    };
}
