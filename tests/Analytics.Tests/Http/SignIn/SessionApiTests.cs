using System.Buffers.Binary;
using System.Net;
using System.Text.Json;
using Analytics.Http.SignIn;
using Analytics.Tests.Support;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Http.SignIn;

/// <summary>Sessions, their cookies, passwords at rest, and shared links limited by a segment.</summary>
[Collection(EngineCollection.Name)]
public sealed class SessionApiTests(EngineFixture engine)
{
    private const string Password = "correct horse battery";

    private static readonly (string, string)[] Dashboard = [("Sec-Fetch-Site", "same-origin"), ("X-Collector", "1")];

    [Theory]
    [InlineData(true, "__Host-collector-session=")]
    [InlineData(false, "collector-session=")]
    public async Task The_cookie_of_a_session_is_bound_to_the_host_over_https(bool https, string begins)
    {
        await using var api = await Api.StartAsync(engine, https: https);
        var user = await AddAsync($"cookie-{https}@example.com");
        var (answer, _) = await SignInAsync(api, user.Name);
        var parts = answer.Headers.GetValues("Set-Cookie").Single().Split("; ");

        Assert.StartsWith(begins, parts[0], StringComparison.Ordinal);
        Assert.Contains("httponly", parts);
        Assert.Contains("samesite=lax", parts);
        Assert.Contains("path=/", parts);
        Assert.Equal(https, parts.Contains("secure"));
        Assert.DoesNotContain(parts, part => part.StartsWith("domain", StringComparison.OrdinalIgnoreCase)); // a browser would refuse __Host- with one
    }

