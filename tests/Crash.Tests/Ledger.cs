using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Shared;

namespace Crash.Tests;

/// <summary>
/// Clients that send events with ids of their own and keep the books: what was acknowledged must be stored exactly once, what
/// was not at most once.
/// </summary>
internal sealed class Ledger(RunningCollector collector)
{
    private readonly ConcurrentDictionary<string, bool> _sent = new();
    private int _next;

    public int Acknowledged => _sent.Count(entry => entry.Value);

    /// <summary>Some clients send until told to stop; a broken connection is part of the test.</summary>
    public Task SendAsync(int clients, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => SendAsync(new Random(client), stop), CancellationToken.None)));

    /// <summary>One client sends some submissions.</summary>
    public async Task SendAsync(int submissions)
    {
        for (var i = 0; i < submissions; i++)
        {
            await SendOneAsync(new Random(i));
        }
    }

    /// <summary>Asks the report until it counts what was acknowledged, for at most a minute.</summary>
    /// <param name="after">What was done before, for the message.</param>
    public async Task AssertCountedAsync(string after)
    {
        var counted = "no answer";
        for (var i = 0; i < 600; i++)
        {
            using var answer = await collector.Client.GetAsync(new Uri("/api/v1/sites/example.com/reports/overview?period=7d", UriKind.Relative));
            counted = await answer.Content.ReadAsStringAsync();
            if (answer.IsSuccessStatusCode)
            {
                var pageviews = JsonDocument.Parse(counted).RootElement.GetProperty("rows")[0].GetProperty("pageviews").GetInt32();
                counted = string.Create(CultureInfo.InvariantCulture, $"{pageviews} page views");
                if (pageviews >= Acknowledged && pageviews <= _sent.Count)
                {
                    return;
                }
            }

            await Task.Delay(100);
        }

        Assert.Fail($"{counted} of {Acknowledged} acknowledged and {_sent.Count} sent events after {after}:\n{collector.Output()}");
    }

    /// <summary>Waits until all is loaded, reads every stored event and compares.</summary>
    public async Task AssertExactAsync()
    {
        await WaitUntilLoadedAsync();
        var stored = await StoredIdsAsync();
        var twice = stored.Where(entry => entry.Value > 1).Select(entry => entry.Key).ToList();
        var lost = _sent.Where(entry => entry.Value && !stored.ContainsKey(entry.Key)).Select(entry => entry.Key).ToList();
        var unknown = stored.Keys.Where(id => !_sent.ContainsKey(id)).ToList();

        Assert.True(twice.Count == 0, $"{twice.Count} events are stored more than once, such as {twice.FirstOrDefault()}");
        Assert.True(lost.Count == 0, $"{lost.Count} acknowledged events are lost, such as {lost.FirstOrDefault()}");
        Assert.Empty(unknown);
        Assert.True(Acknowledged > 100, $"Only {Acknowledged} events were acknowledged: the test proves nothing.");
    }

    private async Task SendAsync(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await SendOneAsync(random);
        }
    }

    private async Task SendOneAsync(Random random)
    {
        var ids = Enumerable.Range(0, random.Next(1, 4)).Select(_ => "e" + Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture)).ToList();
        foreach (var id in ids)
        {
            _sent[id] = false;
        }

        var body = "[" + string.Join(',', ids.Select(id => $$"""{"s":"example.com","u":"https://example.com/a","i":"{{id}}","o":"{{id}}"}""")) + "]";
        try
        {
            using var answer = await collector.SendAsync(body);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                Assert.Contains($"\"accepted\":{ids.Count}", await answer.Content.ReadAsStringAsync(CancellationToken.None), StringComparison.Ordinal);
                ids.ForEach(id => _sent[id] = true);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task WaitUntilLoadedAsync()
    {
        for (var i = 0; i < 600; i++)
        {
            var metrics = await collector.MetricsAsync();
            if (metrics["collector_loader_pending_segments"] == 0 && metrics["collector_journal_queue_hits"] == 0)
            {
                return;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"The journal was not loaded within a minute:\n{collector.Output()}");
    }

    private async Task<Dictionary<string, int>> StoredIdsAsync()
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var address = new Uri($"/api/v1/sites/example.com/export/events?format=jsonl&from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}", UriKind.Relative);
        using var reader = new StreamReader(await collector.Client.GetStreamAsync(address));
        var counts = new Dictionary<string, int>();
        while (await reader.ReadLineAsync() is { } line)
        {
            var id = JsonDocument.Parse(line).RootElement.GetProperty("order_id").GetString() ?? "";
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        return counts;
    }
}
