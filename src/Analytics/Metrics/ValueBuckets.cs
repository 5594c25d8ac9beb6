using Analytics.Dimensions;

namespace Analytics.Metrics;

/// <summary>
/// The buckets of one dimension (its values) or of two (pairs of values): of a row, of a visit, of a page view. The SQL behind
/// <see cref="Bucketing.ByValue"/>.
/// </summary>
internal sealed class ValueBuckets
{
    private readonly QueryScope _scope;
    private readonly IReadOnlyList<Dimension> _dimensions;
    private readonly List<Dimension> _ofEvents;
    private readonly bool _hasKeys;
    private readonly bool _hasPage;

    public ValueBuckets(QueryScope scope, IReadOnlyList<Dimension> dimensions)
    {
        _scope = scope;
        _dimensions = dimensions;
        _ofEvents = [.. dimensions.Where(dimension => dimension.Level == DimensionLevel.Event)];
        _hasKeys = dimensions.Any(dimension => dimension.KeysSql is not null);
        _hasPage = dimensions.Any(dimension => dimension.SeenRows is not null);
    }

    /// <summary>Bucket of a row; with a dimension of many values the row is multiplied.</summary>
    public string OfEvent => _hasKeys ? $"arrayJoin({RowKeys(_dimensions)})" : Pair(_dimensions.Select(Row));

    /// <summary>Rows that have all dimensions.</summary>
    public string EventRows => string.Join(" AND ", _dimensions.Select(dimension => $"({dimension.HasRow(_scope.Values)})"));

    /// <summary>Aggregate: the buckets a visit has seen.</summary>
    public string OfVisit => OfVisitWhere(Seen);

    /// <summary>Aggregate: whether a visit has any bucket. It always has values of its own; those of its events are looked for without gathering them.</summary>
    public string VisitHas => _dimensions.Any(dimension => dimension.Level == DimensionLevel.WholeVisit) || _hasKeys
        ? $"notEmpty({OfVisit})"
        : _ofEvents.Count == 0 ? "1" : $"countIf(({_scope.Match}) AND ({Seen})) > 0";

    /// <summary>Aggregate: the buckets in which a visit reached a goal; null when that is all it has, or none.</summary>
    public string? OfVisitGoals => _ofEvents.Count == 0 || _scope.AnyGoal == "0"
        ? null
        : OfVisitWhere(string.Join(" AND ", _ofEvents.Select(dimension => $"({dimension.HasRow(_scope.Values)})").Append($"({_scope.AnyGoal})")));

    /// <summary>Aggregate: bucket of a page view. Engaged time belongs to the page its beacon names; other values are those of the view's own row.</summary>
    public string OfView => _hasKeys
        ? $"arrayJoin(argMax({RowKeys(_dimensions)}, pageviews))"
        : Pair(_dimensions.Select(dimension => dimension switch
        {
            { SeenRows: not null } => "toString(path)",
            { Level: DimensionLevel.Event } => $"argMax({Row(dimension)}, pageviews)",
            _ => $"max({Row(dimension)})",
        }));

    public string ViewKey => _hasPage ? "view, path" : "view";

    /// <summary>Aggregate: whether a page view has all dimensions.</summary>
    public string ViewHas => string.Join(" AND ", _dimensions.Select(dimension =>
        dimension.SeenRows is not null ? dimension.HasRow(_scope.Values)
            : dimension.Level == DimensionLevel.Event ? $"countIf(pageviews = 1 AND ({dimension.HasRow(_scope.Values)})) > 0"
            : QueryScope.AnyRow(dimension.HasRow(_scope.Values))));

    public string Entered => $"entered_at = {Of("page", "entry_page")}";

    public string Left => $"left_at = {Of("page", "exit_page", "entry_page")}";

    // A visit saw a page when it had a page view of it; of a page together with something else when one event has both.
    private string Seen => _ofEvents is [{ SeenRows: { } page }]
        ? page
        : string.Join(" AND ", _ofEvents.Select(dimension => $"({dimension.HasRow(_scope.Values)})"));

    private static string Pair(IEnumerable<string> parts) => parts.ToList() is [var one] ? one : $"({string.Join(", ", parts)})";

    private string Row(Dimension dimension) => $"toString({dimension.Column(_scope.Values)})";

    private string RowKeys(IEnumerable<Dimension> dimensions) =>
        $"arrayMap(key -> {Pair(dimensions.Select(dimension => dimension.KeysSql is null ? Row(dimension) : "toString(key)"))}, mapKeys(properties))";

    // Of rows that fit: the values of the event, each beside the value of the whole visit.
    private string OfVisitWhere(string rows)
    {
        var wholes = _dimensions.Where(dimension => dimension.Level != DimensionLevel.Event).ToList();
        if (_ofEvents.Count == 0)
        {
            var value = Pair(wholes.Select(Whole));
            return wholes.Exists(dimension => dimension.WholeVisitSql is not null)
                ? $"arrayFilter(x -> {IsKnown()}, [{value}])"
                : $"[{value}]";
        }

        var fits = $"({_scope.Match}) AND ({rows})";
        var seen = _hasKeys
            ? $"groupUniqArrayArrayIf({RowKeys(_ofEvents)}, {fits})"
            : $"groupUniqArrayIf({Pair(_ofEvents.Select(Row))}, {fits})";
        if (wholes is not [var whole])
        {
            return seen;
        }

        var beside = $"arrayWithConstant(length({seen}), {Whole(whole)})";
        var pairs = whole == _dimensions[0] ? $"arrayZip({beside}, {seen})" : $"arrayZip({seen}, {beside})";
        return whole.WholeVisitSql is null ? pairs : $"arrayFilter(x -> {IsKnown()}, {pairs})";
    }

    private string Whole(Dimension dimension) => dimension.WholeVisitSql ?? $"max({Row(dimension)})";

    private string IsKnown() => string.Join(" AND ", _dimensions.Select((dimension, i) =>
        dimension.WholeVisitSql is null ? "1" : _dimensions.Count == 1 ? "x != ''" : $"x.{i + 1} != ''"));

    private string Of(params string[] names)
    {
        var at = names.Select(name => _dimensions.ToList().FindIndex(dimension => dimension.Name == name || (name == "page" && dimension.SeenRows is not null)))
            .FirstOrDefault(found => found >= 0, -1);
        return _dimensions.Count == 1 || at < 0 ? "bucket" : $"bucket.{at + 1}";
    }
}
