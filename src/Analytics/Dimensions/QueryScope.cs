using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Dimensions;

/// <summary>
/// Which rows a query looks at: site, range, classes and filters as SQL conditions, with the values they bind. One scope for
/// one query. The rule of filters and visits is in docs/metrics.md.
/// </summary>
internal sealed class QueryScope
{
    /// <summary>
    /// How far beyond the range the rows of visits and views that began in it are looked for. A visit that lasts longer is cut
    /// there.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private readonly DateTimeOffset _last;
    private readonly string _siteAndClass;
    private readonly string _start;
    private readonly string _end;

    private readonly IReadOnlyList<NamedGoal> _converting;

    public QueryScope(
        Site site, Period period, IReadOnlyList<string> classes, IReadOnlyList<Filter> filters, IReadOnlyList<NamedGoal> goals,
        IReadOnlyList<NamedGoal>? converting = null)
        : this(site, period.Start, period.End, classes, filters, goals, converting, period.Zone)
    {
    }

    /// <summary>Rows of a site from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    /// <param name="site">The site.</param>
    /// <param name="start">First instant.</param>
    /// <param name="end">First instant after.</param>
    /// <param name="classes">The classes of hits that count.</param>
    /// <param name="filters">Conditions that must all hold.</param>
    /// <param name="goals">All goals of the site, for filters that name one.</param>
    /// <param name="converting">The goals whose reaching is a conversion; all when null.</param>
    /// <param name="zone">Zone of the local days in filters; UTC when null.</param>
    /// <param name="values">The values of the query that the scope is a part of; its own when null.</param>
    public QueryScope(
        Site site, DateTimeOffset start, DateTimeOffset end, IReadOnlyList<string> classes, IReadOnlyList<Filter> filters, IReadOnlyList<NamedGoal> goals,
        IReadOnlyList<NamedGoal>? converting = null, TimeZoneInfo? zone = null, SqlValues? values = null)
    {
        Values = values ?? new SqlValues();
        _converting = converting ?? goals;
        Start = start;
        _start = Values.Instant(start);
        _end = Values.Instant(end);
        _last = end;
        _siteAndClass = $"site = {Values.Site(site.Id)}{Classes(classes)}";
        var margin = $"time >= {Values.Instant(start - Margin)} AND time < {Values.Instant(end + Margin)}";
        Around = $"{_siteAndClass} AND {margin}";

        var conditions = new FilterConditions(_siteAndClass, Around, start, end, zone ?? TimeZoneInfo.Utc, goals, Values);
        var all = filters.SelectMany(conditions.Of).ToLookup(condition => condition.OfEvent, condition => $"({condition.Sql})");
        var rowFilters = string.Concat(all[false].Select(condition => $" AND {condition}"));
        Match = all.Contains(true) ? string.Join(" AND ", all[true]) : "1";
        Whole = $"{_siteAndClass} AND {Began("time")}";
        Passes = $"1{rowFilters} AND {Match}";
        InRange = $"{Whole} AND {Passes}";
        OfVisits = $"{Around}{rowFilters}";
        OfMatchingVisits = $"{_siteAndClass} AND {Began("time")}{rowFilters}{HasMatch("visit")}";
        AnyGoal = AnyOf(_converting);
    }

    public SqlValues Values { get; }

    /// <summary>First instant of the range.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>Rows of events in the range, whatever the filters say.</summary>
    public string Whole { get; }

    /// <summary>All filters as a condition on a row of <see cref="Whole"/>.</summary>
    public string Passes { get; }

    /// <summary>Rows of events in the range that pass all filters.</summary>
    public string InRange { get; }

    /// <summary>Rows of visits and views that may have begun in the range, before <see cref="Match"/>.</summary>
    public string OfVisits { get; }

    /// <summary>Rows in the range of the visits that have an event which passes all filters.</summary>
    public string OfMatchingVisits { get; }

    /// <summary>The event-level filters as a condition on a row; a visit needs one row that passes.</summary>
    public string Match { get; }

    /// <summary>Rows that reach a goal whose reaching is a conversion.</summary>
    public string AnyGoal { get; }

    /// <summary>Rows of the site around the range, without filters.</summary>
    private string Around { get; }

    /// <summary>The condition that an instant lies in the range.</summary>
    public string Began(string instant) => $"{instant} >= {_start} AND {instant} < {_end}";

    /// <summary>Aggregate: whether a group has a row that passes the event-level filters.</summary>
    public string AnyMatch => AnyRow(Match);

    /// <summary>Aggregate: whether a group has a row of which the condition holds; a group has a row.</summary>
    public static string AnyRow(string condition) => condition == "1" ? "1" : $"countIf({condition}) > 0";

    /// <summary>
    /// <see cref="OfVisits"/>, but only of visits, or views, by the column <paramref name="key"/>, that have a row which passes the
    /// event-level filters. <see cref="AnyMatch"/> asks the same of each group again; without the others there are far fewer groups.
    /// </summary>
    public string OfMatching(string key) => OfVisits + HasMatch(key);

    /// <summary>Rows of the range widened at both ends, whatever the filters say.</summary>
    public string WholeAround(TimeSpan before, TimeSpan after) =>
        $"{_siteAndClass} AND time >= {Values.Instant(Start - before)} AND time < {Values.Instant(_last + after)}";

    /// <summary>Rows that reach a goal.</summary>
    public string Reaches(GoalRule goal) => RowConditions.Reaches(goal, Around, Values);

    /// <summary>
    /// What a row is worth by the goals it reaches: their fixed values, and its own value in the site's currency (once) when it
    /// reaches a goal without a fixed one.
    /// </summary>
    public string GoalValue(string currency)
    {
        var own = AnyOf(_converting.Where(goal => goal.FixedValue is null));
        return string.Join(" + ", _converting.Where(goal => goal.FixedValue is not null)
            .Select(goal => $"if({Reaches(goal.Rule)}, {Values.Amount(goal.FixedValue!.Value)}, toDecimal64(0, 4))")
            .Prepend($"if(({own}) AND currency = {Values.Text(currency)}, ifNull(value, 0), toDecimal64(0, 4))"));
    }

    /// <summary>Rows that are one of the events looked for.</summary>
    public string Fits(EventPattern pattern) => RowConditions.Fits(pattern, Around, Values);

    private string HasMatch(string key) => Match == "1" ? "" : $" AND {key} IN (SELECT {key} FROM events WHERE {OfVisits} AND {Match})";

    private static string Classes(IReadOnlyList<string> classes) =>
        classes.Count == HitClasses.All.Count ? "" : $" AND class IN ({string.Join(", ", classes.Select(word => $"'{word}'"))})";

    private string AnyOf(IEnumerable<NamedGoal> goals)
    {
        var reached = goals.Select(goal => $"({Reaches(goal.Rule)})").ToList();
        return reached.Count == 0 ? "0" : string.Join(" OR ", reached);
    }
}
