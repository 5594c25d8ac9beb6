using System.Net;
using System.Text.Json;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Events;

namespace Analytics.Tests.Http;

/// <summary>The API over HTTP: who may do what, and what wrong questions are told.</summary>
[Collection(EngineCollection.Name)]
public sealed class ApiTests(EngineFixture engine)
{
    [Fact]
    public async Task A_site_is_added_changed_asked_and_removed()
    {
        await using var api = await Api.StartAsync(engine);
        Assert.Equal(HttpStatusCode.Created, (await api.SendAsync("POST", "/api/v1/sites", """{"name":"crud.example","timezone":"Europe/Berlin"}""")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await api.SendAsync("POST", "/api/v1/sites", """{"name":"crud.example"}""")).Response.StatusCode);
        Assert.Contains("\"currency\":\"USD\"", (await api.SendAsync("PUT", "/api/v1/sites/crud.example", """{"currency":"USD"}""")).Body, StringComparison.Ordinal);
        Assert.Contains("crud.example", (await api.SendAsync("GET", "/api/v1/sites")).Body, StringComparison.Ordinal);

        var (added, goal) = await api.SendAsync("POST", "/api/v1/sites/crud.example/goals", """{"name":"Signup","type":"event","value":"Signup"}""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = JsonDocument.Parse(goal).RootElement.GetProperty("id").GetInt64();
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("PUT", $"/api/v1/sites/crud.example/goals/{id}", """{"name":"Thanks","type":"page","value":"/thanks*"}""")).Response.StatusCode);

        var (saved, funnel) = await api.SendAsync("POST", "/api/v1/sites/crud.example/funnels",
            """{"name":"Buy","steps":["page:/product*","optional:event:AddToCart","not:event:Cancel","event:Purchase[prop.plan==pro]"],"window":"1d","order":"ordered","unit":"visitor"}""");
        Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        var funnelId = JsonDocument.Parse(funnel).RootElement.GetProperty("id").GetInt64();
        var (_, report) = await api.SendAsync("GET", $"/api/v1/sites/crud.example/reports/funnel?funnel={funnelId}");
        Assert.Equal(3, JsonDocument.Parse(report).RootElement.GetProperty("rows").GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", $"/api/v1/sites/crud.example/goals/{id}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", "/api/v1/sites/crud.example")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("GET", "/api/v1/sites/crud.example")).Response.StatusCode);
    }

    [Fact]
    public async Task A_sites_privacy_is_set_shown_and_sent_back_as_shown()
    {
        await using var api = await Api.StartAsync(engine);
        await api.SendAsync("POST", "/api/v1/sites", """{"name":"private.example"}""");
        var (_, fresh) = await api.SendAsync("GET", "/api/v1/sites/private.example");
        Assert.Contains("\"consent\":\"cookieless\",\"privacy_control\":\"downgrade\",\"excluded_referrers\":[],\"internal_networks\":[],\"retention_months\":0", fresh, StringComparison.Ordinal);

        var (set, shown) = await api.SendAsync("PUT", "/api/v1/sites/private.example",
            """{"consent":"none","privacy_control":"drop","excluded_referrers":["pay.example.com","-paypal.com"],"internal_networks":["203.0.113.7","2001:db8::/48"],"retention_months":13}""");
        Assert.True(set.StatusCode == HttpStatusCode.OK, shown);
        Assert.Matches("\"internal_networks\":\\[\"#4/32:[0-9a-f]{16}\",\"#6/48:[0-9a-f]{16}\"\\]", shown);
        Assert.DoesNotContain("203.0.113.7", shown, StringComparison.Ordinal);

        // What is shown may be sent back whole.
        var (_, again) = await api.SendAsync("PUT", "/api/v1/sites/private.example", shown);
        Assert.Equal(shown, again);
    }

    [Theory]
    [InlineData("""{"consent":"some"}""", "none, aggregate, cookieless, full")]
    [InlineData("""{"privacy_control":"ignore"}""", "off, downgrade, drop")]
    [InlineData("""{"excluded_referrers":["https://paypal.com/"]}""", "domains such as")]
    [InlineData("""{"internal_networks":["#4/32:0123456789abcdef"]}""", "203.0.113.7")]
    [InlineData("""{"internal_networks":["0.0.0.0/0"]}""", "prefixes 8 to 32")]
    [InlineData("""{"internal_networks":["localhost"]}""", "is an address or a network")]
    [InlineData("""{"retention_months":121}""", "1 to 120 months")]
    [InlineData("""{"retention_months":-1}""", "1 to 120 months")]
    public async Task A_setting_that_cannot_be_is_refused_with_what_can(string body, string allowed)
    {
        var api = await engine.ApiAsync();
        var name = $"refused{(uint)string.GetHashCode(body, StringComparison.Ordinal)}.example";
        await api.SendAsync("POST", "/api/v1/sites", $$"""{"name":"{{name}}"}""");

        var (response, problem) = await api.SendAsync("PUT", $"/api/v1/sites/{name}", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(allowed, JsonDocument.Parse(problem).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("funnel?funnel=1&window=1d", "window")]
    [InlineData("funnel?step=page:/&step=event:A[shoe==1]", "step")]
    [InlineData("funnel?step=page:/&step=event:A[exit_page==/]", "step")]
    [InlineData("funnel?step=optional:page:/&step=page:/a", "step")]
    [InlineData("funnel?step=page:/&step=optional:page:/a", "step")]
    [InlineData("funnel?step=page:/&step=optional:page:/a&step=page:/b&order=any", "step")]
    [InlineData("funnel?step=not:event:A&step=page:/&step=page:/a", "step")]
    [InlineData("funnel?step=page:/&step=page:/a&step=not:event:A", "step")]
    [InlineData("funnel?step=page:/&step=not:event:A&step=page:/a&order=strict", "step")]
    [InlineData("funnel?step=page:/&step=page:/a&order=some", "order")]
    [InlineData("funnel?step=page:/&step=page:/a&unit=person", "unit")]
    [InlineData("funnel?step=page:/&step=page:/a&by=shoe", "by")]
    [InlineData("funnel?step=page:/&step=page:/a&by=exit_page", "by")]
    [InlineData("funnel?step=page:/&step=page:/a&by=source&attribution=step:3", "attribution")]
    [InlineData("funnel?step=page:/&step=page:/a&attribution=first_touch", "attribution")]
    [InlineData("funnel?step=page:/&step=page:/a&by=source&limit=101", "limit")]
    [InlineData("funnel_trend?step=page:/&step=page:/a&interval=minute", "interval")]
    [InlineData("funnel_next?step=page:/&step=page:/a&at=2", "at")]
    [InlineData("funnel_people?step=page:/&step=page:/a&at=3", "at")]
    [InlineData("funnel_people?step=page:/&step=page:/a&who=all", "who")]
    [InlineData("funnel_people?step=page:/&step=page:/a&compare=previous", "compare")]
    [InlineData("journeys?start=page:/&end=page:/a", "end")]
    [InlineData("journeys?start=/a", "start")]
    [InlineData("journeys?end=event:", "end")]
    [InlineData("journeys?steps=9", "steps")]
    [InlineData("journeys?top=26", "top")]
    [InlineData("journeys?nodes=events", "nodes")]
    [InlineData("journeys?group=site", "group")]
    [InlineData("journeys?depth=2", "depth")]
    [InlineData("journeys?group=folder&depth=6", "depth")]
    [InlineData("journeys?repeats=drop", "repeats")]
    [InlineData("journeys?compare=year", "compare")]
    public async Task A_funnel_or_journey_that_makes_no_sense_is_refused_by_name(string question, string parameter)
    {
        var api = await engine.ApiAsync();
        var name = $"wrong{(uint)string.GetHashCode(question, StringComparison.Ordinal)}.example";
        engine.Catalog.AddSite(name, "UTC", "EUR");

        var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/{name}/reports/{question}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal("/problems/bad-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_foreign_site_looks_like_a_missing_one()
    {
        await using var api = await Api.StartAsync(engine);
        var own = engine.Catalog.AddSite("own.example", "UTC", "EUR");
        engine.Catalog.AddSite("foreign.example", "UTC", "EUR");
        var (secret, _) = engine.Catalog.CreateKey("reader", own.Id, KeyRights.Read);

        var foreign = await api.SendAsync("GET", "/api/v1/sites/foreign.example/reports/overview", key: secret);
        var missing = await api.SendAsync("GET", "/api/v1/sites/missing.example/reports/overview", key: secret);

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/api/v1/sites/own.example/reports/overview", key: secret)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, foreign.Response.StatusCode);
        Assert.Equal(missing.Body, foreign.Body);
        Assert.DoesNotContain("foreign.example", (await api.SendAsync("GET", "/api/v1/sites", key: secret)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("POST", "/api/v1/sites", """{"name":"x.example"}""", secret)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("GET", "/api/v1/sites", key: null)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("GET", "/api/v1/sites", key: "wrong")).Response.StatusCode);
    }

    [Fact]
    public async Task A_sign_in_link_works_once_and_its_session_changes_things_only_from_our_own_pages()
    {
        await using var api = await Api.StartAsync(engine);
        var token = engine.Catalog.CreateSignInToken(TimeSpan.FromMinutes(5));
        var (looked, page) = await api.SendAsync("GET", $"/sign-in?token={token}", null, null, ("Accept-Language", "de, hy-AM;q=0.8, en;q=0.5"));
        Assert.Equal((HttpStatusCode.OK, false), (looked.StatusCode, looked.Headers.Contains("Set-Cookie")));
        Assert.Contains("<html lang=\"hy\" dir=\"ltr\">", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.FollowLinkAsync(token, "cross-site")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("POST", "/sign-in", "{}", null, ("Sec-Fetch-Site", "same-origin"))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.FollowLinkAsync(new string('x', 5_000))).StatusCode);
        var first = await api.FollowLinkAsync(token);
        var cookie = first.Headers.GetValues("Set-Cookie").Single();
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Unauthorized, (await api.FollowLinkAsync(token)).StatusCode);

        var session = ("Cookie", cookie.Split(';')[0]);
        const string Site = """{"name":"by-session.example"}""";
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/api/v1/sites", null, null, session)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("POST", "/api/v1/sites", Site, null, session)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("POST", "/api/v1/sites", Site, null, session, ("Sec-Fetch-Site", "cross-site"), ("X-Collector", "1"))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await api.SendAsync("POST", "/api/v1/sites", Site, null, session, ("Sec-Fetch-Site", "same-origin"), ("X-Collector", "1"))).Response.StatusCode);
    }

    [Fact]
    public async Task The_dashboards_page_forbids_foreign_and_inline_content()
    {
        await using var api = await Api.StartAsync(engine);
        var (page, _) = await api.SendAsync("GET", "/", key: null);

        Assert.Equal(HttpStatusCode.Unauthorized, page.StatusCode);
        Assert.StartsWith("default-src 'none';", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jsonl", "\"properties\":{\"plan\":\"pro\"}")]
    [InlineData("csv", "'=SUM(A1)")]
    [InlineData("parquet", "PAR1")]
    public async Task Raw_events_are_exported(string format, string expected)
    {
        var api = await engine.ApiAsync();
        var site = engine.Catalog.AddSite($"export-{format}.example", "UTC", "EUR");
        var now = engine.Clock.GetUtcNow();
        var row = new EventRow { Site = site.Id, Time = now, Received = now, Name = "pageview", Visitor = 1, Visit = 9_900_000, Visits = 1, Path = "/", Title = "=SUM(A1)" };
        row.Properties.Add(new("plan", "pro"));
        await engine.InsertAsync([row]);

        var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/{site.Name}/export/events?period=today&format={format}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(expected, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_a_503_with_a_type()
    {
        using var nobody = new ClickHouseClient(ClickHouseEndpoint.Embedded(Path.Combine(Path.GetTempPath(), "nobody-listens.sock")));
        await using var api = await Api.StartAsync(engine, nobody);
        engine.Catalog.AddSite("silent.example", "UTC", "EUR");

        var (response, body) = await api.SendAsync("GET", "/api/v1/sites/silent.example/reports/overview");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("/problems/database-unavailable", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("' OR 1=1 --")]
    [InlineData("\\' OR 1=1 --")]
    [InlineData("{v0:String}")]
    [InlineData("x'); DROP TABLE events; --")]
    [InlineData("\\")]
    [InlineData("a\tb\nc")]
    [InlineData("%27%00")]
    [InlineData("@goal @currency")]
    [InlineData("💥\u2028")]
    public async Task A_hostile_value_is_only_a_value(string value)
    {
        var api = await engine.ApiAsync();
        var site = engine.Catalog.AddSite($"hostile{(uint)string.GetHashCode(value, StringComparison.Ordinal)}.example", "UTC", "EUR");
        var now = engine.Clock.GetUtcNow();
        EventRow Row(string path, ulong visitor) => new()
        {
            Site = site.Id,
            Time = now,
            Received = now,
            Name = "pageview",
            Visitor = visitor,
            Visit = visitor,
            Visits = 1,
            Pageviews = 1,
            Path = path,
        };
        await engine.InsertAsync([Row("/" + value, 1), Row("/other", 2)]);
        var text = Uri.EscapeDataString("/" + value);

        foreach (var question in new[] { $"overview?filter=path=={text}", $"funnel?step=page:{text}&step=page:/other", $"breakdown?by=page&filter=path*={text}", $"breakdown?by=prop.{text}" })
        {
            var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/{site.Name}/reports/{question}");
            Assert.True(response.StatusCode == HttpStatusCode.OK, body);
            var rows = JsonDocument.Parse(body).RootElement.GetProperty("rows");
            if (!question.Contains("prop.", StringComparison.Ordinal))
            {
                var count = rows[0].TryGetProperty("entered", out var entered) ? entered : rows[0].GetProperty("visitors");
                Assert.Equal(1, count.GetInt64());
            }
        }
    }
}
