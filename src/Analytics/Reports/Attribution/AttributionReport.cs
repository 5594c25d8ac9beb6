using System.Globalization;
using System.Text.Json;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Querying;

namespace Analytics.Reports.Attribution;

/// <summary>
/// Which touches earned the conversions and their revenue, by several models side by side. Shares are counted in millionths of a
/// conversion and in the money's smallest unit, so every column adds up exactly to its total. Filters choose conversions; all
/// touches of their visitors in the look-back time before them take part.
/// </summary>
internal sealed class AttributionReport : IReport
{
    private const int MostLookbackDays = 90;

    /// <summary>A conversion is shared in millionths.</summary>
    private const int Millionths = 1_000_000;

    /// <summary>Money is stored with four decimals.</summary>
    private const int MoneyUnits = 10_000;

    /// <summary>Most touches of one conversion that share it: the first and the last fifty.</summary>
    private const int MostTouches = 100;

    /// <summary>A visit began at most so long before the touches looked for.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    public string Name => "attribution";

    // A person is the visitor key of the visit's first event: at midnight a cookieless key changes inside the visit. A touch is
    // (time, seq, value, direct), a conversion (time, seq, value, direct, amount). Touches inside visits (visits = 0) are
    // few: all are read, those of other persons' visits fall out with the visit's missing beginning. Without a key every event is a visit.
    private static string Sql(QueryScope scope, string since, string near, string reached, TouchDimension by, string amount, string lookback, IReadOnlyList<AttributionModel> models) =>
        $"""
        SELECT t.3 AS value, {string.Join(", ", models.Select((_, i) => $"sum(credit{i}) AS conversions{i}, sum(money{i}) AS revenue{i}"))}
        FROM (
            SELECT path, {string.Join(", ", models.Select((model, i) =>
                $"{model.Shares($"{Millionths}", $"weights{i}")} AS credits{i}, arrayMap(x -> x * sign(paid), {model.Shares("amount", $"weights{i}")}) AS moneys{i}"))}
            FROM (
                SELECT path, paid, abs(paid) AS amount, {string.Join(", ", models.Select((model, i) => $"{model.Weights} AS weights{i}"))}
                FROM (
                    SELECT conversion.1 AS at, conversion.5 AS paid,
                        arrayFilter(t -> t.1 <= at AND t.1 >= at - {lookback}, seen) AS found,
                        multiIf(empty(found), [(at, conversion.2, conversion.3, conversion.4)],
                            length(found) > {MostTouches}, arrayConcat(arraySlice(found, 1, {MostTouches / 2}), arraySlice(found, -{MostTouches / 2})), found) AS path,
                        toInt64(length(path)) AS n
                    FROM (
                        SELECT person, arraySort(groupArrayArray(touches)) AS seen, groupArrayArray(conversions) AS converted
                        FROM (
                            SELECT visit, if(countIf(visits = 1) > 0, anyIf(visitor, visits = 1), any(visitor)) AS who, (who, if(who = 0, visit, 0)) AS person,
                                groupArrayIf((toUnixTimestamp64Milli(time), seq, toString({by.OfTouch}),
                                    touch_channel = 'Direct'), touch = 1) AS touches,
                                groupArrayIf((toUnixTimestamp64Milli(time), seq, toString({by.OfVisit}),
                                    channel = 'Direct', {amount}), {reached}) AS conversions
                            FROM events
                            WHERE {since} AND (({reached}) OR (touch = 1 AND (visits = 0 OR visitor IN (
                                SELECT visitor FROM events WHERE {near} AND visits = 1 AND visitor != 0 AND visit IN ({Converted(scope, reached)})))))
                            GROUP BY visit
                            HAVING countIf(visits = 1) > 0 OR notEmpty(conversions))
                        GROUP BY person
                        HAVING notEmpty(converted))
                    ARRAY JOIN converted AS conversion)))
        ARRAY JOIN path AS t, {string.Join(", ", models.Select((_, i) => $"credits{i} AS credit{i}, moneys{i} AS money{i}"))}
        GROUP BY value
        """;

    private static string Converted(QueryScope scope, string reached) => $"SELECT visit FROM events WHERE {scope.Whole} AND {reached}";

    private static string Totals(QueryScope scope, string reached, string amount) =>
        $"SELECT count(), sum({amount}), countIf({DurableKeys.Condition}) FROM events WHERE {scope.Whole} AND {reached}";

