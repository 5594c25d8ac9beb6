using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Storage.ClickHouse;
using Storage.Events;
using Storage.Tests.Events;

namespace Storage.Tests.RealEngine;

/// <summary>Rows as written, stored by the real engine and read back.</summary>
public sealed class RowsTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    private const int Seed = 4711;
    private const int Count = 1_000;

    private static readonly string Columns = string.Join(", ", EventColumns.All.Select(x => x.Name));

    [EngineFact]
    public async Task A_thousand_random_rows_come_back_as_they_were_written()
    {
        var rows = Rows(node: 1);
        await InsertAsync(1, rows);
        var result = await engine.Client.QueryAsync(new SqlQuery($"SELECT {Columns} FROM events WHERE node = 1 ORDER BY seq"));

        Assert.Equal(EventColumns.All.Select(x => x.Name), result.Columns);
        Assert.Equal(Count, result.Rows.Count);
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal((ulong)i, result.Rows[i][1].GetUInt64());
            for (var column = 2; column < result.Columns.Count; column++)
            {
                var expected = Expected(rows[i], result.Columns[column]);
                Assert.True(Equals(expected, Actual(result.Rows[i][column], expected)), $"seed {Seed}, row {i}, {result.Columns[column]}");
            }
        }
    }

    [EngineFact]
    public async Task A_torn_insert_stores_nothing()
    {
        var rows = Rows(node: 2);
        var failure = await Assert.ThrowsAsync<ClickHouseException>(() => InsertAsync(2, rows, cut: 3));
        Assert.NotEqual(0, failure.Code);
        Assert.False(failure.IsRetryable);
        var count = await engine.Client.QueryAsync(new SqlQuery("SELECT count() FROM events WHERE node = 2"));
        Assert.Equal(0, count.Rows[0][0].GetInt32());
    }

    private static EventRow[] Rows(ulong node)
    {
        var random = new RandomRows(Seed + (int)node);
        var rows = new EventRow[Count];
        for (var i = 0; i < Count; i++)
        {
            rows[i] = random.Next();

            // Within a year: an insert may touch at most a hundred partitions.
            rows[i].Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Below(31_000_000)).AddMilliseconds(i);
        }

        return rows;
    }

    private Task InsertAsync(ulong node, EventRow[] rows, int cut = 0)
    {
        var bytes = new ArrayBufferWriter<byte>();
        for (var i = 0; i < rows.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.GetSpan(16), node);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.GetSpan(16)[8..], (ulong)i);
            bytes.Advance(16);
            EventRowWriter.Write(rows[i], bytes);
        }

        return engine.Client.InsertAsync(
            new SqlQuery($"INSERT INTO events ({Columns}) FORMAT RowBinary"),
            async (stream, cancellationToken) =>
            {
                // In pieces that respect no row's border.
                for (var rest = bytes.WrittenMemory[..^cut]; rest.Length > 0; rest = rest[Math.Min(rest.Length, 10_007)..])
                {
                    await stream.WriteAsync(rest[..Math.Min(rest.Length, 10_007)], cancellationToken);
                }
            });
    }

    // The property of a column by its name in snake case, as JSON shows it.
    private static object? Expected(EventRow row, string column)
    {
        var property = typeof(EventRow).GetProperties().Single(x => JsonNamingPolicy.SnakeCaseLower.ConvertName(x.Name) == column);
        return property.GetValue(row) switch
        {
            HitClass value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()),
            IdentityKind value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()),
            EventFlags value => (decimal)(ushort)value,
            DateTimeOffset value => value.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            List<KeyValuePair<string, string>> value => string.Join('|', value),
            string or null => property.GetValue(row),
            var number => Convert.ToDecimal(number, CultureInfo.InvariantCulture),
        };
    }

    private static object? Actual(JsonElement value, object? expected) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.Object => string.Join('|', value.EnumerateObject().Select(x => new KeyValuePair<string, string>(x.Name, x.Value.GetString()!))),
        JsonValueKind.String => value.GetString(),
        _ => throw new InvalidOperationException($"{value.ValueKind} where {expected} was written."),
    };
}
