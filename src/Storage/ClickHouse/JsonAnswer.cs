using System.Text.Json;

namespace Storage.ClickHouse;

/// <summary>Turns an answer in format JSONCompact into a <see cref="QueryResult"/>.</summary>
internal static class JsonAnswer
{
    public static QueryResult Parse(ReadOnlySpan<byte> json, SqlQuery query)
    {
        try
        {
            var root = JsonElement.Parse(json);
            if (root.TryGetProperty("exception", out var exception))
            {
                throw ServerError.Find(exception.GetString() ?? "", query) ?? Unreadable(null);
            }

            var statistics = root.GetProperty("statistics");
            return new QueryResult(
                [.. root.GetProperty("meta").EnumerateArray().Select(x => x.GetProperty("name").GetString()!)],
                [.. root.GetProperty("data").EnumerateArray().Select(x => x.EnumerateArray().ToArray())],
                statistics.GetProperty("rows_read").GetInt64(),
                statistics.GetProperty("bytes_read").GetInt64(),
                TimeSpan.FromSeconds(statistics.GetProperty("elapsed").GetDouble()));
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Unreadable(failure);
        }
    }

    private static ClickHouseException Unreadable(Exception? failure) =>
        new(0, "ClickHouse's answer is not the JSON that was asked for.", retryable: true, failure);
}
