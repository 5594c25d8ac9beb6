using System.Globalization;
using System.Text;
using Collector.Parsing;

namespace Collector.Http.FastLane;

/// <summary>
/// The pixel's answers as bytes, one for each outcome, made once a second for their date. Their headers come from
/// <see cref="PixelEndpoint.SetHeaders"/>, so they are the ordinary ones.
/// </summary>
internal sealed class PixelAnswers(TimeProvider clock)
{
    private readonly string[] _heads = [.. RejectReasonWords.All.Select(reason => Headers(reason)), Headers(null)];
    private OfSecond _now = new(-1, [], []);

    /// <summary>The whole answer; its bytes never change.</summary>
    /// <param name="outcome">What became of the hit; null: under way.</param>
    /// <param name="closes">Whether the connection is closed after it.</param>
    public ReadOnlyMemory<byte> Of(RejectReason? outcome, bool closes)
    {
        var time = clock.GetUtcNow();
        var second = time.Ticks / TimeSpan.TicksPerSecond;
        var now = Volatile.Read(ref _now);
        if (now.Second != second)
        {
            now = new OfSecond(second, Compose(time, ""), Compose(time, "Connection: close\r\n"));
            Volatile.Write(ref _now, now);
        }

        return (closes ? now.Last : now.Open)[outcome is { } reason ? (int)reason : ^1];
    }

    private byte[][] Compose(DateTimeOffset time, string more) =>
    [
        .. _heads.Select(head => (byte[])
        [
            .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nDate: {time:R}\r\n{more}{head}\r\n")),
            .. PixelEndpoint.Gif,
        ]),
    ];

    private static string Headers(RejectReason? outcome)
    {
        var response = new DefaultHttpContext().Response;
        PixelEndpoint.SetHeaders(response, outcome);
        return string.Concat(response.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
    }

    /// <summary>The answers that carry the date of one second: of connections that stay open, and the last of a connection.</summary>
    private sealed record OfSecond(long Second, byte[][] Open, byte[][] Last);
}
