using System.Net;
using System.Text.Json;
using Analytics.Http;
using Analytics.Http.SignIn;
using Analytics.Tests.Support;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Http.SignIn;

/// <summary>Signing in, codes, passwords and shared links over HTTP.</summary>
[Collection(EngineCollection.Name)]
public sealed class SignInApiTests(EngineFixture engine)
{
    private const string Password = "correct horse battery";

    private static readonly (string, string)[] Dashboard = [("Sec-Fetch-Site", "same-origin"), ("X-Collector", "1")];

    [Fact]
    public async Task A_user_follows_the_link_sets_a_password_and_signs_in_with_it()
    {
        await using var api = await Api.StartAsync(engine);
        var user = engine.Catalog.AddUser("linked@example.com", UserRole.Viewer);
        var token = engine.Catalog.CreateSignInToken(TimeSpan.FromDays(1), user.Id);
        var first = Cookie(await api.FollowLinkAsync(token));
        Assert.Contains("\"needs_password\":true", (await api.SendAsync("GET", "/api/v1/session", null, null, first)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.SendAsync("PUT", "/api/v1/account/password", """{"password":"too short"}""", null, [first, .. Dashboard])).Response.StatusCode);

        var (set, _) = await api.SendAsync("PUT", "/api/v1/account/password", $$"""{"password":"{{Password}}"}""", null, [first, .. Dashboard]);
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("GET", "/api/v1/session", null, null, first)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/api/v1/session", null, null, Cookie(set))).Response.StatusCode);

        var (wrong, refused) = await SignInAsync(api, "linked@example.com", "wrong password");
        var (unknown, same) = await SignInAsync(api, "nobody@example.com", "wrong password");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, unknown.StatusCode));
        Assert.Equal(refused, same);

        var session = Cookie((await SignInAsync(api, " Linked@Example.com ", Password)).Response);
        Assert.Contains("\"role\":\"viewer\"", (await api.SendAsync("GET", "/api/v1/session", null, null, session)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", "/api/v1/session", null, null, [session, .. Dashboard])).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("GET", "/api/v1/session", null, null, session)).Response.StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_ends_the_session_that_the_browser_had()
    {
        await using var api = await Api.StartAsync(engine);
        await AddAsync("again@example.com");
        var first = Cookie((await SignInAsync(api, "again@example.com", Password)).Response);
        var second = Cookie((await SignInAsync(api, "again@example.com", Password, first)).Response);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("GET", "/api/v1/session", null, null, first)).Response.StatusCode);
    }

    [Fact]
    public async Task A_code_is_asked_for_taken_once_and_replaced_by_a_recovery_code()
    {
        await using var api = await Api.StartAsync(engine);
        var user = await AddAsync("codes@example.com");
        var session = Cookie((await SignInAsync(api, user.Name, Password)).Response);
        var (_, begun) = await api.SendAsync("POST", "/api/v1/account/codes", null, null, [session, .. Dashboard]);
        var text = JsonDocument.Parse(begun).RootElement.GetProperty("secret").GetString()!;
        var secret = Base32.Decode(text)!;
        var step = engine.Clock.GetUtcNow().ToUnixTimeSeconds() / 30;
        var (on, codes) = await api.SendAsync(
            "PUT", "/api/v1/account/codes", $$"""{"secret":"{{text}}","code":"{{TimeCodes.CodeAt(secret, step - 1)}}","password":"{{Password}}"}""", null, [session, .. Dashboard]);
        Assert.True(on.StatusCode == HttpStatusCode.OK, codes);
        var recovery = JsonDocument.Parse(codes).RootElement.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!).ToList();
        Assert.Equal(10, recovery.Distinct().Count());

        Assert.Contains("/problems/code-needed", (await SignInAsync(api, user.Name, Password)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCodeAsync(TimeCodes.CodeAt(secret, step - 1))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await WithCodeAsync(TimeCodes.CodeAt(secret, step))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCodeAsync(TimeCodes.CodeAt(secret, step))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await WithCodeAsync(recovery[3].ToLowerInvariant())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WithCodeAsync(recovery[3])).StatusCode);

        async Task<HttpResponseMessage> WithCodeAsync(string code) => (await api.SendAsync(
            "POST", "/api/v1/session", $$"""{"name":"{{user.Name}}","password":"{{Password}}","code":"{{code}}"}""", null, Dashboard)).Response;
    }

    [Fact]
    public void Whoever_knows_the_password_gets_ten_guesses_at_the_code_from_all_addresses_together()
    {
        var clock = new TestClock(DateTimeOffset.UnixEpoch);
        var delays = new SignInDelays(clock);
        for (var guess = 0; guess < 10; guess++)
        {
            var address = IPAddress.Parse($"2001:db8:{guess}::1");
            delays.Begin("owner@example.com", address);
            Assert.Equal(TimeSpan.Zero, delays.BeginCode("owner@example.com"));

            // The right password without a code does not begin anew.
            if (delays.BeginCode("owner@example.com") == TimeSpan.Zero)
            {
                delays.NoCode("owner@example.com", address);
            }
        }

        Assert.Equal(TimeSpan.FromMinutes(15), delays.BeginCode("owner@example.com"));
        Assert.Equal(TimeSpan.Zero, delays.BeginCode("other@example.com"));
        clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(TimeSpan.Zero, delays.BeginCode("owner@example.com"));
    }

    [Fact]
    public async Task A_failed_sign_in_is_written_down_for_a_name_that_exists_and_for_no_other()
    {
        await using var api = await Api.StartAsync(engine);
        var user = await AddAsync("traced@example.com");
        await SignInAsync(api, user.Name, "a wrong password");
        await SignInAsync(api, "nobody-traced@example.com", "a wrong password");

        var entries = engine.Catalog.AuditTrail(200);
        Assert.Contains(entries, entry => entry is { Actor: "sign-in", Action: "wrong password", Subject: "traced@example.com" });
        Assert.DoesNotContain(entries, entry => entry.Subject.Contains("nobody-traced", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_common_password_is_refused_with_the_reason()
    {
        using var passwords = new Passwords();
        var refusal = await Assert.ThrowsAsync<ProblemException>(() => passwords.HashAsync("Password1234", CancellationToken.None));
        Assert.Contains("one of those that are tried first", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_from_one_address_is_told_to_wait_even_with_the_right_password()
    {
        await using var api = await Api.StartAsync(engine);
        await AddAsync("guessed@example.com");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await SignInAsync(api, $"guess{attempt}@example.com", "wrong password");
        }

        var (refused, body) = await SignInAsync(api, "guessed@example.com", Password);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        Assert.Contains("/problems/too-many-attempts", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shared_link_shows_its_site_through_its_filter_and_nothing_else()
    {
        await using var api = await Api.StartAsync(engine);
        var site = engine.Catalog.AddSite("shared.example", "UTC", "EUR");
        engine.Catalog.AddSite("not-shared.example", "UTC", "EUR");
        var now = engine.Clock.GetUtcNow();
        EventRow Row(string path, ulong visitor) => new() { Site = site.Id, Time = now, Received = now, Name = "pageview", Visitor = visitor, Visit = 7_700_000 + visitor, Visits = 1, Pageviews = 1, Path = path };
        await engine.InsertAsync([Row("/shown", 1), Row("/hidden", 2), Row("/hidden", 3)]);
        var (made, text) = await api.SendAsync("POST", "/api/v1/sites/shared.example/shares", """{"name":"Team","filters":["page==/shown"]}""");
        Assert.True(made.StatusCode == HttpStatusCode.Created, text);
        var share = ("Authorization", $"Share {Token(text)}");

        foreach (var lifted in new[] { "", "&filter=page==/hidden", "&filter=page!=/shown", "&filter=", "&Filter=page==/hidden" })
        {
            var (_, body) = await api.SendAsync("GET", $"/api/v1/sites/shared.example/reports/breakdown?by=page&period=today{lifted}", null, null, share);
            Assert.DoesNotContain("\"value\":\"/hidden\"", body, StringComparison.Ordinal);
        }

        engine.Catalog.AddSegment(new Segment(0, site.Id, "Secret buyers", [["page==/shown"]]));
        var (wrong, problem) = await api.SendAsync("GET", "/api/v1/sites/shared.example/reports/overview?period=today&segment=Nobody", null, null, share);
        Assert.Equal((HttpStatusCode.BadRequest, false), (wrong.StatusCode, problem.Contains("Secret", StringComparison.Ordinal)));
        Assert.Contains("\"visitors\":1", (await api.SendAsync("GET", "/api/v1/sites/shared.example/reports/overview?period=today", null, null, share)).Body, StringComparison.Ordinal);
        Assert.Equal("""[{"name":"shared.example"}]""", Names((await api.SendAsync("GET", "/api/v1/sites", null, null, share)).Body));
        foreach (var (method, path, status) in new[]
        {
            ("GET", "/api/v1/sites/not-shared.example/reports/overview", HttpStatusCode.NotFound),
            ("GET", "/api/v1/sites/shared.example/reports/funnel_people", HttpStatusCode.Forbidden),
            ("GET", "/api/v1/sites/shared.example/export/events", HttpStatusCode.Forbidden),
            ("GET", "/api/v1/sites/shared.example/segments", HttpStatusCode.Forbidden),
            ("GET", "/api/v1/sites/shared.example/goals", HttpStatusCode.Forbidden),
            ("POST", "/api/v1/sites/shared.example/goals", HttpStatusCode.Forbidden),
            ("GET", "/api/v1/keys", HttpStatusCode.Forbidden),
        })
        {
            Assert.Equal(status, (await api.SendAsync(method, path, null, null, share)).Response.StatusCode);
        }

        var id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetInt64();
        await api.SendAsync("DELETE", $"/api/v1/sites/shared.example/shares/{id}");
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("GET", "/api/v1/sites", null, null, share)).Response.StatusCode);
    }

    [Fact]
    public async Task A_shared_link_with_a_password_opens_by_its_ticket()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("locked.example", "UTC", "EUR");
        var (_, text) = await api.SendAsync("POST", "/api/v1/sites/locked.example/shares", $$"""{"name":"Board","password":"{{Password}}"}""");
        var token = Token(text);
        Assert.Contains("/problems/share-password", (await AskAsync(token)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("POST", "/api/v1/share", """{"password":"wrong"}""", null, ("Authorization", $"Share {token}"))).Response.StatusCode);
        var (_, opened) = await api.SendAsync("POST", "/api/v1/share", $$"""{"password":"{{Password}}"}""", null, ("Authorization", $"Share {token}"));
        var ticket = JsonDocument.Parse(opened).RootElement.GetProperty("ticket").GetString()!;

        Assert.Equal(HttpStatusCode.OK, (await AskAsync($"{token}.{ticket}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync($"{token}.9{ticket}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync($"{token}.nonsense")).Response.StatusCode);

        Task<(HttpResponseMessage Response, string Body)> AskAsync(string credential) => api.SendAsync("GET", "/api/v1/sites", null, null, ("Authorization", $"Share {credential}"));
    }

    [Fact]
    public async Task Only_a_shared_link_that_says_so_may_stand_in_a_frame()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("framed.example", "UTC", "EUR");
        var framed = Token((await api.SendAsync("POST", "/api/v1/sites/framed.example/shares", """{"name":"Framed","origins":["https://blog.example"]}""")).Body);
        var plain = Token((await api.SendAsync("POST", "/api/v1/sites/framed.example/shares", """{"name":"Plain"}""")).Body);

        Assert.EndsWith("frame-ancestors https://blog.example", await PolicyAsync($"?share={framed}&embed=1"), StringComparison.Ordinal);
        foreach (var query in new[] { $"?share={framed}", $"?share={plain}&embed=1", "?share=guess&embed=1", "?embed=1", "" })
        {
            Assert.EndsWith("frame-ancestors 'none'", await PolicyAsync(query), StringComparison.Ordinal);
        }

        async Task<string> PolicyAsync(string query) =>
            (await api.SendAsync("GET", $"/framed.example{query}", key: null)).Response.Headers.GetValues("Content-Security-Policy").Single();
    }

    private async Task<User> AddAsync(string name)
    {
        using var passwords = new Passwords();
        var user = engine.Catalog.AddUser(name, UserRole.Viewer);
        engine.Catalog.SetPassword(user.Id, await passwords.HashAsync(Password, CancellationToken.None));
        return engine.Catalog.FindUser(user.Id)!;
    }

    private static Task<(HttpResponseMessage Response, string Body)> SignInAsync(Api api, string name, string password, params (string, string)[] more) =>
        api.SendAsync("POST", "/api/v1/session", $$"""{"name":"{{name}}","password":"{{password}}"}""", null, [.. Dashboard, .. more]);

    private static (string, string) Cookie(HttpResponseMessage response) => ("Cookie", response.Headers.GetValues("Set-Cookie").Last().Split(';')[0]);

    private static string Token(string share) => JsonDocument.Parse(share).RootElement.GetProperty("address").GetString()!.Split("share=")[1];

    private static string Names(string sites) =>
        JsonSerializer.Serialize(JsonDocument.Parse(sites).RootElement.EnumerateArray().Select(site => new { name = site.GetProperty("name").GetString() }));
}
