using System.Net;
using System.Text;
using Analytics.Reports.Costs;
using Analytics.Tests.Support;
using Storage.Catalog;

namespace Analytics.Tests.Http;

/// <summary>Campaign costs over HTTP.</summary>
[Collection(EngineCollection.Name)]
public sealed class CostsApiTests(EngineFixture engine)
{
    [Fact]
    public async Task Costs_are_imported_replaced_listed_reported_and_removed()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("costs-api.example", "UTC", "EUR");
        const string Costs = "/api/v1/sites/costs-api.example/costs";
        const string Days = "?from=2026-11-01&to=2026-11-30";

        Assert.Equal("""{"added":2,"replaced":0}""", (await PostAsync(api, Costs, "date,source,medium,clicks,cost\n2026-11-02,google,cpc,10,5\n2026-11-03,google,cpc,10,7\n")).Body);
        Assert.Equal("""{"added":0,"replaced":1}""", (await PostAsync(api, Costs, "date,source,medium,clicks,cost\n2026-11-03,google,cpc,30,7.5\n")).Body);
        var (_, list) = await api.SendAsync("GET", Costs + Days);
        Assert.Contains("""{"date":"2026-11-03","source":"google","medium":"cpc","campaign":"","content":"","term":"","impressions":null,"clicks":30,"cost":7.5""", list, StringComparison.Ordinal);
        var (_, report) = await api.SendAsync("GET", $"/api/v1/sites/costs-api.example/reports/costs{Days}&by=source");
        Assert.Contains("\"matched\":\"cost only\"", report, StringComparison.Ordinal);
        Assert.Contains("\"cpc\":0.3125", report, StringComparison.Ordinal);

        Assert.Equal("""{"removed":2}""", (await api.SendAsync("DELETE", Costs + Days)).Body);
        Assert.Equal("[]", (await api.SendAsync("GET", Costs + Days)).Body);
    }

    [Fact]
    public async Task A_wrong_file_stores_nothing_and_says_which_line()
    {
        await using var api = await Api.StartAsync(engine);
        engine.Catalog.AddSite("costs-bad.example", "UTC", "EUR");
        const string Costs = "/api/v1/sites/costs-bad.example/costs";

        var (wrong, body) = await PostAsync(api, Costs, "date,source,cost\n2026-11-02,google,5\n2026-11-03,google,five\n");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("Line 3", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(api, Costs, new string('x', CostCsv.MaxBytes + 1))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await api.SendAsync("DELETE", Costs + "?from=2026-11-01")).Response.StatusCode);
        Assert.Equal("[]", (await api.SendAsync("GET", Costs + "?period=all")).Body);
    }

    [Fact]
    public async Task Changing_costs_needs_the_right_to_administer_the_site()
    {
        await using var api = await Api.StartAsync(engine);
        var site = engine.Catalog.AddSite("costs-key.example", "UTC", "EUR");
        engine.Catalog.AddSite("costs-other.example", "UTC", "EUR");
        var key = engine.Catalog.CreateKey("reader", site.Id, KeyRights.Read).Secret;

        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("GET", "/api/v1/sites/costs-key.example/costs", key: key)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(api, "/api/v1/sites/costs-key.example/costs", "x", key)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("DELETE", "/api/v1/sites/costs-key.example/costs?from=2026-11-01&to=2026-11-02", key: key)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("GET", "/api/v1/sites/costs-other.example/costs", key: key)).Response.StatusCode);
    }

    private static async Task<(HttpResponseMessage Response, string Body)> PostAsync(Api api, string path, string csv, string key = Api.AdminKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        var response = await api.Client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }
}
