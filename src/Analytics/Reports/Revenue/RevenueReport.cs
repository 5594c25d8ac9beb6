using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Revenue;

/// <summary>
/// What was sold: orders, items, refunds, buyers, as a whole or split by a dimension (<c>product</c> and <c>category</c> are the
/// properties of these names). Amounts are in the site's currency; other currencies are named in a note, never converted.
/// </summary>
internal sealed class RevenueReport : IReport
{
    private static readonly string[] PropertyWords = ["product", "category"];

    private static readonly IReadOnlyList<ReportColumn> Columns =
    [
        new("revenue", "Revenue", Unit.Money, "Sales less refunds: the sum of all values in the site's currency."),
        new("currency", "Currency", Unit.Text),
        new("sales", "Sales", Unit.Money, "Sum of the values that are not negative."),
        new("refunded", "Refunded", Unit.Money, "Sum of the negative values, as a positive amount."),
        new("refunds", "Refunds", Unit.Count, "Events with a negative value."),
        new("orders", "Orders", Unit.Count, "Different order ids of sales; an event with a value and no order id is an order of its own."),
        new("items", "Items", Unit.Count, "Sum of the property items, else quantity, of sales; 1 where neither is given."),
        new("average_order", "Average order", Unit.Money, "Sales ÷ orders."),
        new("buyers", "Buyers", Unit.Count, "Distinct visitor keys with an order."),
        new("repeat_rate", "Repeat rate", Unit.Rate, "Buyers with two orders or more ÷ buyers; durable keys only."),
        new("between_orders_median", "Between orders, median", Unit.Seconds, "Median time from an order to the same buyer's next; durable keys only."),
        new("visitors", "Visitors", Unit.Count, "Distinct visitor keys with an event."),
        new("revenue_per_visitor", "Revenue per visitor", Unit.Money, "Revenue ÷ visitors."),
    ];

    public string Name => "revenue";

    // Rows become orders, orders become buyers, buyers the row. Refunds without a sale stay beside the orders of their buyer.
    private static string Sql(QueryScope scope, string column, string rows, string currency) =>
        $"""
        SELECT bucket, sum(sold) - sum(returned) AS revenue, {currency} AS currency, sum(sold) AS sales, sum(returned) AS refunded, sum(refund_rows) AS refunds,
            sum(made) AS orders, sum(pieces) AS items, round(toFloat64(sales) / nullIf(orders, 0), 4) AS average_order,
            sum(buying) AS buyers, sum(repeating) / nullIf(sum(durable_buying), 0) AS repeat_rate,
            if(empty(groupArrayArray(gaps) AS all_gaps), NULL, arrayReduce('quantileExactInclusive(0.5)', all_gaps)) / 1000 AS between_orders_median,
            sum(people) AS visitors, round(toFloat64(revenue) / nullIf(visitors, 0), 4) AS revenue_per_visitor
        FROM (
            SELECT bucket, sum(order_sold) AS sold, sum(order_returned) AS returned, sum(order_refunds) AS refund_rows, sum(is_order) AS made,
                sum(order_pieces) AS pieces, (who != 0 AND made > 0) AS buying, (durable AND made > 0) AS durable_buying, (durable AND made > 1) AS repeating,
                if(durable, arraySlice(arrayDifference(arraySort(groupArrayIf(at, is_order))), 2), []) AS gaps, 0 AS people
            FROM (
                SELECT {column} AS bucket, argMin(visitor, (time, node, seq)) AS who, argMin({DurableKeys.Condition}, (time, node, seq)) AS durable,
                    countIf(value >= 0) > 0 AS is_order, minIf(toUnixTimestamp64Milli(time), value >= 0) AS at,
                    ifNull(sumIf(value, value > 0), 0) AS order_sold, -ifNull(sumIf(value, value < 0), 0) AS order_returned, countIf(value < 0) AS order_refunds,
                    sumIf(multiIf(
                        mapContains(properties, 'items'), toUInt32OrZero(properties['items']),
                        mapContains(properties, 'quantity'), toUInt32OrZero(properties['quantity']), 1), value >= 0) AS order_pieces
                FROM events
                WHERE {scope.InRange} AND isNotNull(value) AND currency = {currency} AND ({rows})
                GROUP BY bucket, order_id, if(order_id = '', node, 0), if(order_id = '', seq, 0))
            GROUP BY bucket, who, durable
            UNION ALL
            SELECT {column} AS bucket, 0, 0, 0, 0, 0, 0, 0, 0, [], uniqExactIf(visitor, visitor != 0)
            FROM events
            WHERE {scope.InRange} AND ({rows})
            GROUP BY bucket)
        GROUP BY bucket
        """;

