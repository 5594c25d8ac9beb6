using System.Globalization;
using Analytics.Querying;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Oracles;

/// <summary>Random funnels over random traffic equal the oracle, which tries every way through.</summary>
[Collection(EngineCollection.Name)]
public sealed class FunnelOracleTests(EngineFixture engine)
{
    private const int FunnelsOfEach = 26;
    private const string Range = "from=2026-10-25&to=2026-10-26";

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TheoryData<int> Seeds => OracleSeeds.Of(8);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Funnels_equal_the_oracle(int seed)
    {
        var (site, all) = await StoreAsync(seed);
        var (from, to) = (LocalDay.Start(new DateOnly(2026, 10, 25), Berlin), LocalDay.Start(new DateOnly(2026, 10, 27), Berlin));
        var hits = all.FindAll(hit => hit.Time >= from && hit.Time < to);
        var random = new Random(seed);
        for (var i = 0; i < FunnelsOfEach; i++)
        {
            var funnel = RandomFunnel.Make(random);
            var runs = funnel.Runs(hits);
            var where = $"seed {seed} funnel {i} {funnel.Question}";
            var result = await engine.RunAsync(site, "funnel", Range + funnel.Question);
            Equal(where, funnel.Expected(runs), result, result.Rows);
            switch (i % 8)
            {
                case 0:
                    await SplitAsync(where, site, funnel, runs, random);
                    break;
                case 2:
                    await TrendAsync(where, site, funnel, runs);
                    break;
                case 4:
                    await NextAsync(where, site, funnel, runs, all, random.Next(1, funnel.Steps.Length));
                    break;
                case 6:
                    await PeopleAsync(where, site, funnel, runs, random.Next(1, funnel.Steps.Length + 1), random);
                    break;
            }
        }
    }

    private async Task<(Site Site, List<Hit> Hits)> StoreAsync(int seed)
    {
        var site = engine.Catalog.AddSite($"funnels{seed}.example", "Europe/Berlin", "EUR");
        var stamper = new Stamper(site.Id, 300_000_000 + ((ulong)seed * 1_000_000));
        var stamped = RandomTraffic.Make(seed + 1_000)
            .Select(hit => stamper.Stamp(hit with { Identity = hit.Visitor % 3 == 0 ? IdentityKind.User : IdentityKind.Cookieless })).ToList();
        await engine.InsertAsync(stamped.Select(pair => pair.Row));
        return (site, [.. stamped.Select(pair => pair.Hit).Where(hit => hit.Class != HitClass.Bot)]);
    }

    private async Task SplitAsync(string where, Site site, RandomFunnel funnel, List<Hit?[]> runs, Random random)
    {
        var (by, value) = random.Next(2) == 0 ? ("source", (Func<Hit, string>)(hit => hit.Source.Length == 0 ? "Direct" : hit.Source)) : ("page", hit => hit.Path);
        var step = random.Next(1, funnel.Steps.Length + 1);
        var (attribution, at) = random.Next(3) switch
        {
            0 => ("first_touch", (Func<Hit?[], Hit?>)(run => run[0])),
            1 => ("last_touch", run => Happened(run).Last()),
            _ => ($"step:{step}", run => run[step - 1]),
        };
        if (funnel.Order == "any" && attribution != $"step:{step}")
        {
            // Which of two events of one millisecond is the first the lists of a run do not tell.
            return;
        }

        var result = await engine.RunAsync(site, "funnel", $"{Range}{funnel.Question}&by={by}&attribution={attribution}&limit=100");
        var groups = runs.Where(run => at(run) is not null).GroupBy(run => value(at(run)!)).ToList();
        Assert.True(groups.Count * funnel.Steps.Length == result.Rows.Count, $"{where} by {by} {attribution}: {groups.Count} values, {result.Rows.Count} rows");
        foreach (var group in groups)
        {
            var name = group.Key.Length == 0 ? null : group.Key;
            Equal($"{where} by {by} {attribution} {name}", funnel.Expected([.. group]), result, [.. result.Rows.Where(row => Equals(row.Cells[0], name))]);
        }
    }

