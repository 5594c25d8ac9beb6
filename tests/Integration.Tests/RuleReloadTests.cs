using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>COLLECTOR_UAREGEXES through the whole program: read at start, exchanged while it runs, refused when it is broken.</summary>
public sealed class RuleReloadTests : IDisposable
{
    /// <summary>Files are looked at every ten seconds; the machine may be busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("rules-").FullName, "regexes.yaml");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [Fact]
    public async Task New_rules_answer_without_a_restart_and_broken_ones_are_refused_by_line_and_leave_the_old()
    {
        Write("First Rules", "(Chrome)/(\\d+)");
        await using var collector = await RunningCollector.StartAsync(environment: new Dictionary<string, string> { ["COLLECTOR_UAREGEXES"] = _file });

        Write("Broken Rules", "(Chrome/(\\d+)");
        await UntilAsync(() => Task.FromResult(collector.Output().Contains($"{_file}, line 2: ", StringComparison.Ordinal)), "The log has no line with the file and the line of the broken rule.");
        await SendAsync(collector, "/broken");
        Assert.Equal(["First Rules"], await BrowsersAsync(collector, "/broken"));

        Write("Third Rules", "(Chrome)/(\\d+)");
        await UntilAsync(
            async () =>
            {
                await SendAsync(collector, "/third");
                return (await BrowsersAsync(collector, "/third")).Contains("Third Rules");
            },
            "The new rules do not answer.");
    }

    private void Write(string name, string regex) => File.WriteAllText(_file, $"""
        user_agent_parsers:
          - regex: '{regex}'
            family_replacement: '{name}'
        os_parsers:
          - regex: 'Linux'
        device_parsers:
          - regex: 'no device (x)'
        """);

    private static async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        var since = System.Diagnostics.Stopwatch.StartNew();
        while (!await holds())
        {
            Assert.True(since.Elapsed < Patience, otherwise);
            await Task.Delay(500);
        }
    }

    private static async Task SendAsync(RunningCollector collector, string path)
    {
        using var answer = await collector.SendAsync($$"""{"s":"example.com","n":"pageview","u":"https://example.com{{path}}"}""");
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static async Task<IReadOnlyList<string>> BrowsersAsync(RunningCollector collector, string path)
    {
        var report = await collector.ReportUntilAsync(TimeSpan.FromSeconds(10), Rows, "breakdown", $"&by=browser&filter=path=={path}&classes=human,suspected,bot");
        return [.. report.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("value").GetString()!)];
    }

    private static bool Rows(JsonElement report) => report.GetProperty("rows").GetArrayLength() > 0;
}
