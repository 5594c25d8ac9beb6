using Analytics.Querying;
using Analytics.Reports;
using Analytics.Tests.Support;
using Storage.Catalog;
using Storage.Events;

namespace Analytics.Tests.Http;

/// <summary>
/// Nothing that can be asked reaches another site's rows: every report with every parameter it reads answers the same before
/// and after a second site has got the same visitors, visits and views with other values.
/// </summary>
[Collection(QuestionsCollection.Name)]
public sealed class ForeignSiteTests(EngineFixture engine)
{
    private const string Refused = "refused";

    /// <summary>What a report must be asked at least; reports that are not here need nothing.</summary>
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["breakdown"] = "by=page",
        ["page"] = "path=/a",
        ["vitals"] = "by=page",
        ["funnel"] = "step=page:*&step=event:Purchase",
        ["funnel_trend"] = "step=page:*&step=event:Purchase",
        ["funnel_next"] = "step=page:*&step=event:Purchase",
        ["funnel_people"] = "step=page:*&step=event:Purchase",
    };

    /// <summary>Values of parameters that have no closed set and are no number; N stands for the other site's goal, funnel or segment.</summary>
    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["filter"] =
        [
            "path!=/none&filter=country!~x&filter=exit_page!=/none&filter=entry_page~=.&filter=property==plan", "goal==Order&filter=prop.plan==pro&filter=goal!=Deep",
            "did:Purchase within 30d&filter=did_not:Signup&filter=did:page:/a from 2026-01-01 to 2026-12-31&filter=did:scroll:20&filter=did:engaged:1",
            "path==' OR site = 1 --",
        ],
        ["segment"] = ["Mine", "N"],
        ["classes"] = ["all"],
        ["goal"] = ["Order", "N"],
        ["metrics"] = ["visitors", "conversions,revenue"],
        ["by"] = ["entry_page,exit_page", "property", "source,prop.plan", "page", "class"],
        ["path"] = ["/foreign"],
        ["search"] = ["foreign"],
        ["sort"] = ["visitors", "-value"],
        ["step"] = ["page:*&step=goal:Order"],
        ["window"] = ["90d"],
        ["funnel"] = ["N"],
        ["first"] = ["event:Purchase"],
        ["return"] = ["page:*"],
        ["attribution"] = ["last_touch&by=source"],
        ["start"] = ["page:/a"],
        ["end"] = ["event:Purchase"],
        ["group"] = ["folder", "Champions"],
        ["conversion"] = ["event:Purchase"],
        ["lookback"] = ["7d"],
        ["show"] = ["buyers", "carts", "winback"],
        ["cart"] = ["page:/a"],
        ["purchase"] = ["event:Purchase"],
    };

    /// <summary>Parameters of the range, several in one question.</summary>
    private static readonly string[] Ranges =
    [
        "period=12mo&timezone=Asia/Tokyo&compare=previous&compare_match=weekday",
        "from=2026-11-20&to=2026-11-22&compare=custom&compare_from=2026-11-01&compare_to=2026-11-22",
        "from=2026-11-20&to=2026-11-22",
    ];

    [Fact]
    public async Task Another_sites_rows_change_no_answer()
    {
        var (own, other) = (engine.Catalog.AddSite("own-rows.example", "UTC", "EUR"), engine.Catalog.AddSite("other-rows.example", "UTC", "EUR"));
        engine.Catalog.AddGoal(new Goal(0, own.Id, "Order", GoalType.Event, "Purchase", new Dictionary<string, string>()));
        engine.Catalog.AddGoal(new Goal(0, own.Id, "Deep", GoalType.Scroll, "30", new Dictionary<string, string>()));
        engine.Catalog.AddSegment(new Segment(0, own.Id, "Mine", [["did:Purchase", "path==/a"]]));
        var foreign = new Dictionary<string, long>
        {
            ["goal"] = engine.Catalog.AddGoal(new Goal(0, other.Id, "Foreign", GoalType.Page, "*", new Dictionary<string, string>())).Id,
            ["segment"] = engine.Catalog.AddSegment(new Segment(0, other.Id, "Foreign", [["path~=."]])).Id,
            ["funnel"] = engine.Catalog.AddFunnel(new Funnel(0, other.Id, "Foreign", ["page:*", "page:*"], TimeSpan.FromDays(1), FunnelOrder.Ordered, FunnelUnit.Visit)).Id,
        };
        await engine.InsertAsync(Rows(own.Id, "/a", "pro"));
        var questions = ReportRunner.Names.SelectMany(report => Questions(report, foreign)).ToList();

        var before = await AnswersAsync(own, questions);
        await engine.InsertAsync(Rows(other.Id, "/foreign", "foreign").Concat(Rows(other.Id, "/a", "free")));
        var after = await AnswersAsync(own, questions);

        // What is the other site's by its id is refused; most questions must be good ones, or nothing is tested.
        foreach (var ((report, query), answer) in questions.Zip(before))
        {
            var isForeign = foreign.Any(pair => query.EndsWith($"{pair.Key}={pair.Value}", StringComparison.Ordinal));
            Assert.True(!isForeign || answer.StartsWith(Refused, StringComparison.Ordinal), $"{report}?{query}: {answer}");
        }

        foreach (var asked in questions.Zip(before).GroupBy(pair => pair.First.Report))
        {
            Assert.True(asked.Count(pair => !pair.Second.StartsWith(Refused, StringComparison.Ordinal)) * 3 > asked.Count(), $"{asked.Key} refuses too much: see what it needs.");
        }

        foreach (var ((report, query), (first, second)) in questions.Zip(before.Zip(after)))
        {
            Assert.True(first == second, $"{report}?{query} was {first} and is {second}");
        }
    }

    // Every parameter that the report reads, by itself beside what the report needs.
    private static IEnumerable<(string Report, string Query)> Questions(string report, Dictionary<string, long> foreign)
    {
        var needed = Needed.GetValueOrDefault(report, "");
        foreach (var range in Ranges)
        {
            yield return (report, $"{needed}&{range}");
        }

        var alone = ReportParameters.All.Where(parameter => parameter.IsFor(report) && !Ranges.Any(range => $"&{range}".Contains($"&{parameter.Name}=", StringComparison.Ordinal)));
        foreach (var parameter in alone)
        {
            IEnumerable<string> values = parameter.Allowed.Count > 0
                ? parameter.Allowed.TakeLast(2)
                : parameter.Range is { } range ? [$"{Math.Max(1, range.Least)}"] : Values[parameter.Name];
            foreach (var value in values)
            {
                var text = value == "N" ? $"{foreign[parameter.Name]}" : value;
                var rest = parameter.Name == "funnel" ? "" : string.Join('&', needed.Split('&').Where(part => !part.StartsWith($"{parameter.Name}=", StringComparison.Ordinal)));
                yield return (report, $"{rest}&{parameter.Name}={Uri.EscapeDataString(text).Replace("%26", "&", StringComparison.Ordinal).Replace("%3D", "=", StringComparison.Ordinal)}");
            }
        }
    }

    private async Task<List<string>> AnswersAsync(Site site, IEnumerable<(string Report, string Query)> questions)
    {
        var asked = questions.ToList();
        var answers = new string[asked.Count];
        await Parallel.ForAsync(0, asked.Count, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            try
            {
                var text = new StringWriter();
                ReportCsv.Write(await engine.RunAsync(site, asked[i].Report, asked[i].Query), text);
                answers[i] = text.ToString();
            }
            catch (QueryProblemException refused)
            {
                answers[i] = $"{Refused} {refused.Parameter}";
            }
        });
        return [.. answers];
    }

    private IEnumerable<EventRow> Rows(uint site, string path, string plan)
    {
        for (var visitor = 1UL; visitor <= 3; visitor++)
        {
            var at = engine.Clock.GetUtcNow().AddMinutes(-10 * (double)visitor);
            EventRow Row(string name, int seconds, bool first) => new()
            {
                Site = site,
                Time = at.AddSeconds(seconds),
                Received = at.AddSeconds(seconds),
                Name = name,
                Class = visitor == 3 ? HitClass.Bot : HitClass.Human,
                Visitor = visitor,
                Identity = IdentityKind.User,
                Visit = 7_700_000 + visitor,
                Visits = (byte)(first ? 1 : 0),
                Pageviews = (byte)(name == "pageview" ? 1 : 0),
                ViewNumber = (ushort)(name == "pageview" ? 1 : 0),
                View = name == "Purchase" ? 0 : 7_700_000 + visitor,
                Engaged = name == "engagement" ? 5_000u : 0,
                Scroll = (byte)(name == "engagement" ? 40 : 0),
                Path = path,
                EntryPath = path,
                Source = plan,
                Country = "DE",
                Value = name == "Purchase" ? 10 : null,
                Currency = name == "Purchase" ? "EUR" : "",
                OrderId = name == "Purchase" ? $"o{visitor}" : "",
            };
            var bought = Row("Purchase", 9, false);
            bought.Properties.Add(new("plan", plan));
            yield return Row("pageview", 0, true);
            yield return Row("engagement", 5, false);
            yield return bought;
        }
    }
}
