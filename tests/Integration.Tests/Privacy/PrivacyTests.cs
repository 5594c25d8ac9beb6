using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Analytics.Http;
using Analytics.Reports;
using Collector.Demo;
using Shared;
using Storage.ClickHouse;

namespace Integration.Tests.Privacy;

/// <summary>What must not be kept is not kept: markers are sent through every route there is, then every byte on disk, each table, the log and all answers are searched.</summary>
public sealed class PrivacyTests
{
    private const string Referer = $"https://elsewhere.example/from/{Markers.HexToken}/{Markers.Mail}?{Markers.Query}";
    private const string Page = $"https://example.com/kept-page/{Markers.Mail}/{Markers.Token}?{Markers.Query}&{Markers.ClickId}&utm_term=marker.zq7733%2540example.org&utm_content={Markers.HexToken}&utm_campaign={Markers.Uuid}#{Markers.Query}";

    private readonly List<(string Route, string Sent, byte[] Answer)> _exchanges = [];
    private readonly Dictionary<string, string> _made = [];

    [Fact]
    public async Task Every_route_has_a_sample_and_every_sample_a_route()
    {
        var routes = await RouteList.ReadAsync();
        var samples = RouteSamples.All.Select(sample => sample.Route).ToList();

        Assert.Empty(routes.Except(samples));
        Assert.Empty(samples.Except(routes));
        Assert.Empty(RouteRules.All.Select(rule => $"{rule.Method} {RouteRules.Root}{rule.Path}").Except(samples));
        Assert.Equal(samples.Count, samples.Distinct().Count());
    }

    [Fact]
    public async Task Nothing_of_a_visitor_or_a_secret_is_on_disk_in_a_table_in_the_logs_or_in_any_other_answer()
    {
        var environment = new Dictionary<string, string> { ["COLLECTOR_TRUSTEDPROXIES"] = "127.0.0.1" };
        await using var collector = await RunningCollector.StartAsync($"example.com,{DemoTraffic.Site}", environment);
        using var trusted = NewClient(collector, IPAddress.Loopback, Markers.Address4);
        using var untrusted = NewClient(collector, IPAddress.Parse("127.0.0.2"), Markers.Forged);

        var events = await SendHitsAsync(trusted) + await SendHitsAsync(untrusted);
        await StoredAsync(collector, events);
        var cookie = await SignInAsync(trusted, collector);
        foreach (var sample in RouteSamples.All)
        {
            await SendAsync(untrusted, sample, Fill(sample), sample.Body, Markers.Key);
            await SendAsync(trusted, sample, Hostile(sample), Broken(sample), RunningCollector.AdminKey);
            if (sample.Method != "DELETE")
            {
                await SendAsync(trusted, sample, Fill(sample) + (sample.Target.Contains('?') ? "&" : "?") + Parameters, Broken(sample), RunningCollector.AdminKey);
            }

            if (sample.Method != "DELETE")
            {
                await SendAsync(trusted, sample, Fill(sample), sample.Body, cookie: cookie);
            }

            await SendAsync(trusted, sample, Fill(sample), sample.Body, RunningCollector.AdminKey);
        }

        await AskEveryReportAsync(trusted);
        var tables = await TablesAsync(collector);
        await collector.StopAsync();
        var files = Directory.EnumerateFiles(collector.Data, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).UnixFileMode.HasFlag(UnixFileMode.UserRead) && Path.GetExtension(file) != ".sock")
            .Select(file => (Name: Path.GetRelativePath(collector.Data, file), Bytes: File.ReadAllBytes(file)))
            .ToList();
        List<(string Name, byte[] Bytes)> places = [.. files, .. tables, ("the log", Encoding.UTF8.GetBytes(collector.Output()))];
        var found = Find(places, [.. Markers.Never, .. Markers.InText, RunningCollector.AdminKey])
            .Concat(Find(places.Where(place => !place.Name.StartsWith("catalog.db", StringComparison.Ordinal)), [Markers.Own]))
            .Concat(Answers())
            .ToList();

