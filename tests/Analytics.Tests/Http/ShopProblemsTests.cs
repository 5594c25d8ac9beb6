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
    [InlineData("revenue?by=exit_page", "by")]
    [InlineData("revenue?by=shoe_size", "by")]
    [InlineData("revenue?by=product&sort=fame", "sort")]
    [InlineData("revenue?by=product&limit=0", "limit")]
    [InlineData("revenue?by=product&offset=-1", "offset")]
    public async Task A_wrong_parameter_is_named_in_problem_details(string question, string parameter)
    {
        await using var api = await Api.StartAsync(engine);
        const string Site = "shop-problems.example";
        _ = engine.Catalog.FindSite(Site) ?? engine.Catalog.AddSite(Site, "UTC", "EUR");

        var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/{Site}/reports/{question}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal("/problems/bad-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }
}
