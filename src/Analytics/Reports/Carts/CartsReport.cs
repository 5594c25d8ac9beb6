using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Carts;

/// <summary>
/// Carts and what became of them. A cart is a run of cart events of a visitor (or visit); a purchase within the window after the last
/// closes it as bought, else it is abandoned when the window is over and open until then. Filters choose cart events.
/// </summary>
internal sealed class CartsReport : IReport
{
    private const int MostWindowDays = 30;

    /// <summary>Money is stored with four decimals.</summary>
    private const decimal MoneyUnits = 10_000;

    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    private static readonly ReportColumn Step = new("last_step", "Last page", Unit.Text, "The last page of the visit of the cart's last event.");
    private static readonly ReportColumn Worth = new("value", "Value", Unit.Money, "What lies in the abandoned carts: property price × quantity, else the value; null when no event says it.");
    private static readonly ReportColumn Currency = new("currency", "Currency", Unit.Text);

    private static readonly IReadOnlyList<ReportColumn> StepColumns =
    [
        Step,
        new("carts", "Carts", Unit.Count, "Runs of cart events that began in the range."),
        new("bought", "Bought", Unit.Count, "Closed by a purchase within the window."),
        new("abandoned", "Abandoned", Unit.Count, "The window is over without a purchase."),
        new("open", "Open", Unit.Count, "The window is not over yet."),
        new("abandonment_rate", "Abandonment rate", Unit.Rate, "Abandoned ÷ (abandoned + bought)."),
        Worth,
        Currency,
        new("since_cart_median", "Since the cart, median", Unit.Seconds, "Of the abandoned: time since the last cart event."),
    ];

    private static readonly IReadOnlyList<ReportColumn> CartColumns =
    [
        new("visitor", "Visitor key", Unit.Text, "Durable keys only."),
        Step, Worth, Currency,
        new("since_cart", "Since the cart", Unit.Seconds, "Time since the last cart event."),
    ];

    public string Name => "carts";

    // An event is (time, node, seq, is cart, worth, visit, durable key). A new run begins after a purchase and after a silence longer than the
    // window; what begins with a purchase is no cart.
    private static string All(QueryScope scope, string around, string unit, string cart, string buy, string window, string now, string currency) =>
        $"""
        SELECT left_at AS last_step, cart_run[-1].4 = 0 AS is_bought, arrayFilter(e -> e.4 = 1, cart_run) AS adds, {now} - adds[-1].1 AS waited,
            is_bought = 0 AND waited > {window} AS is_abandoned, adds[-1].7 AS visitor_key,
            arrayFilter(w -> w IS NOT NULL, arrayMap(e -> e.5, adds)) AS worths, if(empty(worths), NULL, arraySum(arrayMap(w -> assumeNotNull(w), worths))) AS worth
        FROM (
            SELECT arrayJoin(arrayFilter(run -> run[1].4 = 1, arraySplit((e, starts) -> starts, steps,
                arrayMap((e, before) -> before.4 = 0 OR e.1 - before.1 > {window}, steps, arrayPopBack(arrayPushFront(steps, steps[1])))))) AS cart_run,
                arrayLast(e -> e.4 = 1, cart_run).6 AS its_visit
            FROM (
                SELECT arraySort(groupArray((toUnixTimestamp64Milli(time), node, seq, is_cart, if(is_cart, worth_here, NULL), visit, if({DurableKeys.Condition}, visitor, 0)))) AS steps
                FROM (
                    SELECT time, node, seq, visit, visitor, identity, NOT ({buy}) AS is_cart,
                        toInt64(ifNull(toDecimal128OrNull(properties['price'], 4) * if(mapContains(properties, 'quantity'), toUInt32OrZero(properties['quantity']), 1),
                            if(currency = {currency}, value, NULL)) * {MoneyUnits}) AS worth_here
                    FROM events
                    WHERE {around} AND (({buy}) OR ({cart})))
                GROUP BY {unit}
                HAVING max(is_cart))) AS carts
        LEFT JOIN (
            SELECT visit, argMax(path, view_number) AS left_at
            FROM events
            WHERE {around} AND pageviews = 1 AND visit IN (SELECT visit FROM events WHERE {scope.Whole} AND ({cart}))
            GROUP BY visit) AS ends ON ends.visit = carts.its_visit
        """;

