using System.Net;
using System.Text.Json;
using Analytics.Tests.Support;
using Storage.Catalog;

namespace Analytics.Tests.Http;

/// <summary>Annotations, alerts and summaries over HTTP.</summary>
[Collection(EngineCollection.Name)]
public sealed class AlertsApiTests(EngineFixture engine)
{
    private const string Sites = "/api/v1/sites/";

    [Fact]
    public async Task A_key_that_sends_may_annotate_and_a_range_lists_what_happened()
    {
        await using var api = await Api.StartAsync(engine);
        var site = engine.Catalog.AddSite("notes.example", "Europe/Berlin", "EUR");
        var (send, _) = engine.Catalog.CreateKey("deploy", site.Id, KeyRights.Send);
        var (read, _) = engine.Catalog.CreateKey("read", site.Id, KeyRights.Read);
        const string Notes = Sites + "notes.example/annotations";

        var (added, body) = await api.SendAsync("POST", Notes, """{"kind":"release","text":"Version 1.4"}""", send);
        Assert.True(added.StatusCode == HttpStatusCode.Created, body);
        Assert.Contains("\"date\":\"2026-11-22\",\"time\":\"2026-11-22T13:00:00+01:00\",\"kind\":\"release\"", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("POST", Notes, """{"text":"x"}""", read)).Response.StatusCode);
        await api.SendAsync("POST", Notes, """{"date":"2026-11-20","text":"=1+1"}""");
        await api.SendAsync("POST", Notes, """{"time":"2026-11-20T23:30:00Z","text":"late","kind":"outage"}""");

