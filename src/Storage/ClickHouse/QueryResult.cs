using System.Text.Json;

namespace Storage.ClickHouse;

/// <summary>A whole answer in memory: column names and rows of JSON values (numbers as numbers, also 64-bit; null as null).</summary>
public sealed record QueryResult(
    IReadOnlyList<string> Columns,
    IReadOnlyList<JsonElement[]> Rows,
    long RowsRead,
    long BytesRead,
    TimeSpan Elapsed);