    private async Task TrendAsync(string where, Site site, RandomFunnel funnel, List<Hit?[]> runs)
    {
        var result = await engine.RunAsync(site, "funnel_trend", $"{Range}{funnel.Question}&interval=hour");
        var expected = result.Rows.Select(row =>
        {
            var start = DateTimeOffset.Parse((string)row.Cells[0]!, CultureInfo.InvariantCulture);
            var begun = runs.FindAll(run => Happened(run).Min(hit => hit.Time) is var at && at >= start && at < start.AddHours(1));
            var through = begun.FindAll(run => run[^1] is not null);
            return new Dictionary<string, object?>
            {
                ["entered"] = (long)begun.Count,
                ["converted"] = (long)through.Count,
                ["rate_from_first"] = Oracle.Ratio(through.Count, begun.Count),
                ["median_seconds"] = Oracle.Quantile([.. through.Select(run => (Happened(run).Max(hit => hit.Time) - Happened(run).Min(hit => hit.Time)).TotalSeconds)], 0.5),
            };
        }).ToList();
        Equal(where, expected, result, result.Rows);
        Assert.Equal((long)runs.Count, result.Cell(result.Totals!, "entered"));
    }

    private async Task NextAsync(string where, Site site, RandomFunnel funnel, List<Hit?[]> runs, List<Hit> all, int step)
    {
        var result = await engine.RunAsync(site, "funnel_next", $"{Range}{funnel.Question}&at={step}&limit=1000");
        var expected = Dropped(runs, step).Select(run =>
        {
            // In a funnel of any order the run's last step is not always its last event.
            var at = Happened(run).Max(taken => all.FindIndex(hit => ReferenceEquals(hit, taken)));
            var last = all[at];
            var next = all.Skip(at + 1).FirstOrDefault(hit => hit.Visit == last.Visit && !hit.IsBeacon);
            return next is null ? ("exit", null) : next.IsPage ? ("page", next.Path) : ("event", (string?)next.Name);
        }).GroupBy(next => next).ToDictionary(group => group.Key, group => (long)group.Count());
        Assert.True(expected.Count == result.Rows.Count, $"{where} at {step}: {expected.Count} rows expected, {result.Rows.Count} found");
        foreach (var row in result.Rows)
        {
            Assert.True(expected.GetValueOrDefault(((string)row.Cells[0]!, (string?)row.Cells[1])) == (long)row.Cells[2]!, $"{where} at {step}: {row.Cells[0]} {row.Cells[1]} {row.Cells[2]}");
        }
    }

    private async Task PeopleAsync(string where, Site site, RandomFunnel funnel, List<Hit?[]> runs, int step, Random random)
    {
        var who = new[] { "entered", "converted", "dropped" }[random.Next(3)];
        var result = await engine.RunAsync(site, "funnel_people", $"{Range}{funnel.Question}&at={step}&who={who}");
        var isLast = step == funnel.Steps.Length;
        var expected = runs.Where(run => run[step - 1] is not null).Where(run => who switch
        {
            "converted" => isLast || run.Skip(step).Any(hit => hit is not null),
            "dropped" => !isLast && run.Skip(step).All(hit => hit is null),
            _ => true,
        }).Select(run => run[step - 1]!).ToList();
        var listed = expected.Where(hit => hit.Identity == IdentityKind.User).Select(hit => hit.Visitor.ToString("x16", CultureInfo.InvariantCulture)).Order().ToList();
        Assert.True(listed.SequenceEqual(result.Rows.Select(row => (string)row.Cells[0]!).Order()), $"{where} at {step} {who}");
        Assert.Equal(expected.Count > listed.Count, result.Notes.Any(note => note.Code == "cookieless"));
    }

    private static IEnumerable<Hit> Happened(Hit?[] run) => run.OfType<Hit>();

    private static IEnumerable<Hit?[]> Dropped(List<Hit?[]> runs, int step) =>
        runs.Where(run => run[step - 1] is not null && run.Skip(step).All(hit => hit is null));

    private static void Equal(string where, List<Dictionary<string, object?>> expected, ReportResult result, IReadOnlyList<ReportRow> rows)
    {
        Assert.True(expected.Count == rows.Count, $"{where}: {expected.Count} rows expected, {rows.Count} found");
        for (var i = 0; i < expected.Count; i++)
        {
            foreach (var (column, value) in expected[i])
            {
                var found = result.Cell(rows[i], column);
                var same = value is double number ? found is double other && Math.Abs(number - other) < 1e-6 : Equals(value, found);
                Assert.True(same, $"{where}, row {i + 1}: {column} should be {value ?? "null"} and is {found ?? "null"}");
            }
        }
    }
}
