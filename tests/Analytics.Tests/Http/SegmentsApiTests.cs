using System.Net;
using System.Text.Json;
using Analytics.Tests.Support;

namespace Analytics.Tests.Http;

/// <summary>Segments over HTTP: kept, checked, used, and private to their site.</summary>
[Collection(EngineCollection.Name)]
public sealed class SegmentsApiTests(EngineFixture engine)
{
    [Fact]
    public async Task A_segment_is_added_used_by_name_and_id_changed_and_removed()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("segments.example", "UTC", "EUR");
        const string Segments = "/api/v1/sites/segments.example/segments";

        var (added, body) = await api.SendAsync("POST", Segments, """{"name":"Buyers","filters":["did:Purchase within 30d",["country==DE","country==AT"]]}""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetInt64();
        Assert.Equal($"{Segments}/{id}", added.Headers.Location!.ToString());
        Assert.Equal("""["did:Purchase within 30d",["country==DE","country==AT"]]""", JsonDocument.Parse(body).RootElement.GetProperty("filters").ToString());

        foreach (var question in new[] { "overview?segment=Buyers", $"breakdown?by=page&segment={id}", "overview?filter=segment==Buyers" })
        {
            var (asked, report) = await api.SendAsync("GET", $"/api/v1/sites/segments.example/reports/{question}");
            Assert.True(asked.StatusCode == HttpStatusCode.OK, report);
            Assert.Equal("segment==Buyers", JsonDocument.Parse(report).RootElement.GetProperty("filters")[0].GetString());
        }

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/api/v1/sites/segments.example/export/events?segment=Buyers")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await api.SendAsync("POST", Segments, """{"name":"Buyers","filters":["country==DE"]}""")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("PUT", $"{Segments}/{id}", """{"name":"Germans","filters":["country==DE"]}""")).Response.StatusCode);
        Assert.Contains("Germans", (await api.SendAsync("GET", Segments)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await api.SendAsync("DELETE", $"{Segments}/{id}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("GET", $"{Segments}/{id}")).Response.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"S","filters":["color==red"]}""", "bad-parameter")]
    [InlineData("""{"name":"S","filters":[["country==DE","did:"]]}""", "bad-parameter")]
    [InlineData("""{"name":"S","filters":[7]}""", "bad-parameter")]
    [InlineData("""{"name":"S","filters":[["segment==S"]]}""", "bad-parameter")]
    [InlineData("""{"name":"S","filters":[]}""", "invalid")]
    [InlineData("""{"name":"","filters":["country==DE"]}""", "invalid")]
    [InlineData("""{"name":"S","filters":"country==DE"}""", "bad-request")]
    public async Task What_a_report_could_not_read_is_not_kept(string body, string type)
    {
        var api = await engine.ApiAsync();
        _ = engine.Catalog.FindSite("refused.example") ?? engine.Catalog.AddSite("refused.example", "UTC", "EUR");

        var (response, problem) = await api.SendAsync("POST", "/api/v1/sites/refused.example/segments", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal($"/problems/{type}", JsonDocument.Parse(problem).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Segments_that_lead_to_each_other_are_refused_when_asked()
    {
        var site = engine.Catalog.AddSite("loop.example", "UTC", "EUR");
        engine.Catalog.AddSegment(new(0, site.Id, "A", [["segment==B"]]));
        engine.Catalog.AddSegment(new(0, site.Id, "B", [["segment==A"]]));
        await using var api = await Api.StartAsync(engine);

        var (response, _) = await api.SendAsync("GET", "/api/v1/sites/loop.example/reports/overview?segment=A");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
