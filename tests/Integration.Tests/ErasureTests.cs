using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>A visitor is given what is stored of them, and erased: rows, journal and bytes, while others go on.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task An_erased_visitor_leaves_no_row_and_no_byte_and_the_others_stay_while_hits_arrive()
    {
        await using var collector = await RunningCollector.StartAsync();
        await VisitAsync(collector, "alice", "zqalice", 5);
        await VisitAsync(collector, "bob", "zqbob", 5);
        await RowsAsync(collector, 30);

        using var stop = new CancellationTokenSource();
        var background = KeepSendingAsync(collector, stop.Token);
        var export = await ExportAsync(collector, "alice");
        var receipt = await EraseAsync(collector, "alice");
        await stop.CancelAsync();
        var others = await background;

        Assert.Equal(15, export.Length);
        Assert.All(export, row => Assert.Contains("zqalice", row, StringComparison.Ordinal));
        Assert.Equal(15, receipt.GetProperty("removed").GetProperty("rows").GetInt64());
        Assert.Equal(15, receipt.GetProperty("removed").GetProperty("journal_records").GetInt64());
        Assert.Equal(0, receipt.GetProperty("remaining_rows").GetInt64());
        Assert.True(receipt.GetProperty("removed").GetProperty("parts").GetInt64() > 0);
        Assert.True(others > 0);

        await RowsAsync(collector, 15 + others);
        Assert.Empty(await ExportAsync(collector, "alice"));
        Assert.Equal(15, (await ExportAsync(collector, "bob")).Length);

        // The journal still knows how many records it has to find: a start must neither miss them nor bring them back.
        await collector.StopAsync();
        AssertNoByteOf("zqalice", collector);
        Assert.NotEmpty(FilesWith("zqbob", collector.Data));
        await collector.StartAgainAsync();
        await RowsAsync(collector, 15 + others);
        Assert.Empty(await ExportAsync(collector, "alice"));

        // A visitor who was erased may come again, as a new one.
        await VisitAsync(collector, "alice", "zqagain", 1);
        await RowsAsync(collector, 18 + others);
        var again = await ExportAsync(collector, "alice");
        Assert.Equal(3, again.Length);
        Assert.Equal(1, again.Sum(row => JsonDocument.Parse(row).RootElement.GetProperty("visits").GetInt32()));
        Assert.Equal((0, "Genuine"), await VerifyAsync(collector, receipt.GetProperty("id").GetString() ?? ""));
    }

    [Fact]
    public async Task A_recipient_whose_mails_were_opened_and_a_first_party_id_leave_no_row_and_no_byte()
    {
        await using var collector = await RunningCollector.StartAsync();
        using var opened = await collector.Client.GetAsync(new Uri("/p.gif?s=example.com&n=Open&u=https%3A%2F%2Fexample.com%2Fzqmail%2Fmay&id=r-17", UriKind.Relative));
        using var browsed = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/zqbrowsed","f":"AbCdEfGhIjKlMnOp","k":3}""");
        await VisitAsync(collector, "bob", "zqbob", 1);
        await RowsAsync(collector, 5);

        foreach (var (name, marker) in new[] { (new { recipient = "r-17" } as object, "zqmail"), (new { first_party = "AbCdEfGhIjKlMnOp" }, "zqbrowsed") })
        {
            var export = await ExportAsync(collector, name);
            using var answer = await collector.Client.PostAsJsonAsync("/api/v1/sites/example.com/visitors/erase", name);
            var receipt = await answer.Content.ReadFromJsonAsync<JsonElement>();

            Assert.Contains(marker, Assert.Single(export), StringComparison.Ordinal);
            Assert.Equal(1, receipt.GetProperty("removed").GetProperty("rows").GetInt64());
            Assert.Empty(await ExportAsync(collector, name));
        }

        await collector.StopAsync();
        AssertNoByteOf("zqmail", collector);
        AssertNoByteOf("zqbrowsed", collector);
        Assert.NotEmpty(FilesWith("zqbob", collector.Data));
    }

    [Fact]
    public async Task An_erasure_that_kill_9_interrupts_is_finished_by_the_next_start()
    {
        var random = new Random(20261122);
        await using var collector = await RunningCollector.StartAsync();
        for (var round = 0; round < 3; round++)
        {
            var user = $"user{round}";
            await VisitAsync(collector, user, "zqgone", 2);
            await VisitAsync(collector, "bob", "zqbob", 1);
            await RowsAsync(collector, 6 + (3 * (round + 1)));
            var asked = EraseAsync(collector, user);
            var folder = Path.Combine(collector.Data, "erasures");
            while (!Directory.Exists(folder) || Directory.GetFiles(folder, "*.request").Length == 0)
            {
                await Task.Delay(2);
            }

            await Task.Delay(random.Next(0, 400));
            await collector.KillAsync();
            await Task.WhenAny(asked);
            await collector.StartAgainAsync();
            await UntilAsync(() => Directory.GetFiles(folder, "*.request").Length == 0);

            Assert.Equal(round + 1, Directory.GetFiles(folder, "*.receipt").Length);
            Assert.Empty(await ExportAsync(collector, user));
            Assert.Equal(3 * (round + 1), (await ExportAsync(collector, "bob")).Length);
        }

        await RowsAsync(collector, 9);
        await collector.StopAsync();
        AssertNoByteOf("zqgone", collector);
    }

    [Fact]
    public async Task The_command_line_erases_and_exports_beside_the_running_collector()
    {
        await using var collector = await RunningCollector.StartAsync();
        await VisitAsync(collector, "carol", "zqcarol", 1);
        await RowsAsync(collector, 3);

        var export = await RunAsync(collector, "export-visitor", "--site", "example.com", "--user", "carol");
        var nobody = await RunAsync(collector, "erase", "--site", "example.com");
        var erased = await RunAsync(collector, "erase", "--site", "example.com", "--user", "carol");

        Assert.Equal((0, 3), (export.Code, export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        Assert.Equal(2, nobody.Code);
        Assert.Equal(0, erased.Code);
        Assert.Equal(3, JsonDocument.Parse(erased.Output).RootElement.GetProperty("removed").GetProperty("rows").GetInt64());
        Assert.Empty(await ExportAsync(collector, "carol"));

        // Compressed bytes cannot be searched: that no old part is left says it.
        Assert.Equal("0", await AskEngineAsync(collector, "SELECT sum(rows) FROM system.parts WHERE table = 'events' AND NOT active"));
    }

    [Theory]
    [InlineData("--first-party", "AbCdEfGhIjKlMnOp")]
    [InlineData("--recipient", "r-17")]
    public async Task The_command_line_finds_visitors_by_their_other_names(string option, string id)
    {
        await using var collector = await RunningCollector.StartAsync();
        using var opened = await collector.Client.GetAsync(new Uri("/p.gif?s=example.com&n=Open&u=https%3A%2F%2Fexample.com%2Fzqmay&id=r-17", UriKind.Relative));
        using var browsed = await collector.SendAsync("""{"s":"example.com","u":"https://example.com/zqbrowsed","f":"AbCdEfGhIjKlMnOp","k":3}""");
        await RowsAsync(collector, 2);

        var export = await RunAsync(collector, "export-visitor", "--site", "example.com", option, id);
        var erased = await RunAsync(collector, "erase", "--site", "example.com", option, id);
        var again = await RunAsync(collector, "export-visitor", "--site", "example.com", option, id);

        Assert.Equal((0, 0, 0), (export.Code, erased.Code, again.Code));
        Assert.Contains(option == "--recipient" ? "zqmay" : "zqbrowsed", Assert.Single(export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(erased.Output).RootElement.GetProperty("removed").GetProperty("rows").GetInt64());
        Assert.Equal("", again.Output);
        await RowsAsync(collector, 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waits_in_the_journal_while_the_database_is_away_is_erased_when_it_is_back(bool killed)
    {
        await using var collector = await RunningCollector.StartAsync();
        await VisitAsync(collector, "alice", "zqalice", 1);
        await RowsAsync(collector, 3);
        await SignalAsync(collector.EnginePid(), "-STOP");
        await VisitAsync(collector, "alice", "zqalice", 2);
        await VisitAsync(collector, "bob", "zqbob", 2);
        var asked = EraseAsync(collector, "alice");
        var folder = Path.Combine(collector.Data, "erasures");
        await UntilAsync(() => Directory.Exists(folder) && Directory.GetFiles(folder, "*.request").Length == 1);
        Assert.NotEmpty(FilesWith("zqalice", Path.Combine(collector.Data, "journal")));
        if (killed)
        {
            // Its engine is still stopped: the next start finds the request, and segments that were never loaded.
            var engine = collector.EnginePid();
            await collector.KillAsync();
            await Task.WhenAny(asked);
            await SignalAsync(engine, "-KILL");
            await collector.StartAgainAsync();
        }
        else
        {
            await SignalAsync(collector.EnginePid(), "-CONT");
        }

        await UntilAsync(() => Directory.GetFiles(folder, "*.request").Length == 0);
        var receipt = JsonDocument.Parse(await File.ReadAllTextAsync(Directory.GetFiles(folder, "*.receipt").Single())).RootElement;
        await Task.WhenAny(asked);

        Assert.Equal((9, 9, 0), (receipt.GetProperty("removed").GetProperty("rows").GetInt32(), receipt.GetProperty("removed").GetProperty("journal_records").GetInt32(), receipt.GetProperty("remaining_rows").GetInt32()));
        Assert.Empty(await ExportAsync(collector, "alice"));
        await RowsAsync(collector, 6);
        await collector.StopAsync();
        AssertNoByteOf("zqalice", collector);
    }

    [Fact]
    public async Task Events_of_a_removed_site_are_deleted_by_the_running_collector()
    {
        await using var collector = await RunningCollector.StartAsync("example.com,other.example");
        await VisitAsync(collector, "alice", "zqalice", 1);
        using var sent = await collector.SendAsync("""{"s":"other.example","u":"https://other.example/kept"}""");
        await RowsAsync(collector, 3);
        using var removed = await collector.Client.DeleteAsync(new Uri("/api/v1/sites/example.com", UriKind.Relative));
        Assert.True(removed.IsSuccessStatusCode);

        var since = Stopwatch.StartNew();
        while (await AskEngineAsync(collector, "SELECT count() FROM events") != "1")
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), "The events of the removed site are still there.");
            await Task.Delay(100);
        }
    }

    /// <summary>Per round a page view, an event and an engagement beacon, all with the marker in path, title and property.</summary>
    private static async Task VisitAsync(RunningCollector collector, string user, string marker, int rounds)
    {
        for (var i = 0; i < rounds; i++)
        {
            var page = $"\"s\":\"example.com\",\"u\":\"https://example.com/{marker}/{i}\",\"id\":\"{user}\",\"t\":\"{marker} title\",\"p\":{{\"{marker}-key\":\"{marker}-value\"}}";
            using var answer = await collector.SendAsync($"[{{{page}}},{{{page},\"n\":\"Signup\"}},{{{page},\"n\":\"engagement\",\"e\":4000,\"d\":50}}]");
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    private static async Task<int> KeepSendingAsync(RunningCollector collector, CancellationToken stop)
    {
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            using var answer = await collector.SendAsync($$"""{"s":"example.com","u":"https://example.com/other/{{sent}}","id":"other"}""");
            Assert.True(answer.IsSuccessStatusCode);
            sent++;
        }

        return sent;
    }

    private static Task<string[]> ExportAsync(RunningCollector collector, string user) => ExportAsync(collector, new { user });

    private static async Task<string[]> ExportAsync(RunningCollector collector, object name)
    {
        using var answer = await collector.Client.PostAsJsonAsync("/api/v1/sites/example.com/visitors/export", name);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<JsonElement> EraseAsync(RunningCollector collector, string user)
    {
        using var answer = await collector.Client.PostAsJsonAsync("/api/v1/sites/example.com/visitors/erase", new { user });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task RowsAsync(RunningCollector collector, long expected)
    {
        var since = Stopwatch.StartNew();
        long rows;
        do
        {
            var export = await collector.Client.GetStringAsync(new Uri("/api/v1/sites/example.com/export/events?period=7d&format=jsonl", UriKind.Relative));
            rows = export.Count(letter => letter == '\n');
        }
        while (rows != expected && since.Elapsed < TimeSpan.FromSeconds(15));

        Assert.Equal(expected, rows);
    }

    private static void AssertNoByteOf(string marker, RunningCollector collector)
    {
        Assert.Empty(FilesWith(marker, collector.Data));
        Assert.DoesNotContain(marker, collector.Output(), StringComparison.Ordinal);
    }

    private static List<string> FilesWith(string marker, string folder)
    {
        var bytes = Encoding.UTF8.GetBytes(marker);
        return Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) != ".sock" && File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0)
            .ToList();
    }

    private static async Task<string> AskEngineAsync(RunningCollector collector, string query)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(collector.Data, "engine", "engine.sock")), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var client = new HttpClient(handler);
        using var answer = await client.PostAsync(new Uri("http://engine/"), new StringContent(query));
        return (await answer.Content.ReadAsStringAsync()).Trim();
    }

    private static async Task SignalAsync(int pid, string signal)
    {
        using var kill = Process.Start("kill", [signal, pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static async Task UntilAsync(Func<bool> satisfied)
    {
        var since = Stopwatch.StartNew();
        while (!satisfied())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), "It took more than a minute.");
            await Task.Delay(50);
        }
    }

    private static async Task<(int Code, string Word)> VerifyAsync(RunningCollector collector, string id)
    {
        var (code, output) = await RunAsync(collector, "erase", "verify", Path.Combine(collector.Data, "erasures", id + ".receipt"));
        return (code, output.Split(':')[0]);
    }

    private static async Task<(int Code, string Output)> RunAsync(RunningCollector collector, params string[] arguments)
    {
        var start = new ProcessStartInfo(RunningCollector.Executable, [.. arguments, "--data", collector.Data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!; // an executable that exists
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
