using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shared;

namespace Integration.Tests;

/// <summary>docs/curl.md, run as it stands against a running collector.</summary>
public sealed partial class CurlExamplesTests(CollectorFixture fixture) : IClassFixture<CollectorFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "curl.md"));

    [CurlFact]
    public async Task Every_example_gives_the_status_it_says()
    {
        var examples = Example().Matches(Page);
        Assert.Equal(Regex.Count(Page, "^```sh", RegexOptions.Multiline), examples.Count);

        foreach (Match example in examples)
        {
            var (status, body) = await RunAsync(example.Groups["command"].Value);
            Assert.True(example.Groups["status"].Value == status, $"{example.Value}\n{status} {body}");
        }
    }

    [Fact]
    public async Task Every_report_has_an_example()
    {
        var description = JsonDocument.Parse(await fixture.Collector.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var report = description.RootElement.GetProperty("paths").GetProperty("/api/v1/sites/{site}/reports/{report}").GetProperty("get")
            .GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "report");

        Assert.All(report.GetProperty("schema").GetProperty("enum").EnumerateArray(), name => Assert.Contains($"/reports/{name}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_public_route_is_described()
    {
        var paths = JsonDocument.Parse(await fixture.Collector.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement.GetProperty("paths");

        Assert.All(["/p.gif", "/e", "/s.js", "/api/v1/events", "/health/live", "/health/ready", "/metrics"], path => Assert.True(paths.TryGetProperty(path, out _), path));
    }

    private async Task<(string Status, string Body)> RunAsync(string command)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"curl() {{ command curl -sS -w '\\n%{{http_code}}' \"$@\"; }}\n{command}");
        start.Environment["HOST"] = fixture.Collector.Address;
        start.Environment["KEY"] = RunningCollector.AdminKey;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        var end = output.LastIndexOf('\n');
        return end < 0 ? ("", errors) : (output[(end + 1)..], output[..end]);
    }

    [GeneratedRegex(@"^```sh\n# (?<status>\d{3})\n(?<command>curl .*)\n```$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
