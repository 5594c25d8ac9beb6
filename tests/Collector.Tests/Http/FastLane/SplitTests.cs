using System.Globalization;
using System.Text;

namespace Collector.Tests.Http.FastLane;

/// <summary>However the network cuts a stream of requests, the answers are the same.</summary>
public sealed class SplitTests(TwoWays ways) : IClassFixture<TwoWays>
{
    private const int Seed = 20261122;

    private static readonly string[] Requests =
    [
        "GET /p.gif?s=example.com&u=https%3A%2F%2Fexample.com%2F&t={0} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: a\r\n\r\n",
        "GET /p.gif?s=example.com&u=https%3A%2F%2Fexample.com%2F&t={0} HTTP/1.1\r\nHost: localhost\r\nReferer: https://example.com/{0}\r\nAccept: */*\r\n\r\n",
        "GET /p.gif?s=&t={0} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /p.gif?s=a&u=http://a/{1}&t={0} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ];

    private static readonly string[] Others =
    [
        "POST /e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 25\r\n\r\n{{\"s\":\"a\",\"u\":\"http://a/\"}}",
        "GET /s.js?{0} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ];

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(40, 0)]
    [InlineData(40, 10)]
    public async Task A_split_stream_has_the_answers_of_the_whole_one(int requests, int otherPercent)
    {
        for (var round = 0; round < 12; round++)
        {
            var random = new Random(Seed + round);
            var stream = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, requests).Select(i => Write(random, i, otherPercent))));
            var expected = await TwoWays.SendAsync(ways.Ordinary, stream);
            var actual = await SendInPartsAsync(ways.Lane, [.. stream, .. TwoWays.Last], random);
            Assert.True(expected == actual, $"seed {Seed + round}, {requests} requests:\n{actual}\ninstead of\n{expected}");
        }
    }

    private static string Write(Random random, int number, int otherPercent)
    {
        var table = random.Next(100) < otherPercent ? Others : Requests;
        return string.Format(CultureInfo.InvariantCulture, table[random.Next(table.Length)], number, new string('x', random.Next(1500)));
    }

    private static Task<string> SendInPartsAsync(CollectionHost host, byte[] stream, Random random)
    {
        var parts = new List<byte[]>();
        for (var at = 0; at < stream.Length;)
        {
            // Mostly short parts, sometimes several requests at once.
            var length = Math.Min(stream.Length - at, random.Next(10) == 0 ? random.Next(1, 10_000) : random.Next(1, 200));
            parts.Add(stream[at..(at + length)]);
            at += length;
        }

        return TwoWays.SendAsync(host, parts);
    }
}
