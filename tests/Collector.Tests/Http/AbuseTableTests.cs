using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shared;
using Xunit.Abstractions;

namespace Collector.Tests.Http;

/// <summary>
/// Hostile requests, one a line in <c>abuse.jsonl</c>: what is sent, and the status, the word of X-Collect and the number of stored hits
/// that must come of it, by the fast lane and by the server's own HTTP alike. <c>«x*9»</c> stands for nine x.
/// </summary>
public sealed partial class AbuseTableTests(ITestOutputHelper output)
{
    private static readonly string File = Path.Combine(Repository.Root, "tests", "Collector.Tests", "Http", "abuse.jsonl");

    /// <summary>Answers come within milliseconds, or not at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_hostile_request_is_answered_as_the_table_says_and_leaves_the_collector_well(bool fastLane)
    {
        await using var host = await CollectionHost.StartWithAsync(fastLane);
        var wrong = new List<string>();
        var cases = System.IO.File.ReadLines(File).Select(line => JsonSerializer.Deserialize<Case>(line, JsonSerializerOptions.Web)!).ToList(); // no line is null
        foreach (var one in cases)
        {
            host.Sink.Hits.Clear();
            var (status, collect) = await SendAsync(host, one.Request);
            var seen = one with { Status = status, Collect = collect, Hits = host.Sink.Hits.Count };
            if (seen != one)
            {
                wrong.Add($"{one.Name}: {seen.Status} {seen.Collect} {seen.Hits} instead of {one.Status} {one.Collect} {one.Hits}");
            }

            var next = await host.GetAsync("/p.gif?s=a&u=http://a/");
            Assert.True(next is { Status: 200, Collect: "stored" }, $"The request after '{one.Name}' was answered {next.Status} {next.Collect}.");
            var metrics = host.Metrics;
            Assert.True(metrics.HitsReceived == metrics.Stored + metrics.Dropped + metrics.Rejected + metrics.Refused, $"After '{one.Name}' the numbers do not add up.");
            Assert.True(host.Errors.IsEmpty, $"After '{one.Name}' the log says: {host.Errors.FirstOrDefault()}");
        }

        output.WriteLine($"{cases.Count} cases");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(cases.Count >= 120);
        Assert.DoesNotContain(cases, one => one.Status is >= 500 and not 505);
    }

    // Status 0: the server hung up without an answer, or waits for more.
    private static async Task<(int Status, string Collect)> SendAsync(CollectionHost host, string request)
    {
        using var connection = await RawConnection.OpenAsync(host.Port);
        var text = Repeated().Replace(request, match => string.Concat(Enumerable.Repeat(match.Groups[1].Value, int.Parse(match.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))));
        try
        {
            await connection.WriteAsync(Encoding.Latin1.GetBytes(text));
            var answer = await connection.ReadAsync(text.StartsWith("HEAD ", StringComparison.Ordinal)).WaitAsync(Patience);
            return (answer?.Status ?? 0, answer?.Collect ?? "");
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            return (0, "");
        }
    }

    [GeneratedRegex(@"«(.+?)\*(\d+)»", RegexOptions.Singleline)]
    private static partial Regex Repeated();

    private sealed record Case(string Name, string Request, int Status, string Collect, int Hits);
}
