using System.Diagnostics;
using System.Net;
using Shared;

namespace Integration.Tests;

/// <summary>A start on a disk without a free byte, and folders whose parts do not belong together.</summary>
public sealed class FullDiskTests
{
    private static readonly Uri Pixel = new("/p.gif?s=example.com&u=https://example.com/a", UriKind.Relative);

    [RootFact]
    public async Task On_a_full_disk_it_starts_refuses_hits_and_recovers_by_itself_when_there_is_room()
    {
        await using var collector = await RunningCollector.StartAsync(environment: new Dictionary<string, string> { ["COLLECTOR_MINFREEMIB"] = "8" }, diskMiB: 150);
        using (var before = await SendAsync())
        {
            Assert.Equal(HttpStatusCode.Accepted, before.StatusCode);
        }

        await collector.StopAsync();
        var fill = Path.Combine(collector.Data, "fill");
        await FillAsync(fill);
        await collector.StartCollectingAsync();
        using var refused = await SendAsync();
        using var pixel = await collector.Client.GetAsync(Pixel);
        var added = await CommandAsync(["site", "add", "more.example", "--data", collector.Data]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal((HttpStatusCode.OK, "dropped;disk_full"), (pixel.StatusCode, pixel.Headers.GetValues("X-Collect").Single()));
        Assert.True(added.Code is 0 or 2, added.Text);

        File.Delete(fill);
        await collector.WaitUntilReadyAsync();
        using var after = await SendAsync();
        Assert.Equal(HttpStatusCode.Accepted, after.StatusCode);
        var report = await collector.ReportUntilAsync(TimeSpan.FromSeconds(20), row => row.GetProperty("rows")[0].GetProperty("pageviews").GetInt32() == 2, "overview");
        Assert.Equal(2, report.GetProperty("rows")[0].GetProperty("pageviews").GetInt32());

        Task<HttpResponseMessage> SendAsync() => collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
    }

    [Theory]
    [InlineData("catalog.db", "is missing or empty")]
    [InlineData("secrets/secret.bin", "is missing")]
    public async Task A_folder_that_lost_a_part_is_not_begun_anew_in_silence(string part, string words)
    {
        await using var collector = await RunningCollector.StartAsync();
        await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
        await collector.StopAsync();
        var file = Path.Combine(collector.Data, part);
        var aside = file + ".aside";
        File.Move(file, aside);

        var (code, text) = await CommandAsync(["run", "--data", collector.Data, "--urls", "http://127.0.0.1:0"]);
        var doctor = await CommandAsync(["doctor", "--data", collector.Data]);
        var add = await CommandAsync(["site", "add", "other.example", "--data", collector.Data]);
        Assert.Equal((2, 1, 2), (code, doctor.Code, add.Code));
        Assert.All([text, doctor.Text, add.Text], said => Assert.Contains(words, said, StringComparison.Ordinal));

        File.Move(aside, file);
        await collector.StartAgainAsync();
    }

    [Fact]
    public async Task A_damaged_secret_is_named_with_its_cure()
    {
        await using var collector = await RunningCollector.StartAsync();
        await collector.StopAsync();
        await File.WriteAllBytesAsync(Path.Combine(collector.Data, "secrets", "secret.bin"), [1, 2, 3]);

        var (code, text) = await CommandAsync(["run", "--data", collector.Data, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(2, code);
        Assert.Contains("secret.bin is damaged (3 bytes, not 32): put it back from a backup", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_emptied_folder_of_the_database_is_said_and_hits_are_collected()
    {
        await using var collector = await RunningCollector.StartAsync();
        await collector.SendAsync("""{"s":"example.com","u":"https://example.com/a"}""");
        await collector.ReportUntilAsync(TimeSpan.FromSeconds(20), row => row.GetProperty("rows")[0].GetProperty("pageviews").GetInt32() == 1, "overview");
        await collector.StopAsync();
        var engine = Path.Combine(collector.Data, "engine");
        Directory.Move(engine, engine + ".aside");
        await collector.StartCollectingAsync();
        using var hit = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/b"}""");
        using var ready = await collector.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        var doctor = await CommandAsync(["doctor", "--data", collector.Data]);

        Assert.Equal(HttpStatusCode.Accepted, hit.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("held the tables of this installation: mount its disk or restore it", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("held the tables of this installation", doctor.Text, StringComparison.Ordinal);

        Directory.Delete(engine, recursive: true);
        Directory.Move(engine + ".aside", engine);
        await collector.WaitUntilReadyAsync();
        var report = await collector.ReportUntilAsync(TimeSpan.FromSeconds(20), row => row.GetProperty("rows")[0].GetProperty("pageviews").GetInt32() == 2, "overview");
        Assert.Equal(2, report.GetProperty("rows")[0].GetProperty("pageviews").GetInt32());
    }

    [Fact]
    public async Task A_command_makes_no_catalog_where_there_is_no_collector()
    {
        var folder = Directory.CreateTempSubdirectory("nothing-").FullName;
        var (code, text) = await CommandAsync(["site", "add", "example.com"], folder);

        Assert.Equal(2, code);
        Assert.Contains("give the folder of yours with --data FOLDER or COLLECTOR_DATA", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private static async Task FillAsync(string path)
    {
        foreach (var block in new[] { 1 << 20, 4096 })
        {
            try
            {
                await using var file = new FileStream(path, FileMode.Append);
                for (var i = 0; i < 1_000_000; i++)
                {
                    await file.WriteAsync(new byte[block]);
                    await file.FlushAsync();
                }
            }
            catch (IOException)
            {
                // Full.
            }
        }
    }

    private static async Task<(int Code, string Text)> CommandAsync(string[] arguments, string? folder = null)
    {
        using var process = Process.Start(new ProcessStartInfo(RunningCollector.Executable, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder ?? "",
        }) ?? throw new InvalidOperationException("The collector could not be started.");
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, texts[0] + texts[1]);
    }
}
