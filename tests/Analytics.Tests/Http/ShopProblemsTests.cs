using System.Net;
using System.Text.Json;
using Analytics.Tests.Support;

namespace Analytics.Tests.Http;

/// <summary>Wrong questions to the reports of coming back and selling: the answer names the parameter.</summary>
[Collection(EngineCollection.Name)]
public sealed class ShopProblemsTests(EngineFixture engine)
{
    [Theory]
    [InlineData("retention?first=Purchase", "first")]
    [InlineData("retention?first=jump:a", "first")]
    [InlineData("retention?first=event:", "first")]
    [InlineData("retention?return=goal:None", "return")]
    [InlineData("retention?return=page:thanks", "return")]
    [InlineData("retention?cohort=hour", "cohort")]
    [InlineData("retention?cohort=day&period=12mo", "cohort")]
    [InlineData("retention?mode=loose", "mode")]
    [InlineData("retention?compare=previous", "compare")]
    [InlineData("attribution", "conversion")]
    [InlineData("attribution?conversion=Purchase", "conversion")]
    [InlineData("attribution?conversion=event:A&model=u_shape", "model")]
    [InlineData("attribution?conversion=event:A&by=color", "by")]
    [InlineData("attribution?conversion=event:A&lookback=91d", "lookback")]
    [InlineData("attribution?conversion=event:A&lookback=1w", "lookback")]
    [InlineData("attribution?conversion=event:A&sort=fame", "sort")]
    [InlineData("attribution?conversion=event:A&limit=0", "limit")]
    [InlineData("attribution?conversion=event:A&compare=year", "compare")]
    [InlineData("rfm?show=all", "show")]
    [InlineData("rfm?group=Whales", "group")]
    [InlineData("rfm?show=buyers&limit=x", "limit")]
    [InlineData("rfm?compare=year", "compare")]
    [InlineData("carts?cart=AddToCart", "cart")]
    [InlineData("carts?purchase=goal:None", "purchase")]
    [InlineData("carts?window=31d", "window")]
    [InlineData("carts?unit=person", "unit")]
    [InlineData("carts?show=all", "show")]
    [InlineData("carts?offset=-1", "offset")]
    [InlineData("carts?compare=year", "compare")]
    [InlineData("engagement?show=all", "show")]
    [InlineData("engagement?show=winback&away=0", "away")]
    [InlineData("engagement?compare=year", "compare")]
    [InlineData("costs?by=channel", "by")]
    [InlineData("costs?conversion=goal:None", "conversion")]
    [InlineData("costs?limit=0", "limit")]
    [InlineData("costs?compare=year", "compare")]
    [InlineData("live?feed=101", "feed")]
    [InlineData("revenue?by=exit_page", "by")]
    [InlineData("revenue?by=shoe_size", "by")]
    [InlineData("revenue?by=product&sort=fame", "sort")]
    [InlineData("revenue?by=product&limit=0", "limit")]
    [InlineData("revenue?by=product&offset=-1", "offset")]
    public async Task A_wrong_parameter_is_named_in_problem_details(string question, string parameter)
    {
        var api = await engine.ApiAsync();
        const string Site = "shop-problems.example";
        _ = engine.Catalog.FindSite(Site) ?? engine.Catalog.AddSite(Site, "UTC", "EUR");

        var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/{Site}/reports/{question}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal("/problems/bad-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }
}