    private static string Page(string sql, Sorting sorting, Paging paging) =>
        $"""
        SELECT * FROM ({sql}) WHERE orders > 0 OR refunds > 0
        ORDER BY {(sorting.Column == "value" ? "bucket" : sorting.Column)} {(sorting.Descending ? "DESC" : "ASC")} NULLS LAST, bucket
        {paging.Sql}
        """;

    private static string Some(string sql, string values) => $"SELECT * FROM ({sql}) WHERE has({values}, bucket)";

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var dimension = Split(request.Values);
        var now = await WholeAsync(request, request.Period, dimension, cancellationToken);
        var then = request.Previous is null ? null : await WholeAsync(request, request.Previous, dimension, cancellationToken);
        var notes = new List<ReportNote>(await RevenueNotes.ReadAsync(request, cancellationToken));
        if (dimension is null)
        {
            return request.Answer(Name, Columns, [new ReportRow(Cells(request, now), then is null ? null : Cells(request, then))]) with { Notes = notes };
        }

        var sorting = Sorting.Parse(request.Values, ["value", .. Columns.Select(column => column.Name)]);
        var paging = Paging.Parse(request.Values);
        var found = await RowsAsync(request, request.Period, dimension, (sql, _) => Page(sql, sorting, paging), cancellationToken);
        var shown = found.Take(paging.Limit).ToList();
        var previous = request.Previous is null ? null : await PreviousAsync(request, dimension, shown, cancellationToken);
        IReadOnlyList<object?> Row(JsonElement[]? row, object? value) => [value, .. Cells(request, row)];
        var rows = shown.Select(row =>
        {
            var value = MetricCells.Read(Unit.Text, row[0]);
            return new ReportRow(Row(row, value), previous is null ? null : Row(previous.GetValueOrDefault(row[0].GetString()!), value));
        });
        notes.AddRange(paging.Note(found.Count));
        return request.Answer(Name, [new ReportColumn("value", dimension.Title, Unit.Text), .. Columns], [.. rows]) with
        {
            Totals = new ReportRow(Row(now, null), then is null ? null : Row(then, null)),
            Notes = notes,
        };
    }

    private static Dimension? Split(QueryValues values)
    {
        if (values.Single("by") is not { } by)
        {
            return null;
        }

        string[] allowed = [.. PropertyWords, .. DimensionTable.Names.Where(name => name != "exit_page")];
        var dimension = DimensionTable.Find("by", PropertyWords.Contains(by, StringComparer.Ordinal) ? DimensionTable.PropertyPrefix + by : by, allowed);
        return dimension.OnRows
            ? dimension
            : throw new QueryProblemException("by", by, "An order cannot be split by this.", allowed);
    }

    private static async Task<JsonElement[]> WholeAsync(ReportRequest request, Period period, Dimension? dimension, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var sql = Sql(scope, "''", dimension?.HasRow(scope.Values) ?? "1", scope.Values.Text(request.Site.Currency));
        var rows = (await request.QueryAsync(scope, sql, cancellationToken)).Rows;
        return rows.Count == 0 ? [] : rows[0];
    }

    private static async Task<IReadOnlyList<JsonElement[]>> RowsAsync(
        ReportRequest request, Period period, Dimension dimension, Func<string, QueryScope, string> choose, CancellationToken cancellationToken)
    {
        var scope = request.Scope(period);
        var column = $"toString({dimension.Column(scope.Values)})";
        var sql = Sql(scope, column, dimension.HasRow(scope.Values), scope.Values.Text(request.Site.Currency));
        return (await request.QueryAsync(scope, choose(sql, scope), cancellationToken)).Rows;
    }

    private static async Task<Dictionary<string, JsonElement[]>> PreviousAsync(
        ReportRequest request, Dimension dimension, List<JsonElement[]> shown, CancellationToken cancellationToken)
    {
        string[] values = [.. shown.Select(row => row[0].GetString()!)];
        var rows = await RowsAsync(request, request.Previous!, dimension, (sql, scope) => Some(sql, scope.Values.Texts(values)), cancellationToken);
        return rows.ToDictionary(row => row[0].GetString()!, StringComparer.Ordinal);
    }

    // A missing row is nothing sold: counts and amounts are 0, what is divided by them is unknown.
    private static object?[] Cells(ReportRequest request, JsonElement[]? row) => [.. Columns.Select((column, i) =>
        row is { Length: > 0 } ? MetricCells.Read(column.Unit, row[i + 1])
        : column.Name switch
        {
            "currency" => request.Site.Currency,
            "average_order" or "revenue_per_visitor" => null,
            _ => column.Unit switch { Unit.Count => 0L, Unit.Money => 0m, _ => null },
        })];
}