        var (_, csv) = await api.SendAsync("GET", Notes + "?period=7d&format=csv", key: read);
        Assert.Equal(["id,date,time,kind,text", "2026-11-20,,note,'=1+1", "2026-11-21,2026-11-21T00:30:00+01:00,outage,late", "2026-11-22,2026-11-22T13:00:00+01:00,release,Version 1.4"],
            csv.TrimEnd().Split("\r\n").Select((line, i) => i == 0 ? line : line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]));
        Assert.Equal(1, JsonDocument.Parse((await api.SendAsync("GET", Notes + "?from=2026-11-20&to=2026-11-21&kind=outage", key: read)).Body).RootElement.GetArrayLength());

        var path = added.Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("DELETE", path, key: send)).Response.StatusCode);
        Assert.Contains("2026-11-22T13:00:00", (await api.SendAsync("PUT", path, """{"text":"Version 1.5"}""")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", path)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("GET", path)).Response.StatusCode);
    }

    [Fact]
    public async Task An_alert_is_added_checked_tried_changed_and_removed_and_keeps_its_address_to_itself()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("alerts.example", "UTC", "EUR");
        const string Alerts = Sites + "alerts.example/alerts";

        var (added, body) = await api.SendAsync("POST", Alerts, """{"name":"Traffic","kind":"drop","threshold":5,"webhook":"https://hooks.example.com/services/T0/KEY"}""");
        Assert.True(added.StatusCode == HttpStatusCode.Created, body);
        Assert.Equal(43, JsonDocument.Parse(body).RootElement.GetProperty("secret").GetString()!.Length);
        var path = added.Headers.Location!.ToString();
        var (_, shown) = await api.SendAsync("GET", path);
        Assert.DoesNotContain("T0/KEY", body + shown, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"ok\"", shown, StringComparison.Ordinal);

        Assert.Equal("""{"value":0,"weeks":[],"expected":5,"bound":5,"fires":true}""", (await api.SendAsync("GET", path + "/check")).Body);
        Assert.Equal(HttpStatusCode.Accepted, (await api.SendAsync("POST", path + "/test")).Response.StatusCode);
        Assert.Contains("\"event\":\"test\"", (await api.SendAsync("GET", path + "/history?limit=1")).Body, StringComparison.Ordinal);

        // What is shown may be sent back whole: the address stays.
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("PUT", path, shown)).Response.StatusCode);
        Assert.Equal("https://hooks.example.com/services/T0/KEY", engine.Catalog.Alerts(engine.Catalog.FindSite("alerts.example")!.Id)[0].Webhook);
        Assert.Contains("secret", (await api.SendAsync("POST", path + "/secret")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", path)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("GET", path + "/history")).Response.StatusCode);
    }

    [Fact]
    public async Task A_summary_is_added_seen_before_and_removed()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("summary-api.example", "Europe/Berlin", "EUR");
        const string Summaries = Sites + "summary-api.example/summaries";

        var (added, body) = await api.SendAsync("POST", Summaries, """{"name":"Week","recipients":["ann@example.com"],"filters":["country==DE"],"language":"de"}""");
        Assert.True(added.StatusCode == HttpStatusCode.Created, body);
        Assert.Contains("\"next_due\":\"2026-11-23T08:00:00+01:00\"", body, StringComparison.Ordinal);
        var path = added.Headers.Location!.ToString();
        var data = JsonDocument.Parse((await api.SendAsync("GET", path + "/preview")).Body).RootElement;
        Assert.Equal(("2026-11-09", "2026-11-15"), (data.GetProperty("from").GetString(), data.GetProperty("to").GetString()));
        Assert.Equal("[]", (await api.SendAsync("GET", path + "/editions")).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("GET", path + "/editions/1")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", path)).Response.StatusCode);
    }

    [Fact]
    public async Task What_is_wrong_is_named()
    {
        (string Setting, string Json, string Expected)[] rows =
        [
            ("annotations", """{}""", "text has 1 to 200"),
            ("annotations", """{"text":"x","kind":"party"}""", "kind is one of: note, release, campaign, outage"),
            ("annotations", """{"text":"x","date":"22.11.2026"}""", "date is a date such as"),
            ("annotations", """{"text":"x","time":"2026-11-22T10:00:00"}""", "time is an instant with its offset"),
            ("annotations", """{"text":"x","time":"1026-11-22T10:00:00Z"}""", "time is an instant with its offset"),
            ("annotations", """{"text":"x","time":"2026-11-22T10:00:00Z","date":"2026-11-23"}""", "give one of the two"),
            ("annotations", """{"text":"a\u0000b"}""", "no control characters"),
            ("alerts", """{"kind":"spike"}""", "An alert's name has 1 to 120"),
            ("alerts", """{"name":"x"}""", "kind is one of: spike, drop, no_data"),
            ("alerts", """{"name":"x","kind":"spike","metric":"bounce_rate"}""", "metric is one of: visitors, pageviews, events, conversions, revenue"),
            ("alerts", """{"name":"x","kind":"spike","filters":["nothing==1"]}""", "dimension"),
            ("alerts", """{"name":"x","kind":"spike","filters":["segment==Nobody"]}""", "no segment of that id or name"),
            ("alerts", """{"name":"x","kind":"spike","metric":"conversions","goal":77}""", "no goal of that id"),
            ("alerts", """{"name":"x","kind":"spike","threshold":-1}""", "threshold is 0 to"),
            ("alerts", """{"name":"x","kind":"no_data","threshold":1}""", "no_data has no threshold"),
            ("alerts", """{"name":"x","kind":"spike","minimum":0}""", "minimum is 1 to"),
            ("alerts", """{"name":"x","kind":"spike","sensitivity":1}""", "sensitivity is 2 to 20"),
            ("alerts", """{"name":"x","kind":"spike","window_minutes":4}""", "window_minutes is 5 to 1440"),
            ("alerts", """{"name":"x","kind":"spike","window_minutes":2147483647}""", "window_minutes is 5 to 1440"),
            ("alerts", """{"name":"x","kind":"spike","cooldown_minutes":-1}""", "cooldown_minutes is 0 to 10080"),
            ("alerts", """{"name":"x","kind":"spike","format":"xml"}""", "format is one of: json, slack, discord"),
            ("alerts", """{"name":"x","kind":"spike","webhook":"http://example.com/"}""", "COLLECTOR_WEBHOOKNETWORKS"),
            ("alerts", """{"name":"x","kind":"spike","webhook":"https://169.254.169.254/"}""", "not public"),
            ("alerts", """{"name":7}""", "Look at $.name"),
            ("summaries", """{}""", "A summary's name has 1 to 120"),
            ("summaries", """{"name":"x","rhythm":"hourly"}""", "rhythm is one of: daily, weekly, monthly"),
            ("summaries", """{"name":"x","hour":24}""", "hour is a local hour"),
            ("summaries", """{"name":"x","recipients":["ann"]}""", "A recipient is an e-mail address"),
            ("summaries", """{"name":"x","filters":["nothing==1"]}""", "dimension"),
            ("summaries", """{"name":"x","language":"German"}""", "language is a code"),
        ];
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("wrong-alerts.example", "UTC", "EUR");
        foreach (var (setting, json, expected) in rows)
        {
            var (response, body) = await api.SendAsync("POST", $"{Sites}wrong-alerts.example/{setting}", json);

            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{setting} {json}: {response.StatusCode}");
            Assert.Contains(expected, body.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("annotations?from=x", "from")]
    [InlineData("annotations?kind=party", "kind")]
    [InlineData("annotations?limit=0", "limit")]
    [InlineData("annotations?offset=-1", "offset")]
    [InlineData("annotations?format=xml", "format")]
    public async Task A_wrong_parameter_of_a_list_is_named(string query, string parameter)
    {
        await using var api = await Api.StartAsync(engine);
        if (engine.Catalog.FindSite("wrong-lists.example") is null)
        {
            engine.Catalog.AddSite("wrong-lists.example", "UTC", "EUR");
        }

        var (response, body) = await api.SendAsync("GET", $"{Sites}wrong-lists.example/{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, JsonDocument.Parse(body).RootElement.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task The_description_has_every_route()
    {
        await using var api = await Api.StartAsync(engine);
        var paths = JsonDocument.Parse((await api.SendAsync("GET", "/openapi/v1.json", key: null)).Body).RootElement.GetProperty("paths");

        foreach (var path in new[]
        {
            "annotations", "annotations/{id}", "alerts", "alerts/{id}", "alerts/{id}/history", "alerts/{id}/check", "alerts/{id}/test", "alerts/{id}/secret",
            "summaries", "summaries/{id}", "summaries/{id}/preview", "summaries/{id}/editions", "summaries/{id}/editions/{edition}",
        })
        {
            Assert.True(paths.TryGetProperty("/api/v1/sites/{site}/" + path, out _), path);
        }
    }
}
