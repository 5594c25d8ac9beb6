using System.Text;

namespace Engine;

/// <summary>A statement as the engine takes it: text, default format of answer or data, bound values.</summary>
internal sealed record EngineStatement(byte[] Sql, string Format, IReadOnlyList<BoundValue> Parameters)
{
    internal static EngineStatement Plain(string sql) => new(Encoding.UTF8.GetBytes(sql), "TabSeparated", []);
}

/// <summary>A query parameter; the value is TSV-escaped text, as ClickHouse's HTTP interface takes it.</summary>
internal readonly record struct BoundValue(string Name, byte[] Value);

/// <summary>How many statements a text holds and whether all of them only read. A text that does not parse holds none.</summary>
internal readonly record struct StatementClass(int Count, bool IsReadOnly);
