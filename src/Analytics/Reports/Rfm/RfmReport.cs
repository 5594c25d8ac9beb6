using Analytics.Dimensions;
using Analytics.Metrics;

namespace Analytics.Reports.Rfm;

/// <summary>
/// Buyers with a durable key, scored from 1 to 5 by how lately, how often and for how much they bought in the range, and gathered in
/// named groups; <c>show=buyers</c> lists them by their pseudonymous keys.
/// </summary>
internal sealed class RfmReport : IReport
{
    private static readonly ReportColumn Group = new("group", "Group", Unit.Text);
    private static readonly ReportColumn Orders = new("orders", "Orders", Unit.Count, "Orders of the range.");
    private static readonly ReportColumn Revenue = new("revenue", "Revenue", Unit.Money, "Sales less refunds of the range.");
    private static readonly ReportColumn Currency = new("currency", "Currency", Unit.Text);

    private static readonly IReadOnlyList<ReportColumn> GroupColumns =
    [
        Group,
        new("meaning", "Meaning", Unit.Text),
        new("buyers", "Buyers", Unit.Count, "Visitors with a durable key and an order in the range."),
        new("share", "Share", Unit.Rate, "Of all these buyers."),
        Orders,
        Revenue,
        Currency,
        new("since_order_median", "Since the last order, median", Unit.Seconds, "Until now, or the range's end when that was earlier."),
    ];

    private static readonly IReadOnlyList<ReportColumn> BuyerColumns =
    [
        new("visitor", "Visitor key", Unit.Text),
        Group,
        new("recency", "Recency", Unit.Count, "1 to 5; 5 bought last."),
        new("frequency", "Frequency", Unit.Count, "1 to 5; 5 bought most often."),
        new("monetary", "Monetary", Unit.Count, "1 to 5; 5 paid most."),
        Orders,
        Revenue,
        Currency,
        new("since_order", "Since the last order", Unit.Seconds, "Until now, or the range's end when that was earlier."),
    ];

    public string Name => "rfm";

    // A score is 1 + the fifths of all buyers that are strictly worse, so equal buyers have equal scores.
    private static string Buyers(QueryScope scope, string currency, string until) =>
        $"""
        SELECT *, {RfmGroup.Sql} AS its_group
        FROM (
            SELECT who, made, paid, {until} - last_order AS waited,
                1 + intDiv(5 * (rank() OVER (ORDER BY last_order) - 1), count() OVER ()) AS r,
                1 + intDiv(5 * (rank() OVER (ORDER BY made) - 1), count() OVER ()) AS f,
                1 + intDiv(5 * (rank() OVER (ORDER BY paid) - 1), count() OVER ()) AS m
            FROM (
                SELECT who, sum(is_order) AS made, sum(order_paid) AS paid, maxIf(at, is_order) AS last_order
                FROM (
                    SELECT argMin(visitor, (time, node, seq)) AS who, argMin({DurableKeys.Condition}, (time, node, seq)) AS durable, countIf(value >= 0) > 0 AS is_order,
                        minIf(toUnixTimestamp64Milli(time), value >= 0) AS at, sum(assumeNotNull(value)) AS order_paid
                    FROM events
                    WHERE {scope.InRange} AND isNotNull(value) AND currency = {currency}
                    GROUP BY order_id, if(order_id = '', node, 0), if(order_id = '', seq, 0))
                WHERE durable
                GROUP BY who
                HAVING made > 0))
        """;

    private static string Groups(string buyers, string currency) =>
        $"""
        SELECT its_group, count(), sum(made), sum(paid), {currency}, quantileExactInclusiveOrNull(0.5)(waited) / 1000
        FROM ({buyers}) GROUP BY GROUPING SETS ((its_group), ())
        """;

    private static string List(string buyers, string currency, string condition, Paging paging) =>
        $"""
        SELECT toString(who), its_group, r, f, m, made, paid, {currency}, waited / 1000
        FROM ({buyers}) WHERE {condition} ORDER BY paid DESC, who {paging.Sql}
        """;

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var isList = request.Values.OneOf("show", ["groups", "buyers"]) == "buyers";
        var group = request.Values.OneOf("group", RfmGroup.Names);
        var paging = Paging.Parse(request.Values);

        var scope = request.Scope(request.Period);
        var currency = scope.Values.Text(request.Site.Currency);
        var until = request.Now < request.Period.End ? request.Now : request.Period.End;
        var buyers = Buyers(scope, currency, scope.Values.Number(until.ToUnixTimeMilliseconds()));
        var sql = isList ? List(buyers, currency, group is null ? "1" : $"its_group = {scope.Values.Text(group)}", paging) : Groups(buyers, currency);
        var found = (await request.QueryAsync(scope, sql, cancellationToken)).Rows;
        var note = await DurableKeys.NoteAsync(request, cancellationToken);
        if (isList)
        {
            var rows = found.Take(paging.Limit).Select(row => new ReportRow([.. BuyerColumns.Select((column, i) => MetricCells.Read(column.Unit, row[i]))]));
            return request.Answer(Name, BuyerColumns, [.. rows]) with { Notes = [.. note, .. paging.Note(found.Count)] };
        }

        var all = found.FirstOrDefault(row => row[0].GetString() == "");
        var buyersOfAll = all?[1].GetInt64() ?? 0;
        object?[] Cells(string? name, string? meaning, System.Text.Json.JsonElement[]? row) => row is null
            ? [name, meaning, 0L, Share(0, buyersOfAll), 0L, 0m, request.Site.Currency, null]
            : [name, meaning, row[1].GetInt64(), Share(row[1].GetInt64(), buyersOfAll), row[2].GetInt64(), row[3].GetDecimal(), request.Site.Currency,
                MetricCells.Read(Unit.Seconds, row[5])];
        return request.Answer(Name, GroupColumns,
            [.. RfmGroup.All.Where(known => group is null || known.Name == group)
                .Select(known => new ReportRow(Cells(known.Name, known.Definition, found.FirstOrDefault(row => row[0].GetString() == known.Name))))]) with
        {
            Totals = new ReportRow(Cells(null, null, all)),
            Notes = note,
        };
    }

    private static double? Share(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