    public async Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        NoComparison.Check(request);
        var by = TouchDimension.Parse(request.Values);
        var model = request.Values.OneOf("model", AttributionModel.Names);
        var models = AttributionModel.All.Where(known => model is null || known.Name == model).ToList();
        var columns = Columns(by, models, model is not null).ToList();
        var lookback = DurationText.Parse(request.Values, "lookback", "30d", MostLookbackDays);
        var sorting = Sorting.Parse(request.Values, [.. columns.Select(column => column.Name).Where(name => name != "currency")]);
        var paging = Paging.Parse(request.Values);

        var scope = request.Scope(request.Period);
        var reached = Reached(request, scope);
        var amount = Amount(request, scope);
        var sql = Sql(scope, scope.WholeAround(lookback + Margin, TimeSpan.Zero), scope.WholeAround(Margin, TimeSpan.Zero), $"({scope.Began("time")} AND {reached})", by, amount,
            scope.Values.Number((long)lookback.TotalMilliseconds), models);
        var found = (await request.QueryAsync(scope, Page(sql, columns, sorting, paging), cancellationToken)).Rows;
        var rows = found.Take(paging.Limit).Select(row => new ReportRow(
            [MetricCells.Read(Unit.Text, row[0]), .. Cells(models, i => (Whole(row[1 + (2 * i)]), Whole(row[2 + (2 * i)])), request.Site.Currency)])).ToList();
        var totals = await TotalsAsync(request, cancellationToken);
        return request.Answer(Name, columns, rows) with
        {
            Totals = new ReportRow([null, .. Cells(models, _ => (totals.Count * Millionths, totals.Paid), request.Site.Currency)]),
            Notes = [.. Notes(totals.Count, totals.Durable), .. paging.Note(found.Count)],
        };
    }

    private static IEnumerable<ReportColumn> Columns(TouchDimension by, List<AttributionModel> models, bool isOne)
    {
        yield return new ReportColumn("value", by.Title, Unit.Text);
        foreach (var model in models)
        {
            yield return new ReportColumn(isOne ? "conversions" : $"conversions_{model.Name}", $"Conversions, {model.Title.ToLowerInvariant()}", Unit.Ratio, model.Definition);
            yield return new ReportColumn(isOne ? "revenue" : $"revenue_{model.Name}", $"Revenue, {model.Title.ToLowerInvariant()}", Unit.Money, model.Definition);
        }

        yield return new ReportColumn("currency", "Currency", Unit.Text);
    }

    // Which events convert: those asked for, else all that reach a goal of the site.
    private static string Reached(ReportRequest request, QueryScope scope)
    {
        if (request.Values.Single("conversion") is null)
        {
            return request.Goals.Count > 0
                ? $"({scope.AnyGoal}) AND {scope.Passes}"
                : throw new QueryProblemException("conversion", null, "Say what converts: the site has no goals.", ["event:Name", "page:/path*", "goal:Name"]);
        }

        return $"{EventChoice.Parse(request, "conversion", "").Condition(scope)} AND {scope.Passes}";
    }

    private static string Amount(ReportRequest request, QueryScope scope) =>
        $"if(currency = {scope.Values.Text(request.Site.Currency)}, toInt64(ifNull(value, 0) * {MoneyUnits}), 0)";

    private static string Page(string sql, List<ReportColumn> columns, Sorting sorting, Paging paging)
    {
        var column = columns.FindIndex(known => known.Name == sorting.Column) + 1;
        return $"SELECT * FROM ({sql}) ORDER BY {column} {(sorting.Descending ? "DESC" : "ASC")}, value {paging.Sql}";
    }

    private static async Task<(long Count, long Paid, long Durable)> TotalsAsync(ReportRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope(request.Period);
        var sql = Totals(scope, Reached(request, scope), Amount(request, scope));
        var row = (await request.QueryAsync(scope, sql, cancellationToken)).Rows[0];
        return (row[0].GetInt64(), row[1].GetInt64(), row[2].GetInt64());
    }

    private static IEnumerable<object?> Cells(List<AttributionModel> models, Func<int, (long Credit, long Money)> read, string currency)
    {
        for (var i = 0; i < models.Count; i++)
        {
            var (credit, money) = read(i);
            yield return (decimal)credit / Millionths;
            yield return (decimal)money / MoneyUnits;
        }

        yield return currency;
    }

    // Large whole numbers come as texts.
    private static long Whole(JsonElement cell) => cell.ValueKind == JsonValueKind.String
        ? long.Parse(cell.GetString()!, CultureInfo.InvariantCulture)
        : cell.GetInt64();

    private static IEnumerable<ReportNote> Notes(long conversions, long durable)
    {
        if (durable < conversions)
        {
            yield return new ReportNote("visitor_days", string.Create(CultureInfo.InvariantCulture,
                $"Touches of earlier days are known only for durable keys (user id or consent): {(double)durable / conversions:P1} of the conversions."));
        }
    }
}
