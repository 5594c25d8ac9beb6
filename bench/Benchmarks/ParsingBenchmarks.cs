using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;
using Collector.Parsing;

namespace Benchmarks;

/// <summary>One hit from bytes to <c>RawHit</c>: the query parser and the JSON parser against source-generated JSON.</summary>
[MemoryDiagnoser]
public partial class ParsingBenchmarks
{
    private const string Query =
        "?s=example.com&n=pageview&u=https%3A%2F%2Fexample.com%2Fblog%2Fa-long-title%3Futm_source%3Dnews&r=https%3A%2F%2Fsearch.example%2F"
        + "&t=A+long+title&i=0123456789abcdef0123456789abcdef&w=1280&p.plan=pro";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """
        {"s":"example.com","n":"pageview","u":"https://example.com/blog/a-long-title?utm_source=news","r":"https://search.example/",
         "t":"A long title","i":"0123456789abcdef0123456789abcdef","w":1280,"p":{"plan":"pro"}}
        """);

    private readonly RequestFacts _facts = new() { Received = DateTimeOffset.UnixEpoch, Address = IPAddress.Loopback };

    [Benchmark]
    public object QueryString()
    {
        _ = QueryHitParser.Parse(Query, _facts, "", out var hit);
        return hit;
    }

    [Benchmark]
    public object JsonBody()
    {
        var batch = new HitBatch();
        _ = JsonHitParser.Parse(Body, _facts, "", 100, batch);
        return batch;
    }

    [Benchmark(Baseline = true)]
    public object? SourceGeneratedJson() => System.Text.Json.JsonSerializer.Deserialize(Body, EventContext.Default.Event);

    /// <summary>The same event as a plain type for the serializer.</summary>
    internal sealed record Event(
        [property: JsonPropertyName("s")] string? Site,
        [property: JsonPropertyName("n")] string? Name,
        [property: JsonPropertyName("u")] string? Url,
        [property: JsonPropertyName("r")] string? Referrer,
        [property: JsonPropertyName("t")] string? Title,
        [property: JsonPropertyName("i")] string? EventId,
        [property: JsonPropertyName("w")] int Width,
        [property: JsonPropertyName("p")] Dictionary<string, string>? Properties);

    [JsonSerializable(typeof(Event))]
    internal sealed partial class EventContext : JsonSerializerContext;
}
