using System.Net;
using System.Text.Json;
using Analytics.Reports;
using Analytics.Tests.Support;

namespace Analytics.Tests.Http;

/// <summary>A wrong value of any parameter is a 400 that names the parameter, the value and what is allowed.</summary>
[Collection(EngineCollection.Name)]
public sealed class ParameterTests(EngineFixture engine)
{
    private const string Funnel = "funnel?step=page:/&step=page:/a&";

    /// <summary>Any text is right: nothing can be wrong but its length.</summary>
    private static readonly string[] Free = ["search", "path"];

    public static TheoryData<string, string, string> Wrong => new()
    {
        { "overview?", "from", "2026-13-01" },
        { "overview?", "from", "1999-01-01" },
        { "overview?from=2026-11-02&", "to", "2026-11-01" },
        { "overview?from=2026-11-02&", "to", "tomorrow" },
        { "overview?", "period", "9d" },
        { "overview?", "timezone", "../../etc/passwd" },
        { "overview?", "timezone", "Europe/Atlantis" },
        { "overview?", "filter", "color==red" },
        { "overview?", "filter", "country" },
        { "overview?", "filter", "goal==None" },
        { "overview?", "filter", "goal*=None" },
        { "overview?", "filter", "segment==None" },
        { "overview?", "filter", "segment!=None" },
        { "overview?", "filter", "did:" },
        { "overview?", "filter", "did:goal:None" },
        { "overview?", "filter", "did:Purchase within 30000d" },
        { "overview?", "filter", "did_not:scroll:200" },
        { "overview?", "filter", "did:Purchase from 2026-02-01 to 2026-01-01" },
        { "overview?", "segment", "None" },
        { "overview?", "classes", "robots" },
        { "overview?", "compare", "other" },
        { "overview?compare=custom&", "compare_from", "soon" },
        { "overview?compare=previous&", "compare_from", "2026-01-01" },
        { "overview?compare=custom&from=2026-11-01&compare_match=weekday&", "compare_from", "2026-10-02" },
        { "overview?compare=custom&compare_from=2026-01-02&", "compare_to", "2026-01-01" },
        { "overview?compare=previous&", "compare_match", "moon" },
        { "overview?", "goal", "None" },
        { "overview?", "metrics", "visitors,fame" },
        { "breakdown?by=exit_page&", "metrics", "pageviews" },
        { "overview?", "format", "xml" },
        { "timeseries?", "interval", "minute" },
        { "timeseries?from=2020-01-01&to=2020-12-31&", "interval", "hour" },
        { "goals?by=source&", "interval", "day" },
        { "breakdown?", "by", "shoe_size" },
        { "breakdown?", "by", "source,source" },
        { "breakdown?", "by", "source,device,os" },
        { "goals?", "by", "exit_page" },
        { "breakdown?by=page&", "limit", "0" },
        { "breakdown?by=page&", "limit", "ten" },
        { "page?path=/&", "limit", "1001" },
        { "breakdown?by=page&", "offset", "-1" },
        { "breakdown?by=page&", "sort", "path;DROP" },
        { "funnel?step=page:/&", "step", "jump:/a" },
        { Funnel, "window", "91d" },
        { Funnel, "order", "random" },
        { Funnel, "unit", "country" },
        { "funnel?", "funnel", "999999" },
        { Funnel + "by=source&", "attribution", "step:3" },
        { "funnel_next?step=page:/&step=page:/a&", "at", "2" },
        { "funnel_people?step=page:/&step=page:/a&", "who", "all" },
        { "journeys?", "start", "jump:/a" },
        { "journeys?", "end", "jump:/a" },
        { "journeys?", "steps", "9" },
        { "journeys?", "top", "26" },
        { "journeys?", "nodes", "events" },
        { "journeys?", "group", "site" },
        { "rfm?", "group", "Nobodies" },
        { "journeys?group=folder&", "depth", "6" },
        { "journeys?", "repeats", "drop" },
        { "attribution?", "conversion", "jump:/a" },
        { "attribution?", "model", "middle" },
        { "attribution?", "lookback", "91d" },
        { "attribution?", "by", "country" },
        { "costs?", "by", "country" },
        { "rfm?", "show", "carts" },
        { "carts?", "cart", "jump:/a" },
        { "carts?", "purchase", "jump:/a" },
        { "carts?", "window", "31d" },
        { "engagement?", "away", "0" },
        { "vitals?by=page&", "vital", "fid" },
        { "vitals?", "vital", "lcp" },
        { "live?", "feed", "101" },
        { "retention?", "first", "jump:/a" },
        { "retention?", "return", "goal:None" },
        { "retention?", "cohort", "hour" },
        { "retention?", "mode", "loose" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_value_is_named(string question, string parameter, string value)
    {
        var api = await engine.ApiAsync();
        _ = engine.Catalog.FindSite("wrong.example") ?? engine.Catalog.AddSite("wrong.example", "UTC", "EUR");

        var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/wrong.example/reports/{question}{parameter}={Uri.EscapeDataString(value)}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal("/problems/bad-parameter", problem.GetProperty("type").GetString());
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Equal(value, problem.GetProperty("value").GetString());
        Assert.Equal(JsonValueKind.Array, problem.GetProperty("allowed").ValueKind);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }

    [Fact]
    public void Every_parameter_has_a_wrong_value_in_the_table()
    {
        var tried = Wrong.Select(row => (string)row[1]).Concat(Free).ToHashSet();

        Assert.Empty(ReportParameters.All.Select(parameter => parameter.Name).Except(tried));
    }

    [Theory]
    [InlineData("overview?filter=path~=(", "filter")]
    [InlineData("breakdown?", "by")]
    [InlineData("page?", "path")]
    [InlineData("overview?compare=custom", "compare_from")]
    [InlineData("overview?to=2026-11-01", "from")]
    [InlineData("overview?period=7d&period=30d", "period")]
    public async Task A_missing_or_unreadable_value_is_named(string question, string parameter)
    {
        var api = await engine.ApiAsync();
        _ = engine.Catalog.FindSite("wrong.example") ?? engine.Catalog.AddSite("wrong.example", "UTC", "EUR");

        var (response, body) = await api.SendAsync("GET", $"/api/v1/sites/wrong.example/reports/{question}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(parameter, JsonDocument.Parse(body).RootElement.GetProperty("parameter").GetString());
    }

    [Fact]
    public void Every_closed_set_is_named_in_the_answer()
    {
        foreach (var parameter in ReportParameters.All.Where(parameter => parameter.Allowed.Count > 0))
        {
            Assert.Contains(Wrong, row => (string)row[1] == parameter.Name && !parameter.Allowed.Contains((string)row[2]));
        }
    }
}
