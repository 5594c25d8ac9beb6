using System.Text.Json;
using Analytics.Reports;
using Analytics.Summaries;
using Analytics.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Catalog;

namespace Analytics.Tests.Summaries;

/// <summary>Summaries over rows in the engine.</summary>
[Collection(EngineCollection.Name)]
public sealed class SummaryJobTests(EngineFixture engine)
{
    [Fact]
    public async Task A_summary_that_is_due_is_made_once_with_its_figures()
    {
        var begin = engine.Clock.GetUtcNow();
        var site = engine.Catalog.AddSite("summaries.example", "UTC", "EUR");
        var stamper = new Stamper(site.Id, 1);
        var day = new DateTimeOffset(begin.UtcDateTime.Date, TimeSpan.Zero);
        await engine.InsertAsync(new[]
        {
            new Hit(1, day.AddDays(-1).AddHours(9), "pageview", "/old"), new Hit(1, day.AddHours(9), "pageview", "/a"), new Hit(2, day.AddHours(10), "pageview", "/a"),
        }.Select(hit => stamper.Stamp(hit).Row));
        var summary = engine.Catalog.AddSummary(new Summary { SiteId = site.Id, Name = "Each day", Rhythm = SummaryRhythm.Daily, Hour = 8, Recipients = ["ann@example.com"] });
        try
        {
            var job = new SummaryJob(engine.Catalog, new SummaryMaker(new ReportRunner(engine.Client, engine.Catalog, engine.Clock)), engine.Clock, NullLogger<SummaryJob>.Instance);

            Assert.True(await job.LookAsync(CancellationToken.None));
            Assert.Empty(engine.Catalog.Editions(summary.Id));
            engine.Clock.Set(day.AddDays(1).AddHours(8));
            await job.LookAsync(CancellationToken.None);
            engine.Clock.Advance(TimeSpan.FromMinutes(1));
            await job.LookAsync(CancellationToken.None);

            var edition = Assert.Single(engine.Catalog.Editions(summary.Id));
            Assert.Equal(day.AddDays(1).AddHours(8), edition.Due);
            var data = JsonDocument.Parse(engine.Catalog.FindEdition(summary.Id, edition.Id)!.Data).RootElement;
            var row = data.GetProperty("overview").GetProperty("rows")[0];
            Assert.Equal((2, 1), (row.GetProperty("visitors").GetInt32(), row.GetProperty("previous").GetProperty("visitors").GetInt32()));
            Assert.Equal("/a", data.GetProperty("pages").GetProperty("rows")[0].GetProperty("value").GetString());
            Assert.Equal("Direct", data.GetProperty("sources").GetProperty("rows")[0].GetProperty("value").GetString());
            Assert.Equal(0, data.GetProperty("goals").GetProperty("rows").GetArrayLength());
        }
        finally
        {
            engine.Clock.Set(begin);
            engine.Catalog.RemoveSummary(site.Id, summary.Id);
        }
    }
}
