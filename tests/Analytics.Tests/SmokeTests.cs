using Analytics.Tests.Support;
using Storage.Events;
using Xunit.Abstractions;

namespace Analytics.Tests;

[Collection(EngineCollection.Name)]
public sealed class SmokeTests(EngineFixture engine, ITestOutputHelper output)
{
    [Theory]
    [InlineData("overview", "period=30d&compare=previous")]
    [InlineData("timeseries", "period=7d&compare=year")]
    [InlineData("timeseries", "period=today")]
    [InlineData("breakdown", "by=page&compare=previous&sort=-pageviews")]
    [InlineData("breakdown", "by=exit_page")]
    [InlineData("breakdown", "by=entry_page")]
    [InlineData("breakdown", "by=source&metrics=visitors,visits")]
    [InlineData("breakdown", "by=prop.plan&filter=goal==G&filter=goal!=S")]
    [InlineData("breakdown", "by=class")]
    [InlineData("breakdown", "by=screen&filter=exit_page==/a")]
    [InlineData("breakdown", "by=title&filter=path~=^/a&filter=source==Direct")]
    [InlineData("breakdown", "by=source,device&compare=custom&compare_from=2026-10-01&sort=value_2")]
    [InlineData("breakdown", "by=page,event&compare=previous&compare_match=weekday")]
    [InlineData("breakdown", "by=entry_page,exit_page")]
    [InlineData("breakdown", "by=entry_page,source&search=A")]
    [InlineData("breakdown", "by=source,page&compare=year&compare_match=weekday")]
    [InlineData("breakdown", "by=exit_page,event&compare=previous")]
    [InlineData("breakdown", "by=property&compare=previous")]
    [InlineData("breakdown", "by=property,source")]
    [InlineData("breakdown", "by=prop.plan,property&filter=property==plan")]
    [InlineData("breakdown", "by=page,prop.plan&filter=property!~x")]
    [InlineData("breakdown", "by=page&search=%2Fa&compare=previous")]
    [InlineData("goals", "period=30d")]
    [InlineData("goals", "by=source&compare=previous")]
    [InlineData("goals", "by=page,device&goal=G&sort=conversions")]
    [InlineData("goals", "interval=day&goal=F")]
    [InlineData("goals", "compare=previous&goal=F")]
    [InlineData("page", "path=/a&compare=previous")]
    [InlineData("page", "path=/a&filter=source==Direct&filter=prop.plan==")]
    [InlineData("overview", "metrics=scroll_depth,scroll_25,scroll_90,visitors")]
    [InlineData("overview", "filter=did:Buy within 30d&filter=did_not:page:/x* from 2026-01-01 to 2026-12-31&filter=did:goal:G >=1")]
    [InlineData("overview", "segment=Nested&compare=previous")]
    [InlineData("breakdown", "by=page&segment=Any")]
    [InlineData("live", "segment=Nested")]
    [InlineData("funnel", "step=page:/a&step=event:Buy&window=1d")]
    [InlineData("funnel", "step=page:/a&step=event:Buy&order=strict&unit=visit&filter=path==/a")]
    [InlineData("funnel", "step=page:/a&step=event:Buy&step=engaged:2&step=scroll:20&order=any")]
    [InlineData("live", "")]
    [InlineData("overview", "period=all")]
    public async Task Every_report_runs(string report, string query)
    {
        var site = engine.Catalog.AddSite($"s{report}{(uint)query.GetHashCode()}.example", "Europe/Berlin", "EUR");
        engine.Catalog.AddGoal(new(0, site.Id, "G", Storage.Catalog.GoalType.Event, "Buy", new Dictionary<string, string> { ["plan"] = "pro" }));
        engine.Catalog.AddGoal(new(0, site.Id, "S", Storage.Catalog.GoalType.Scroll, "50", new Dictionary<string, string>()));
        engine.Catalog.AddGoal(new(0, site.Id, "E", Storage.Catalog.GoalType.Engaged, "5", new Dictionary<string, string>()));
        engine.Catalog.AddGoal(new(0, site.Id, "F", Storage.Catalog.GoalType.Page, "/a", new Dictionary<string, string>()) { FixedValue = 2.5m });
        engine.Catalog.AddSegment(new(0, site.Id, "Any", [["country==DE", "path==/a", "did:Buy"], ["exit_page!=/x"]]));
        engine.Catalog.AddSegment(new(0, site.Id, "Nested", [["segment==Any", "did_not:scroll:50"], ["did:engaged:5 within 7d"], ["goal!=S", "goal==G"]]));
        var at = engine.Clock.GetUtcNow().AddMinutes(-3);
        var a = new EventRow { Site = site.Id, Time = at, Received = at, Name = "pageview", Visitor = 7, Visit = 70, Visits = 1, Bounces = 1, Pageviews = 1, View = 700, ViewNumber = 1, Path = "/a", EntryPath = "/a", Identity = IdentityKind.Cookieless };
        var b = new EventRow { Site = site.Id, Time = at.AddSeconds(5), Received = at, Name = "engagement", Visitor = 7, Visit = 70, Bounces = -1, Timed = 1, Duration = 5000, View = 700, Engaged = 12000, Scroll = 60, Path = "/a", EntryPath = "/a", Identity = IdentityKind.Cookieless };
        var c = new EventRow { Site = site.Id, Time = at.AddSeconds(9), Received = at, Name = "Buy", Visitor = 7, Visit = 70, Duration = 4000, Path = "/a", EntryPath = "/a", Identity = IdentityKind.Cookieless, Value = 12.5m, Currency = "EUR" };
        c.Properties.Add(new("plan", "pro"));
        await engine.InsertAsync([a, b, c]);

        var result = await engine.RunAsync(site, report, query);
        var text = new StringWriter();
        Reports.ReportCsv.Write(result, text);
        output.WriteLine(text.ToString());
        foreach (var note in result.Notes)
        {
            output.WriteLine(note.Text);
        }

        Assert.NotEmpty(result.Columns);
    }
}
