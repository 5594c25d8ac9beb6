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

    private readonly string _start;
    private readonly string _end;

    public QueryScope(Site site, Period period, IReadOnlyList<string> classes, IReadOnlyList<Filter> filters, IReadOnlyList<NamedGoal> goals)
        : this(site, period.Start, period.End, classes, filters, goals)
    {
    }

    public QueryScope(
        Site site, DateTimeOffset start, DateTimeOffset end, IReadOnlyList<string> classes, IReadOnlyList<Filter> filters, IReadOnlyList<NamedGoal> goals)
    {
        _start = Values.Instant(start);
        _end = Values.Instant(end);
        var siteAndClass = $"site = {Values.Site(site.Id)}{Classes(classes)}";
        var margin = $"time >= {Values.Instant(start - Margin)} AND time < {Values.Instant(end + Margin)}";
        Around = $"{siteAndClass} AND {margin}";

        var rows = new List<string>();
        var match = new List<string>();
        foreach (var filter in filters)
        {
            Add(filter, goals, rows, match);
        }

        var rowFilters = string.Concat(rows.Select(condition => $" AND ({condition})"));
        Match = match.Count == 0 ? "1" : string.Join(" AND ", match.Select(condition => $"({condition})"));
        Whole = $"{siteAndClass} AND {Began("time")}";
        Passes = $"1{rowFilters} AND {Match}";
        InRange = $"{Whole} AND {Passes}";
        OfVisits = $"{Around}{rowFilters}";
        OfMatchingVisits = $"{siteAndClass} AND {Began("time")}{rowFilters}"
            + (match.Count == 0 ? "" : $" AND visit IN (SELECT visit FROM events WHERE {OfVisits} AND {Match})");
        AnyGoal = goals.Count == 0 ? "0" : string.Join(" OR ", goals.Select(goal => $"({Reaches(goal.Rule)})"));
    }

    public SqlValues Values { get; } = new();

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

    /// <summary>Rows that reach any goal of the site.</summary>
    public string AnyGoal { get; }

    /// <summary>Rows of the site around the range, without filters.</summary>
    private string Around { get; }

    /// <summary>The condition that an instant lies in the range.</summary>
    public string Began(string instant) => $"{instant} >= {_start} AND {instant} < {_end}";

    /// <summary>Rows that reach a goal.</summary>
    public string Reaches(GoalRule goal) => RowConditions.Reaches(goal, Around, Values);

    private static string Classes(IReadOnlyList<string> classes) =>
        classes.Count == HitClasses.All.Count ? "" : $" AND class IN ({string.Join(", ", classes.Select(word => $"'{word}'"))})";

    private void Add(Filter filter, IReadOnlyList<NamedGoal> goals, List<string> rows, List<string> match)
    {
        if (filter.Dimension == "goal")
        {
            AddGoal(filter, goals, rows, match);
            return;
        }

        var dimension = DimensionTable.Find("filter", filter.Dimension, [.. DimensionTable.Names, "goal"]);
        switch (dimension.Level)
        {
            case DimensionLevel.Event:
                match.Add(RowConditions.Compare(dimension.Column(Values), filter, Values));
                break;
            case DimensionLevel.Visit:
                rows.Add(RowConditions.Compare(dimension.Sql, filter, Values));
                break;
            default:
                rows.Add(
                    $"""
                    visit IN (SELECT visit FROM events WHERE {Around}
                    GROUP BY visit HAVING {RowConditions.Compare(dimension.WholeVisitSql!, filter, Values)})
                    """);
                break;
        }
    }

    private void AddGoal(Filter filter, IReadOnlyList<NamedGoal> goals, List<string> rows, List<string> match)
    {
        var goal = goals.FirstOrDefault(known => known.Name == filter.Value)
            ?? throw new QueryProblemException("filter", filter.Text, "The site has no goal of that name.", [.. goals.Select(known => known.Name)]);
        switch (filter.Operator)
        {
            case FilterOperator.Is:
                match.Add(Reaches(goal.Rule));
                break;
            case FilterOperator.IsNot:
                rows.Add($"visit NOT IN (SELECT visit FROM events WHERE {Around} AND {Reaches(goal.Rule)})");
                break;
            default:
                throw new QueryProblemException("filter", filter.Text, "A goal is compared with == or !=.", ["==", "!="]);
        }
    }
}
