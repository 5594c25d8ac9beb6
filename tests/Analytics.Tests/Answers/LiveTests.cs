using Analytics.Tests.Support;
using Storage.Events;

namespace Analytics.Tests.Answers;

/// <summary>The live report counts the last minutes, without anything that would name a person.</summary>
[Collection(EngineCollection.Name)]
public sealed class LiveTests(EngineFixture engine)
{
    [Fact]
    public async Task The_last_minutes_are_counted_and_the_latest_events_told()
    {
        var site = engine.Catalog.AddSite("live.example", "Europe/Berlin", "EUR");
        var now = engine.Clock.GetUtcNow();
        var stamper = new Stamper(site.Id, 700_000_000);
        Hit[] hits =
        [
            new(1, now.AddMinutes(-31), "pageview", "/old") { Country = "DE" },
            new(1, now.AddMinutes(-29.5), "pageview", "/a") { Country = "DE" },
            new(2, now.AddMinutes(-10), "pageview", "/a") { Country = "FR", Source = "Google" },
            new(2, now.AddMinutes(-4.5), "engagement", "/a") { Country = "FR", Source = "Google", Engaged = 3_000 },
            new(1, now.AddMinutes(-1), "pageview", "/b") { Country = "DE" },
            new(1, now, "Signup", "/b") { Country = "DE" },
            new(9, now, "pageview", "/b") { Class = HitClass.Bot },
        ];
        await engine.InsertAsync(hits.Select(hit => stamper.Stamp(hit).Row));

        var result = await engine.RunAsync(site, "live", "feed=3");

        string[] Lines(string section) => [.. result.Rows.Where(row => Equals(row.Cells[0], section)).Select(row => string.Join('|', row.Cells.Skip(1)))];
        Assert.Equal(["|5|2|1|||||", "|30|2|3|||||"], Lines("window"));
        Assert.Equal(["/a|30|2|2|||||", "/b|30|1|1|||||"], Lines("page"));
        Assert.Equal(["Direct|30|1|2|||||", "Google|30|1|1|||||"], Lines("source"));
        Assert.Equal(["DE|30|1|2|||||", "FR|30|1|1|||||"], Lines("country"));
        Assert.Equal(["/b||||Signup|Direct|DE||0", "/b||||pageview|Direct|DE||60", "/a||||pageview|Google|FR||600"], Lines("feed"));
        var minutes = Lines("minute");
        Assert.Equal(30, minutes.Length);
        Assert.Equal("12:30:00|30|1|1|||||", minutes[0]);
        Assert.Equal("12:49:00|11|1|1|||||", minutes[19]);
        Assert.Equal("12:50:00|10|0|0|||||", minutes[20]);
        Assert.Equal("12:58:00|2|1|1|||||", minutes[28]);
        Assert.Equal("12:59:00|1|1|0|||||", minutes[29]);
    }
}