        Assert.True(found.Count == 0, string.Join('\n', found.Select(text => text.Length > 300 ? text[..300] : text).Distinct().Order().Take(60)));
        Assert.Contains(files, file => file.Name.EndsWith(".done", StringComparison.Ordinal) && Holds(file.Bytes, "kept-page"));
        Assert.Contains(tables, table => table.Name == "table default.events" && Holds(table.Bytes, "kept-page"));
        Assert.Contains(files, file => file.Name.StartsWith("catalog.db", StringComparison.Ordinal) && Holds(file.Bytes, Markers.Own));
        Assert.All(RouteSamples.Echoes.Keys, route => Assert.Contains(_exchanges, exchange => exchange.Route == route && Markers.InText.Any(marker => Holds(exchange.Answer, marker))));
    }

    [Fact]
    public async Task What_the_page_for_visitors_says_of_the_browser_is_what_the_snippet_does()
    {
        const int Days = 390;
        await using var collector = await RunningCollector.StartAsync();
        using var answer = await collector.Client.GetAsync(new Uri("/privacy.json", UriKind.Relative));
        var kept = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("cookies");
        var snippet = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "snippet", "src"), "*.ts").Select(File.ReadAllText));

        Assert.Equal(
            ("none; unsent events are kept in sessionStorage until the tab closes, an opt-out and the answer about consent in localStorage",
                $"none; one first-party id in localStorage, made at the time of consent, kept for at most {Days} days, removed by any lesser consent"),
            (kept.GetProperty("by_default").GetString(), kept.GetProperty("after_full_consent").GetString()));
        Assert.DoesNotContain("document.cookie", snippet, StringComparison.Ordinal);
        Assert.Contains("localStorage[Key] = id ?", snippet, StringComparison.Ordinal);
        Assert.Contains("sessionStorage[Store.Queue] = ", snippet, StringComparison.Ordinal);
        Assert.Contains($"IdLife = {(long)TimeSpan.FromDays(Days).TotalMilliseconds:#_000_000_000},", snippet, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("in plain zq7733 text")]
    [InlineData("IN PLAIN ZQ7733 TEXT")]
    [InlineData("z\0q\07\07\03\03\0")]
    [InlineData("bWFya2VyLnpxNzczM0BleGFtcGxlLm9yZw==")]
    [InlineData("eCBtYXJrZXIuenE3NzMzQGV4YW1wbGUub3Jn")]
    public void A_marker_is_found_however_it_is_written(string text) => Assert.NotEmpty(Find([("place", Encoding.UTF8.GetBytes(text))], ["zq7733"]));

    private static string Parameters => $"filter=page==/reset/{Markers.HexToken}&filter={Uri.EscapeDataString($"nosuch=={Markers.Mail}")}&q={Uri.EscapeDataString(Markers.Mail)}&share={Markers.Token}&token={Markers.Token}&{Markers.Query}";

    /// <summary>Hits by every way in, each field with a marker. Returns how many are stored.</summary>
    private async Task<int> SendHitsAsync(HttpClient client)
    {
        var pixel = $"/p.gif?s=example.com&u={Uri.EscapeDataString(Page)}&r={Uri.EscapeDataString(Referer)}&t={Uri.EscapeDataString($"Mail {Markers.Mail} {Markers.Token} marker.zq7733%40example.org")}"
            + $"&id={Markers.UserId}&k=3&f={Markers.FirstPartyId}&pv={Markers.ViewId}&n={Uri.EscapeDataString($"By {Markers.Mail}")}&o={Uri.EscapeDataString($"{Markers.Mail}-7")}"
            + $"&p.url={Uri.EscapeDataString(Referer)}&p.text={Uri.EscapeDataString($"{Markers.Mail} and {Markers.Token}")}&p.{Uri.EscapeDataString(Markers.Mail)}=1&p.action=%2Faccount%2F{Markers.HexToken}%3F{Uri.EscapeDataString(Markers.Query)}&i={Markers.EventId}-{client.GetHashCode()}";
        var hit = JsonSerializer.Serialize(new
        {
            s = "example.com",
            u = Page,
            r = Referer,
            t = $"Mail {Markers.Mail} {Markers.HexToken}",
            n = $"By {Markers.Mail}",
            id = Markers.UserId,
            k = 3,
            f = Markers.FirstPartyId,
            pv = Markers.ViewId,
            o = $"{Markers.Mail}-8",
            v = 5,
            c = "EUR",
            p = new Dictionary<string, string> { ["url"] = Referer, ["text"] = $"{Markers.Mail} and {Markers.Token}", [Markers.Mail] = "1", ["encoded"] = Uri.EscapeDataString(Uri.EscapeDataString(Referer)), ["b64"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Markers.Mail)) },
        });
        var server = hit.Insert(1, $"\"ip\":\"{Markers.Address6}\",\"ua\":\"{Markers.Agent}\",");
        (string Route, string Path, string Body, string Header)[] ways =
        [
            ("GET /p.gif", pixel + "l", "", ""),
            ("GET /p.gif", pixel + "k", "", "TE"),
            ("GET /p.gif", $"/p.gif?s=example.com&n=From%20the%20header&i={Markers.EventId}-{client.GetHashCode()}h", "", ""),
            ("POST /e", "/e", $"[{hit},{hit.Replace("\"k\":3", "\"k\":1", StringComparison.Ordinal)}]", ""),
            ("POST /api/v1/events", "/api/v1/events", server, ""),
        ];
        foreach (var (route, path, body, header) in ways)
        {
            using var request = new HttpRequestMessage(new HttpMethod(route[..route.IndexOf(' ')]), path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningCollector.AdminKey);
            request.Content = body.Length > 0 ? new StringContent(body, Encoding.UTF8, "application/json") : null;
            if (header.Length > 0)
            {
                // TE is harmless, but not plain: the fast lane leaves the request to the server.
                request.Headers.TryAddWithoutValidation(header, "trailers");
            }

            var (status, answer, _) = await ExchangeAsync(client, route, request, path + body);
            Assert.True((int)status is 200 or 202, $"{route}: {status} {answer}");
        }

        return 6;
    }

    /// <summary>Makes a user and opens the link they are given; returns the cookie.</summary>
    private async Task<string> SignInAsync(HttpClient client, RunningCollector collector)
    {
        using var make = new HttpRequestMessage(HttpMethod.Post, "/api/v1/users") { Content = new StringContent("""{"name":"zqown-signed-in@example.com","role":"owner"}""", Encoding.UTF8, "application/json") };
        make.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningCollector.AdminKey);
        var (_, user, _) = await ExchangeAsync(client, "POST /api/v1/users", make, "");
        using var open = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(collector.Address), JsonDocument.Parse(user).RootElement.GetProperty("link").GetString()));
        open.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        var (_, _, cookies) = await ExchangeAsync(client, "POST /sign-in", open, "");
        return Assert.Single(cookies)[..Assert.Single(cookies).IndexOf(';')];
    }

    private async Task SendAsync(HttpClient client, RouteSample sample, string path, string body, string? key = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(sample.Method), path);
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        if (cookie is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
            request.Headers.TryAddWithoutValidation("X-Collector", "1");
        }

        request.Headers.TryAddWithoutValidation("Cookie", cookie ?? $"collector-session={Markers.Cookie}");
        request.Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, sample.Pattern.EndsWith("/costs", StringComparison.Ordinal) ? "text/csv" : "application/json");
        var (status, answer, _) = await ExchangeAsync(client, sample.Route, request, path + body);
        Assert.True((int)status < 500, $"{sample.Route}: {status} {answer}");
        if (status == HttpStatusCode.Created && JsonDocument.Parse(answer).RootElement.TryGetProperty("id", out var id))
        {
            _made[sample.Pattern[(sample.Pattern.LastIndexOf('/') + 1)..]] = id.ToString();
        }
    }

    private async Task<(HttpStatusCode Status, string Answer, IEnumerable<string> Cookies)> ExchangeAsync(HttpClient client, string route, HttpRequestMessage request, string sent)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var response = await client.SendAsync(request, limit.Token);
        var answer = await response.Content.ReadAsByteArrayAsync(limit.Token);
        _exchanges.Add((route, sent, [.. Encoding.UTF8.GetBytes($"{response.Headers}{response.Content.Headers}"), .. answer]));
        return (response.StatusCode, Encoding.UTF8.GetString(answer), response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []);
    }

    private async Task AskEveryReportAsync(HttpClient client)
    {
        var sample = RouteSamples.All.Single(sample => sample.Pattern.EndsWith("/{report}", StringComparison.Ordinal));
        foreach (var report in ReportRunner.Names)
        {
            foreach (var query in new[] { "", "&by=event", "&by=page", "&by=referrer", "&by=utm_content", "&format=csv", $"&filter=page==/reset/{Markers.HexToken}", $"&filter={Uri.EscapeDataString($"nosuch=={Markers.Mail}")}" })
            {
                await SendAsync(client, sample, $"/api/v1/sites/example.com/reports/{report}?period=7d{query}", "", RunningCollector.AdminKey);
            }
        }
    }

    /// <summary>Every row of every table of ours and of the engine's logs of itself, where it keeps any: the engine's files are compressed, and hide from a search what they hold.</summary>
    private static async Task<List<(string Name, byte[] Bytes)>> TablesAsync(RunningCollector collector)
    {
        using var database = Database(collector);
        var names = Encoding.UTF8.GetString(await ReadAsync(database, "SELECT concat(database, '.', name) FROM system.tables WHERE lower(database) NOT IN ('system', 'information_schema') OR endsWith(name, '_log')", "TSV"));
        var tables = new List<(string Name, byte[] Bytes)>();
        foreach (var name in names.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            tables.Add(($"table {name}", await ReadAsync(database, $"SELECT * FROM {name}", "RowBinary")));
        }

        return tables;
    }

    private static async Task StoredAsync(RunningCollector collector, int events)
    {
        using var database = Database(collector);
        var count = "";
        for (var i = 0; i < 400 && count != $"{events}\n"; i++)
        {
            await Task.Delay(50);
            count = Encoding.UTF8.GetString(await ReadAsync(database, "SELECT count() FROM events", "TSV"));
        }

        Assert.Equal($"{events}\n", count);
    }

    private static ClickHouseClient Database(RunningCollector collector) =>
        new(ClickHouseEndpoint.Embedded(Directory.EnumerateFiles(collector.Data, "*.sock", SearchOption.AllDirectories).Single()));

    private static async Task<byte[]> ReadAsync(ClickHouseClient database, string query, string format)
    {
        await using var rows = await database.StreamAsync(new SqlQuery(query), format);
        using var memory = new MemoryStream();
        await rows.CopyToAsync(memory);
        return memory.ToArray();
    }

    /// <summary>Markers in answers: none of those that are never said, and of the others only what the route may repeat.</summary>
    private IEnumerable<string> Answers() =>
        from exchange in _exchanges
        from hit in Find([($"the answer of {exchange.Route} to {exchange.Sent}", exchange.Answer)], [.. Markers.Never, RunningCollector.AdminKey])
            .Concat(Find([($"the answer of {exchange.Route} to {exchange.Sent}", exchange.Answer)], [.. Markers.InText.Where(marker => !(RouteSamples.Echoes.ContainsKey(exchange.Route) && Holds(Encoding.UTF8.GetBytes(exchange.Sent), marker)))]))
        select hit;

    private static IEnumerable<string> Find(IEnumerable<(string Name, byte[] Bytes)> places, IReadOnlyList<string> markers)
    {
        var forms = markers.SelectMany(marker => Markers.Forms(marker).Select(form => (Marker: marker, Form: form))).ToList();
        return from place in places.AsParallel() from form in forms where place.Bytes.AsSpan().IndexOf(form.Form) >= 0 select $"{form.Marker} as {Encoding.UTF8.GetString(form.Form)} in {place.Name}";
    }

    private static bool Holds(byte[] bytes, string marker) => Find([("", bytes)], [marker]).Any();

    private string Fill(RouteSample sample)
    {
        var parts = sample.Target.Split('/');
        var kind = Array.IndexOf(parts, "{id}") is > 0 and var at ? parts[at - 1] : "";
        return sample.Target.Replace("{site}", "example.com", StringComparison.Ordinal).Replace("{id}", _made.GetValueOrDefault(kind, "999999"), StringComparison.Ordinal);
    }

    /// <summary>The pattern with markers in all its places, and in the query.</summary>
    private static string Hostile(RouteSample sample) =>
        string.Join('/', sample.Pattern.Split('/').Select(part => part.Contains('{') ? Uri.EscapeDataString($"{Markers.Mail} {Markers.Token}") : part)) + "?" + Parameters;

    private static string Broken(RouteSample sample) => sample.Method is "GET" or "OPTIONS" ? "" : $$"""{"{{Markers.Broken}} {{Markers.Mail}}":"{{Markers.Token}}","name":"{{Markers.Mail}}",""";

    /// <summary>A client whose every request has the markers in its headers, and that connects from an address of its own.</summary>
    private static HttpClient NewClient(RunningCollector collector, IPAddress from, string forwardedFor)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(collector.Address) };
        foreach (var (name, value) in new[]
        {
            ("X-Forwarded-For", forwardedFor), ("User-Agent", Markers.Agent), ("Referer", Referer), ("Accept", "*/*"), ("Accept-Language", Markers.Language),
            ("Sec-CH-UA", $"\"{Markers.Hint}\";v=\"141\""), ("Sec-CH-UA-Platform", $"\"{Markers.Hint}\""), ("Sec-CH-UA-Mobile", "?0"), ("Forwarded", $"for={Markers.Address4}"), ("X-Real-IP", Markers.Address4),
        })
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }

        return client;
    }
}
