using System.Net;
using System.Text.Json;
using Analytics.Http;
using Analytics.Tests.Support;
using Storage.Catalog;

namespace Analytics.Tests.Http.SignIn;

/// <summary>The table of who may use which route, against every route of the API's description.</summary>
[Collection(EngineCollection.Name)]
public sealed class RouteRulesTests(EngineFixture engine)
{
    private static readonly (string, string)[] Dashboard = [("Sec-Fetch-Site", "same-origin"), ("X-Collector", "1")];

    [Fact]
    public async Task Every_route_has_a_rule_and_every_rule_a_route()
    {
        await using var api = await Api.StartAsync(engine);
        var routes = (await RoutesAsync(api)).ToHashSet();

        Assert.DoesNotContain(routes, route => RouteRules.Find(route.Method, route.Path) is null);
        Assert.DoesNotContain(RouteRules.All, rule => !routes.Contains((rule.Method, rule.Path)));
    }

    [Fact]
    public async Task Every_route_is_open_to_its_role_and_those_above_and_to_no_other()
    {
        await using var api = await Api.StartAsync(engine);
        var wrong = new List<string>();
        foreach (var (method, path) in await RoutesAsync(api))
        {
            var rule = RouteRules.Find(method, path)!;
            foreach (var role in new UserRole?[] { null, UserRole.Viewer, UserRole.Analyst, UserRole.Admin, UserRole.Owner })
            {
                foreach (var everywhere in new[] { false, true })
                {
                    var site = engine.Catalog.AddSite($"rules-{Word(method, path, role, everywhere)}.example", "UTC", "EUR");
                    var status = await AskAsync(api, method, path, site, role, everywhere);
                    var open = rule.Reach switch
                    {
                        RuleReach.Public => true,
                        RuleReach.Caller or RuleReach.Session => role is not null,
                        RuleReach.AllSites => role >= rule.Role && everywhere,
                        _ => role >= rule.Role,
                    };
                    var isOpen = status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

                    // Signing in without the dashboard's headers is refused for its own reason; costs are no JSON, and refused (415) before anyone is asked.
                    if (isOpen != open && (method, path) is not ("POST", "/session" or "/sites/{site}/costs"))
                    {
                        wrong.Add($"{method} {path} as {role} {(everywhere ? "of all sites" : "of one")}: {status}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_change_by_session_comes_from_our_own_pages_only()
    {
        await using var api = await Api.StartAsync(engine);
        var user = engine.Catalog.AddUser("forged@example.com", UserRole.Owner);
        var session = ("Cookie", $"collector-session={engine.Catalog.OpenSession(user.Id, "desktop")}");
        var host = api.Client.BaseAddress!.Authority;
        (string Case, bool Taken, (string, string)[] Headers)[] cases =
        [
            ("nothing", false, []),
            ("the header alone", false, [("X-Collector", "1")]),
            ("our page", true, [("X-Collector", "1"), ("Sec-Fetch-Site", "same-origin")]),
            ("our page without the header, as a form", false, [("Sec-Fetch-Site", "same-origin")]),
            ("a neighbour", false, [("X-Collector", "1"), ("Sec-Fetch-Site", "same-site")]),
            ("a foreign page", false, [("X-Collector", "1"), ("Sec-Fetch-Site", "cross-site"), ("Origin", $"http://{host}")]),
            ("typed in", false, [("X-Collector", "1"), ("Sec-Fetch-Site", "none")]),
            ("an old browser", true, [("X-Collector", "1"), ("Origin", $"http://{host}")]),
            ("an old browser behind TLS", true, [("X-Collector", "1"), ("Origin", $"https://{host}")]),
            ("a foreign origin", false, [("X-Collector", "1"), ("Origin", "https://evil.example")]),
            ("a longer origin", false, [("X-Collector", "1"), ("Origin", $"http://{host}.evil.example")]),
            ("our name as a user", false, [("X-Collector", "1"), ("Origin", $"http://{host}@evil.example")]),
            ("no origin", false, [("X-Collector", "1"), ("Origin", "null")]),
        ];

        foreach (var (name, taken, headers) in cases)
        {
            var (response, body) = await api.SendAsync("DELETE", "/api/v1/users/99999999", null, null, [session, .. headers]);
            Assert.True(response.StatusCode == (taken ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden), $"{name}: {response.StatusCode} {body}");
        }
    }

    [Fact]
    public async Task The_admin_of_one_site_has_its_keys_and_users_and_no_others()
    {
        await using var api = await Api.StartAsync(engine);
        var (own, foreign) = (engine.Catalog.AddSite("admin-own.example", "UTC", "EUR"), engine.Catalog.AddSite("admin-foreign.example", "UTC", "EUR"));
        var (foreignSecret, foreignKey) = engine.Catalog.CreateKey("foreign", foreign.Id, KeyRights.Read);
        var session = Session("admin-own@example.com", own, UserRole.Admin);
        async Task<HttpStatusCode> Ask(string method, string path, string? json = null) => (await api.SendAsync(method, path, json, null, [session, .. Dashboard])).Response.StatusCode;

        Assert.Equal(HttpStatusCode.Created, await Ask("POST", "/api/v1/keys", """{"label":"x","site":"admin-own.example","rights":["read"]}"""));
        Assert.Equal(HttpStatusCode.NotFound, await Ask("POST", "/api/v1/keys", """{"label":"x","site":"admin-foreign.example","rights":["read"]}"""));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask("POST", "/api/v1/keys", """{"label":"x","rights":["read"]}"""));
        Assert.Equal(HttpStatusCode.NotFound, await Ask("DELETE", $"/api/v1/keys/{foreignKey.Id}"));
        Assert.NotNull(engine.Catalog.VerifyKey(foreignSecret));
        Assert.DoesNotContain("foreign", (await api.SendAsync("GET", "/api/v1/keys", null, null, session)).Body, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, await Ask("PUT", "/api/v1/sites/admin-own.example/users", """{"name":"new@example.com","role":"viewer"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask("PUT", "/api/v1/sites/admin-own.example/users", """{"name":"new@example.com","role":"owner"}"""));
        Assert.Equal(HttpStatusCode.NotFound, await Ask("PUT", "/api/v1/sites/admin-foreign.example/users", """{"name":"new@example.com","role":"viewer"}"""));
        Session("site-owner@example.com", own, UserRole.Owner);
        var owner = engine.Catalog.FindUser("site-owner@example.com")!;
        Assert.Equal(HttpStatusCode.Forbidden, await Ask("DELETE", $"/api/v1/sites/admin-own.example/users/{owner.Id}"));
        Assert.Equal(HttpStatusCode.Forbidden, await Ask("PUT", "/api/v1/sites/admin-own.example/users", """{"name":"site-owner@example.com","role":"viewer"}"""));
        Assert.DoesNotContain("\"link\"", (await api.SendAsync("PUT", "/api/v1/sites/admin-own.example/users", """{"name":"new@example.com","role":"analyst"}""", null, [session, .. Dashboard])).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_in_the_audit_with_who_and_what()
    {
        await using var api = await Api.StartAsync(engine);
        var site = engine.Catalog.AddSite("audited.example", "UTC", "EUR");
        var session = Session("auditor@example.com", site, UserRole.Analyst);
        await api.SendAsync("POST", "/api/v1/sites/audited.example/goals", """{"name":"Signup","type":"event","value":"Signup"}""", null, [session, .. Dashboard]);
        await api.SendAsync("POST", "/api/v1/sites/audited.example/goals", """{"name":""}""", null, [session, .. Dashboard]);

        var entry = Assert.Single(engine.Catalog.AuditTrail(1_000), entry => entry.Actor == "auditor@example.com");
        Assert.Equal(("POST /sites/{site}/goals", "audited.example"), (entry.Action, entry.Subject));
    }

    private async Task<HttpStatusCode> AskAsync(Api api, string method, string path, Site site, UserRole? role, bool everywhere)
    {
        (string, string)[] headers = [];
        if (role is { } held)
        {
            var user = engine.Catalog.AddUser($"{site.Name}", everywhere ? held : null);
            engine.Catalog.SetSiteRole(user.Id, site.Id, everywhere ? null : held);
            engine.Catalog.SetPassword(user.Id, "none");
            headers = [("Cookie", $"collector-session={engine.Catalog.OpenSession(user.Id, "desktop")}"), .. Dashboard];
        }

        var address = "/api/v1" + path.Replace("{site}", site.Name, StringComparison.Ordinal).Replace("{id}", "99999999", StringComparison.Ordinal).Replace("{edition}", "99999999", StringComparison.Ordinal).Replace("{report}", "overview", StringComparison.Ordinal);
        return (await api.SendAsync(method, address, method is "POST" or "PUT" ? "[]" : null, null, headers)).Response.StatusCode;
    }

    private (string Name, string Value) Session(string name, Site site, UserRole role)
    {
        var user = engine.Catalog.AddUser(name, null);
        engine.Catalog.SetSiteRole(user.Id, site.Id, role);
        return ("Cookie", $"collector-session={engine.Catalog.OpenSession(user.Id, "desktop")}");
    }

    private static async Task<IReadOnlyList<(string Method, string Path)>> RoutesAsync(Api api)
    {
        var (_, description) = await api.SendAsync("GET", "/openapi/v1.json", key: null);
        return [.. JsonDocument.Parse(description).RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (operation.Name.ToUpperInvariant(), path.Name["/api/v1".Length..])))];
    }

    private static string Word(string method, string path, UserRole? role, bool everywhere) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{method}{path}{role}{everywhere}")).AsSpan(0, 8));
}