    private static string Steps(string carts, Paging paging) =>
        $"""
        SELECT grouping(last_step) AS is_part, last_step, count(), sum(is_bought), sum(is_abandoned) AS abandoned, count() - sum(is_bought) - abandoned,
            abandoned / nullIf(abandoned + sum(is_bought), 0), sumOrNullIf(worth, is_abandoned), quantileExactInclusiveOrNullIf(0.5)(waited, is_abandoned) / 1000
        FROM ({carts})
        GROUP BY GROUPING SETS ((last_step), ())
        ORDER BY is_part DESC, abandoned DESC, last_step LIMIT {paging.Offset + paging.Limit + 2}
        """;

    private static string List(string carts, Paging paging) =>
        $"""
        SELECT if(visitor_key = 0, '', toString(visitor_key)), last_step, worth, waited / 1000
        FROM ({carts}) WHERE is_abandoned ORDER BY worth DESC NULLS LAST, waited, visitor_key {paging.Sql}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var values = request.Values;
        var isList = values.OneOf("show", ["steps", "carts"]) == "carts";
        var unit = values.OneOf("unit", ["visitor", "visit"]) == "visit" ? "visit" : "visitor, if(visitor = 0, visit, 0)";
        var window = DurationText.Parse(values, "window", "1d", MostWindowDays);
        var (cart, buy) = (EventChoice.Parse(request, "cart", "event:AddToCart"), EventChoice.Parse(request, "purchase", "event:Purchase"));
        var paging = Paging.Parse(values);

        var scope = request.Scope(request.Period);
        var carts = All(
            scope, scope.WholeAround(Margin, window > Margin ? window : Margin), unit, $"{scope.Began("time")} AND {cart.Condition(scope)} AND {scope.Passes}",
            buy.Condition(scope), scope.Values.Number((long)window.TotalMilliseconds), scope.Values.Number(request.Now.ToUnixTimeMilliseconds()),
            scope.Values.Text(request.Site.Currency));
        var found = (await request.QueryAsync(scope, isList ? List(carts, paging) : Steps(carts, paging), cancellationToken)).Rows;
        return isList ? Listed(request, found, paging) : Grouped(request, found, paging);
    }

    private ReportResult Listed(ReportRequest request, IReadOnlyList<JsonElement[]> found, Paging paging)
    {
        var rows = found.Take(paging.Limit).Select(row => new ReportRow(
        [
            MetricCells.Read(Unit.Text, row[0]), MetricCells.Read(Unit.Text, row[1]), Money(row[2]), request.Site.Currency, MetricCells.Read(Unit.Seconds, row[3]),
        ]));
        return request.Answer(Name, CartColumns, [.. rows]) with { Notes = paging.Note(found.Count) };
    }

    private ReportResult Grouped(ReportRequest request, IReadOnlyList<JsonElement[]> found, Paging paging)
    {
        object?[] Cells(JsonElement[] row) =>
        [
            MetricCells.Read(Unit.Text, row[1]), .. row[2..6].Select(cell => MetricCells.Read(Unit.Count, cell)), MetricCells.Read(Unit.Rate, row[6]),
            Money(row[7]), request.Site.Currency, MetricCells.Read(Unit.Seconds, row[8]),
        ];
        return request.Answer(Name, StepColumns, [.. found.Skip(1 + paging.Offset).Take(paging.Limit).Select(row => new ReportRow(Cells(row)))]) with
        {
            Totals = new ReportRow(found.Count == 0 ? [null, 0L, 0L, 0L, 0L, null, null, request.Site.Currency, null] : Cells(found[0])),
            Notes = paging.Note(found.Count - 1 - paging.Offset),
        };
    }

    private static object? Money(JsonElement cell) => cell.ValueKind == JsonValueKind.Null ? null : cell.GetInt64() / MoneyUnits;
}