    [Fact]
    public async Task A_password_is_stored_after_at_least_210000_rounds_of_hmac_sha_512()
    {
        var user = await AddAsync("rounds@example.com");
        var hash = Convert.FromBase64String(engine.Catalog.PasswordOf(user.Id)!);

        // ASP.NET's format 3: a mark, the function (2 is HMAC-SHA-512) and the rounds, big-endian.
        Assert.Equal(1, hash[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5)) >= 210_000);
    }

    [Fact]
    public async Task Ones_own_browsers_are_listed_and_ended_one_by_one_and_all_others_at_once()
    {
        await using var api = await Api.StartAsync(engine);
        var user = await AddAsync("browsers@example.com");
        var stranger = Cookie((await SignInAsync(api, (await AddAsync("stranger@example.com")).Name)).Response);
        var desk = Cookie((await SignInAsync(api, user.Name)).Response);
        var phone = Cookie((await SignInAsync(api, user.Name, ("User-Agent", "Mozilla/5.0 (Linux; Android 14) Mobile"))).Response);
        var tablet = Cookie((await SignInAsync(api, user.Name, ("User-Agent", "Mozilla/5.0 (iPad)"))).Response);
        var listed = await BrowsersAsync(api, desk);
        Assert.Equal(["desktop:True", "mobile:False", "tablet:False"], listed.Select(browser => $"{browser.Device}:{browser.Current}").Order(StringComparer.Ordinal));

        var path = $"/api/v1/account/sessions/{listed.Single(browser => browser.Device == "mobile").Id}";
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("DELETE", path, null, null, [stranger, .. Dashboard])).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await KnownAsync(api, phone));
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", path, null, null, [desk, .. Dashboard])).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnownAsync(api, phone));
        Assert.Equal(HttpStatusCode.OK, await KnownAsync(api, tablet));

        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", "/api/v1/account/sessions", null, null, [desk, .. Dashboard])).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnownAsync(api, tablet));
        Assert.Equal(HttpStatusCode.OK, await KnownAsync(api, desk));
        Assert.Equal(HttpStatusCode.OK, await KnownAsync(api, stranger));
    }

    [Fact]
    public async Task Ones_password_is_changed_with_the_one_until_now_and_ends_all_other_browsers()
    {
        await using var api = await Api.StartAsync(engine);
        var user = await AddAsync("changes@example.com");
        var here = Cookie((await SignInAsync(api, user.Name)).Response);
        var there = Cookie((await SignInAsync(api, user.Name)).Response);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ChangeAsync("wrong horse battery")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await KnownAsync(api, there));

        var changed = await ChangeAsync(Password);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await KnownAsync(api, there));
        Assert.Equal(HttpStatusCode.OK, await KnownAsync(api, Cookie(changed)));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(api, user.Name)).Response.StatusCode);

        async Task<HttpResponseMessage> ChangeAsync(string current) => (await api.SendAsync(
            "PUT", "/api/v1/account/password", $$"""{"password":"another long word","current":"{{current}}"}""", null, [here, .. Dashboard])).Response;
    }

    [Fact]
    public async Task A_shared_link_of_a_segment_shows_what_the_segment_lets_through_and_no_single_event()
    {
        await using var api = await Api.StartAsync(engine);
        var site = engine.Catalog.AddSite("segment-shared.example", "UTC", "EUR");
        var now = engine.Clock.GetUtcNow();
        EventRow Row(string path, ulong visitor) => new() { Site = site.Id, Time = now, Received = now, Name = "pageview", Visitor = visitor, Visit = 8_800_000 + visitor, Visits = 1, Pageviews = 1, Path = path };
        await engine.InsertAsync([Row("/guide/one", 1), Row("/guide/two", 2), Row("/secret", 3)]);
        Assert.Equal(HttpStatusCode.Created, (await api.SendAsync("POST", "/api/v1/sites/segment-shared.example/segments", """{"name":"Readers","filters":["page*=guide"]}""")).Response.StatusCode);
        var (made, text) = await api.SendAsync("POST", "/api/v1/sites/segment-shared.example/shares", """{"name":"Readers only","filters":["segment==Readers"]}""");
        Assert.True(made.StatusCode == HttpStatusCode.Created, text);
        var share = ("Authorization", $"Share {JsonDocument.Parse(text).RootElement.GetProperty("address").GetString()!.Split("share=")[1]}");

        Assert.Contains("\"visitors\":2", await ReportAsync("overview?period=today"), StringComparison.Ordinal);
        foreach (var asked in new[] { "breakdown?by=page&period=today", "breakdown?by=page&period=today&filter=page==/secret", "live", "live?feed=100" })
        {
            var body = await ReportAsync(asked);
            Assert.DoesNotContain("/secret", body.Replace("page==/secret", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("\"section\":\"feed\"", body, StringComparison.Ordinal);
        }
        Assert.Contains("\"section\":\"feed\"", (await api.SendAsync("GET", "/api/v1/sites/segment-shared.example/reports/live?feed=100")).Body, StringComparison.Ordinal);

        async Task<string> ReportAsync(string report) => (await api.SendAsync("GET", $"/api/v1/sites/segment-shared.example/reports/{report}", null, null, share)).Body;
    }

    [Fact]
    public void A_link_that_an_admin_passes_on_works_once_within_three_days()
    {
        var folder = Directory.CreateTempSubdirectory("links-");
        try
        {
            var clock = new TestClock(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
            using var catalog = CatalogStore.Open(Path.Combine(folder.FullName, "catalog.db"), clock);
            var user = catalog.AddUser("linked@example.com", UserRole.Viewer);
            var (used, forgotten) = (Token(), Token());
            clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
            Assert.NotNull(catalog.RedeemSignInToken(used, "desktop"));
            Assert.Null(catalog.RedeemSignInToken(used, "desktop"));
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(catalog.RedeemSignInToken(forgotten, "desktop"));

            string Token() => UserLinks.Make(catalog, user.Id).Split("token=")[1];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<User> AddAsync(string name)
    {
        using var passwords = new Passwords();
        var user = engine.Catalog.AddUser(name, UserRole.Viewer);
        engine.Catalog.SetPassword(user.Id, await passwords.HashAsync(Password, CancellationToken.None));
        return engine.Catalog.FindUser(user.Id)!;
    }

    private static Task<(HttpResponseMessage Response, string Body)> SignInAsync(Api api, string name, params (string, string)[] more) =>
        api.SendAsync("POST", "/api/v1/session", $$"""{"name":"{{name}}","password":"{{Password}}"}""", null, [.. Dashboard, .. more]);

    private static async Task<HttpStatusCode> KnownAsync(Api api, (string, string) cookie) => (await api.SendAsync("GET", "/api/v1/session", null, null, cookie)).Response.StatusCode;

    private static async Task<List<(long Id, string Device, bool Current)>> BrowsersAsync(Api api, (string, string) cookie) =>
        [.. JsonDocument.Parse((await api.SendAsync("GET", "/api/v1/account/sessions", null, null, cookie)).Body).RootElement.EnumerateArray()
            .Select(browser => (browser.GetProperty("id").GetInt64(), browser.GetProperty("device").GetString()!, browser.GetProperty("current").GetBoolean()))];

    private static (string, string) Cookie(HttpResponseMessage response) => ("Cookie", response.Headers.GetValues("Set-Cookie").Last().Split(';')[0]);
}
