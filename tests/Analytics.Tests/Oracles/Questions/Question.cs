using System.Globalization;
using Analytics.Querying;
using Analytics.Tests.Support;

namespace Analytics.Tests.Oracles.Questions;

/// <summary>A condition as text and as predicate of a hit, given the range.</summary>
/// <param name="Text">Part of the query string.</param>
/// <param name="OfEvent">Whether it describes the single event; otherwise it chooses rows.</param>
/// <param name="Holds">Whether it holds for a hit.</param>
internal sealed record Condition(string Text, bool OfEvent, Func<QuestionData, Hit, DateTimeOffset, DateTimeOffset, bool> Holds);

/// <summary>A random range with random filters.</summary>
internal sealed class Question
{
    public static readonly TimeZoneInfo[] Zones =
        [TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), TimeZoneInfo.Utc];

    private static readonly Condition[] Conditions =
    [
        new("filter=path==/a", true, (_, hit, _, _) => hit.Path == "/a"),
        new("filter=path!=/b", true, (_, hit, _, _) => hit.Path != "/b"),
        new("filter=path~=^/[ab]$", true, (_, hit, _, _) => hit.Path is "/a" or "/b"),
        new("filter=event==Signup", true, (_, hit, _, _) => hit.Name == "Signup"),
        new("filter=prop.plan==pro", true, (_, hit, _, _) => Has(hit, "plan", "pro")),
        new("filter=property==color", true, (_, hit, _, _) => hit.Properties.Any(pair => pair.Key == "color")),
        new("filter=property!=plan", true, (_, hit, _, _) => hit.Properties.All(pair => pair.Key != "plan")),
        new("filter=goal==Thanks", true, (data, hit, _, _) => data.Goals["Thanks"](hit)),
        new("filter=source==Google", false, (_, hit, _, _) => hit.Source == "Google"),
        new("filter=source!=Direct", false, (_, hit, _, _) => hit.Source.Length > 0),
        new("filter=country==", false, (_, hit, _, _) => hit.Country.Length == 0),
        new("filter=country*=D", false, (_, hit, _, _) => hit.Country == "DE"),
        new("filter=identity==user", true, (_, hit, _, _) => hit.Identity == Storage.Events.IdentityKind.User),
        new("filter=entry_page==/a", false, (data, hit, _, _) => data.VisitOf(hit).Find(other => other.IsPage)?.Path == "/a"),
        new("filter=exit_page!=/a", false, (data, hit, _, _) => data.VisitOf(hit).FindLast(other => other.IsPage)?.Path != "/a"),
        new("filter=goal!=Signup", false, (data, hit, _, _) => !data.VisitOf(hit).Exists(other => data.Goals["Signup"](other))),
        new("filter=did:Signup", false, (data, hit, from, to) => data.Did(hit, data.Goals["Signup"], 1, from, to)),
        new("filter=did:page:/a >=2 within 2d", false, (data, hit, _, to) => data.Did(hit, other => other.IsPage && other.Path == "/a", 2, to.AddDays(-2), to)),
        new("filter=did:scroll:60 within 4d", false, (data, hit, _, to) => data.Did(hit, other => data.IsDeep(other, 60), 1, to.AddDays(-4), to)),
        new("filter=did:engaged:6", false, (data, hit, from, to) => data.Did(hit, other => data.IsReader(other, 6), 1, from, to)),
        new("filter=did_not:event:Buy within 1d", false,
            (data, hit, _, to) => hit.Visitor != 0 && !data.Did(hit, other => other.Name == "Buy", 1, to.AddDays(-1), to)),
        new("filter=did_not:goal:Thanks >=2", false, (data, hit, from, to) => hit.Visitor != 0 && !data.Did(hit, data.Goals["Thanks"], 2, from, to)),
        new("segment=Mix", true, IsMix),
        new("segment=Nested", true, (data, hit, from, to) => (IsMix(data, hit, from, to) || hit.Name == "Buy") && hit.Identity != Storage.Events.IdentityKind.User),
    ];

    public Question(Random random, int mostDays = 4)
    {
        Zone = Zones[random.Next(4) switch { 0 => 1, 1 => 2, _ => 0 }];
        From = new DateOnly(2026, 10, 23).AddDays(random.Next(3));
        To = From.AddDays(random.Next(mostDays));
        Filters = [.. Enumerable.Range(0, Math.Max(0, random.Next(5) - 2)).Select(_ => Conditions[random.Next(Conditions.Length)]).Distinct()];
        Compares = random.Next(4) == 0;
    }

    /// <summary>Another question with one more condition.</summary>
    public Question(Question question, Condition more)
    {
        (Zone, From, To) = (question.Zone, question.From, question.To);
        Filters = [.. question.Filters, more];
    }

    public TimeZoneInfo Zone { get; }

    public DateOnly From { get; }

    public DateOnly To { get; }

    public IReadOnlyList<Condition> Filters { get; }

    public bool Compares { get; }

    /// <summary>The range, the filters and the comparison as a query.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture,
        $"from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&timezone={Zone.Id}{string.Concat(Filters.Select(filter => $"&{filter.Text}"))}{(Compares ? "&compare=previous" : "")}");

    /// <summary>What is counted in the range, or in the one before.</summary>
    public Counted Count(QuestionData data, bool previous = false)
    {
        var back = previous ? To.DayNumber - From.DayNumber + 1 : 0;
        return Count(data, LocalDay.Start(From.AddDays(-back), Zone), LocalDay.Start(To.AddDays(1 - back), Zone));
    }

    /// <summary>What is counted in a part of the range; conditions look at the range.</summary>
    public Counted Count(QuestionData data, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? start = null, DateTimeOffset? end = null)
    {
        bool Holds(Hit hit, bool ofEvent) => Filters.Where(filter => filter.OfEvent == ofEvent).All(filter => filter.Holds(data, hit, start ?? from, end ?? to));
        return new Counted(data, [.. data.Hits.Where(hit => Holds(hit, false))], from, to, hit => Holds(hit, true));
    }

    public static bool Has(Hit hit, string key, string value) => hit.Properties.Any(pair => pair.Key == key && pair.Value == value);

    // (country is DE or path is /a) and (signed up in the last three days, or comes from Google).
    private static bool IsMix(QuestionData data, Hit hit, DateTimeOffset from, DateTimeOffset to) =>
        (hit.Country == "DE" || hit.Path == "/a") && (data.Did(hit, data.Goals["Signup"], 1, to.AddDays(-3), to) || hit.Source == "Google");
}
