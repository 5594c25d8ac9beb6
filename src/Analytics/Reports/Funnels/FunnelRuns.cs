using System.Globalization;
using Analytics.Dimensions;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>
/// The SQL that finds each unit's run (docs/metrics.md says which), one row a unit: the key of the event of each step
/// <c>run1, run2, …</c> (0: not in the run), <c>deepest</c> the number of the run's last step, and <c>hits</c>.
/// </summary>
/// <remarks>
/// A hit is one number: time since the range began, seq, and as bits what it fits; sorted, hits are in the order of the
/// definition. A key is a hit's time and its place in the list, so keys grow from hit to hit and a hit is found by its key. For each
/// step two arrays run along the hits: the first and the last key of the latest run that has come to it. arrayFill carries them on.
/// This is ten times as fast as a fold, and exact where windowFunnel is not: when an event fits two steps it forgets the
/// earlier run, and two events of one millisecond have no order there.
/// </remarks>
internal sealed class FunnelRuns
{
    private const int TimeShift = 88;
    private const int SeqShift = 24;

    /// <summary>Bits of a key for the place in the list: 16 million hits a unit, more than memory allows.</summary>
    private const int PlaceBits = 24;

    private readonly FunnelDefinition _funnel;
    private readonly QueryScope _scope;
    private readonly string _start;
    private readonly string _window;

    public FunnelRuns(FunnelDefinition funnel, QueryScope scope)
    {
        _funnel = funnel;
        _scope = scope;
        _start = scope.Values.Number(scope.Start.ToUnixTimeMilliseconds());
        _window = (((long)funnel.Window.TotalMilliseconds + 1) << PlaceBits).ToString(CultureInfo.InvariantCulture);
    }

    private int Count => _funnel.Steps.Count;

    /// <summary>
    /// The query. <paramref name="detail"/> is a value of each hit that <see cref="Detail"/> can read; <paramref name="beside"/> are
    /// aggregates of the unit's hits with their names.
    /// </summary>
    public string Text(string? detail = null, string? beside = null)
    {
        var fits = _funnel.Steps.Select(step => _scope.Fits(step.Pattern)).ToList();
        var breaks = _funnel.Steps.Select(step => string.Join(" OR ", step.Excluded.Select(pattern => $"({_scope.Fits(pattern)})"))).ToList();
        var flags = fits.Select((fit, i) => (Sql: fit, Bit: i))
            .Concat(breaks.Select((condition, i) => (Sql: condition, Bit: FunnelSteps.Most + i)))
            .Where(flag => flag.Sql.Length > 0).ToList();
        var rows = _funnel.Order == FunnelOrder.Strict ? "name != 'engagement'" : string.Join(" OR ", flags.Select(flag => $"({flag.Sql})"));
        var bits = $"toUInt32({string.Join(" + ", flags.Select(flag => $"if({flag.Sql}, {1 << flag.Bit}, 0)"))})";
        var unit = _funnel.Unit == FunnelUnit.Visit ? "visit" : "visitor";
        var hit =
            $"""
            bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(time) - {_start}), {TimeShift}), bitOr(bitShiftLeft(toUInt128(seq), {SeqShift}), toUInt128({bits})))
            """;
        var collected = detail is null
            ? $"arraySort(groupArray({hit})) AS hits"
            : $"arraySort(x -> x.1, groupArray(({hit}, {detail}))) AS both, arrayMap(x -> x.1, both) AS hits, arrayMap(x -> x.2, both) AS details";
        var units =
            $"""
            SELECT {unit} AS unit{(beside is null ? "" : $", {beside}")}, {collected}
            FROM events
            WHERE {_scope.OfMatchingVisits} AND {unit} != 0 AND {RowConditions.InVisit} AND ({rows})
            GROUP BY {unit}
            HAVING bitAnd(groupBitOr({bits}), 1) = 1
            """;
        return Hits().Concat(_funnel.Order == FunnelOrder.Any ? AnyOrder() : InOrder())
            .Aggregate(units, (inner, columns) => $"SELECT *, {columns} FROM ({inner})");
    }

    /// <summary>The key of a step's event in the run, 0 when the run does not have it.</summary>
    public static string Run(int step) => $"run{step}";

    /// <summary>The key of the run's first event; in a funnel of any order that of the earliest.</summary>
    public string First() => _funnel.Order == FunnelOrder.Any
        ? $"arrayMin(arrayFilter(x -> x > 0, [{Each(", ", Run)}]))"
        : Run(1);

    /// <summary>The key of the run's last event.</summary>
    public string Last() => $"greatest({Each(", ", Run)})";

    /// <summary>The instant of a key, in milliseconds.</summary>
    public string Time(string key) => $"({Elapsed(key)} + {_start})";

    /// <summary>Milliseconds since the range began.</summary>
    public static string Elapsed(string key) => $"bitShiftRight({key}, {PlaceBits})";

    /// <summary>The detail of the hit of a key.</summary>
    public static string Detail(string key) => $"details[{Place(key)}]";

    /// <summary>The sequence number of the hit of a key.</summary>
    public static string Seq(string key) => $"toUInt64(bitAnd(bitShiftRight(hits[{Place(key)}], {SeqShift}), toUInt128(18446744073709551615)))";

    /// <summary>The key of the step's predecessor in the run; steps before it that are optional may be missing.</summary>
    public string Before(int step) => Latest(Leading(step).Select(Run));

    private static string Place(string key) => $"bitAnd({key}, {(1 << PlaceBits) - 1})";

    private static string Latest(IEnumerable<string> keys) => keys.ToList() is [var only] ? only : $"greatest({string.Join(", ", keys)})";

    // The steps that may come directly before a step in a run: back to the first required one.
    private List<int> Leading(int step)
    {
        var steps = new List<int> { step - 1 };
        while (_funnel.Steps[steps[^1] - 1].IsOptional)
        {
            steps.Add(steps[^1] - 1);
        }

        return steps;
    }

    // Each text is a layer of the query: an alias used twice in one layer would be written out twice, and so on for each step.
    private static IEnumerable<string> Hits()
    {
        yield return
            $"""
            arrayMap((hit, i) -> bitOr(bitShiftLeft(toInt64(bitShiftRight(hit, {TimeShift})), {PlaceBits}), toInt64(i)), hits, arrayEnumerate(hits)) AS keys,
            arrayMap(hit -> toUInt32(bitAnd(hit, {(1 << SeqShift) - 1})), hits) AS flags
            """;
    }

    // first, last: of the latest run at each step after each hit. -1 carries the entry before on, 0 is no run.
    private IEnumerable<string> InOrder()
    {
        var isStrict = _funnel.Order == FunnelOrder.Strict;
        var otherwise = "";
        for (var step = 1; step <= Count; step++)
        {
            var at = _funnel.Steps[step - 1];
            otherwise = isStrict ? "0"
                : at.IsOptional ? otherwise
                : at.Excluded.Count > 0 ? $"if(bitTest(f, {FunnelSteps.Most + step - 1}), 0, -1)" : "-1";
            var begun = step == 1
                ? $"arrayMap((k, f) -> toInt64(if(bitTest(f, 0), k, {otherwise})), keys, flags)"
                : $"arrayMap((k, f, b) -> toInt64(if(bitTest(f, {step - 1}) AND b > 0 AND k - b < {_window}, b, {otherwise})), keys, flags, arrayShiftRight({Begun(step)}, 1, toInt64(0)))";
            yield return $"{begun} AS begun{step}";
        }

        yield return Each(", ", step => $"{FirstKeys(step)} AS first{step}, {Carried($"arrayMap((k, x) -> if(x > 0, k, x), keys, begun{step})")} AS last{step}");
        yield return $"{Each(", ", step => $"arrayFirst(x -> x > 0, last{step}) AS reached{step}")}, {Deepest()}";
        yield return $"toInt64(if(deepest = {Count}, reached{Count}, 0)) AS run{Count}";
        for (var step = Count - 1; step >= 1; step--)
        {
            yield return $"toInt64(if(deepest = {step}, reached{step}, if(deepest < {step}, 0, {LookUp(step)}))) AS run{step}";
        }
    }

    private string Carried(string array) => _funnel.Order == FunnelOrder.Strict ? array : $"arrayFill(x -> x >= 0, {array})";

    private string FirstKeys(int step) => Carried($"begun{step}");

    // The key at which a run that has come to the step or further goes on: a required step is then in it.
    private string From(int step) =>
        _funnel.Steps[step - 1].IsOptional ? $"if(run{step} > 0, run{step}, {From(step + 1)})" : Run(step);

    // When the latest run that may go on to the step began.
    private string Begun(int step)
    {
        var leading = Leading(step);
        var names = string.Join(", ", leading.Select(p => $"x{p}"));
        return leading.Count == 1
            ? FirstKeys(leading[0])
            : $"arrayMap(({names}) -> greatest({names}), {string.Join(", ", leading.Select(FirstKeys))})";
    }

    // The step's part in a run that goes on: its last key before that hit. An optional step is in the run when its run then
    // was the better one: begun later, or as late and come further.
    private string LookUp(int step)
    {
        var place = $"{Place(From(step + 1))} - 1";
        if (!_funnel.Steps[step - 1].IsOptional)
        {
            return $"last{step}[{place}]";
        }

        var better = Leading(step).Select(other => $"(first{step}[{place}], last{step}[{place}]) > (first{other}[{place}], last{other}[{place}])");
        return $"if({string.Join(" AND ", better)}, last{step}[{place}], 0)";
    }

    // last: each step's latest key up to each hit; step n is reached when those of all steps up to n lie within the window.
    private IEnumerable<string> AnyOrder()
    {
        yield return Each(", ", step => $"arrayFill(x -> x >= 0, arrayMap((k, f) -> if(bitTest(f, {step - 1}), k, toInt64(-1)), keys, flags)) AS last{step}");
        yield return $"arrayMap((k, {Each(", ", step => $"x{step}")}) -> toUInt8(arrayFirstIndex(x -> x <= 0 OR k - x >= {_window}, [{Each(", ", step => $"x{step}")}, toInt64(0)]) - 1), "
            + $"keys, {Each(", ", step => $"last{step}")}) AS depths";
        yield return "arrayMax(depths) AS deepest, indexOf(depths, arrayMax(depths)) AS place";
        yield return Each(", ", step => $"if(deepest < {step}, toInt64(0), last{step}[place]) AS run{step}");
    }

    private string Each(string between, Func<int, string> sql) => string.Join(between, Enumerable.Range(1, Count).Select(sql));

    private string Deepest() =>
        $"multiIf({string.Concat(Enumerable.Range(0, Count - 1).Select(i => $"reached{Count - i} > 0, {Count - i}, "))}1) AS deepest";
}
