using Storage.Catalog;

namespace Analytics.Reports.Costs;

/// <summary>Costs and visits by campaign names, put together.</summary>
/// <param name="level">How many of source, medium, campaign, content and term tell campaigns apart.</param>
/// <param name="currency">The site's currency, that of revenue.</param>
internal sealed class CostTable(int level, string currency)
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    private sealed record Spent(long? Impressions, long? Clicks, decimal Cost)
    {
        public Spent Plus(CampaignCost cost) => new(Impressions + cost.Impressions, Clicks + cost.Clicks, Cost + cost.Cost);
    }

    private sealed record Brought(long Visits, long Conversions, decimal Revenue)
    {
        public static readonly Brought Nothing = new(0, 0, 0);

        public Brought Plus(Brought other) => new(Visits + other.Visits, Conversions + other.Conversions, Revenue + other.Revenue);
    }

    private sealed class Entry
    {
        public required string[] Names { get; set; }

        /// <summary>By currency.</summary>
        public SortedDictionary<string, Spent> Spent { get; } = new(StringComparer.Ordinal);

        public Brought? Brought { get; set; }
    }

    public void Add(CampaignCost cost)
    {
        var entry = Find([.. new[] { cost.Source, cost.Medium, cost.Campaign, cost.Content, cost.Term }.Take(level)]);
        entry.Spent[cost.Currency] = entry.Spent.GetValueOrDefault(cost.Currency, new Spent(0, 0, 0)).Plus(cost);
    }

    public void Add(string[] names, long visits, long conversions, decimal revenue) => Find(names).Brought = new Brought(visits, conversions, revenue);

    /// <summary>All rows: most spent first, then most visited.</summary>
    public IEnumerable<object?[]> Rows()
    {
        var entries = _entries.Values
            .OrderByDescending(entry => entry.Spent.Values.Sum(spent => spent.Cost)).ThenByDescending(entry => entry.Brought?.Visits ?? 0)
            .ThenBy(entry => string.Join('\n', entry.Names), StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            object?[] names = [.. entry.Names.Select(name => name.Length > 0 ? name : null)];
            var brought = entry.Brought ?? Brought.Nothing;
            if (entry.Spent.Count == 0)
            {
                yield return [.. names, "visits only", .. Cells(null, null, brought, isWhole: true)];
            }

            // What the visits brought stands once, beside the cost in the site's own currency when there are several.
            var own = entry.Spent.ContainsKey(currency) ? currency : entry.Spent.Keys.FirstOrDefault();
            foreach (var (unit, spent) in entry.Spent)
            {
                yield return [.. names, entry.Brought is null ? "cost only" : "both", .. Cells(unit, spent, unit == own ? brought : null, entry.Spent.Count == 1)];
            }
        }
    }

    /// <summary>The sums of all rows; costs only when they are all in one currency.</summary>
    public object?[] Totals()
    {
        var units = _entries.Values.SelectMany(entry => entry.Spent).ToLookup(pair => pair.Key, pair => pair.Value);
        var spent = units.Count == 1
            ? units.First().Aggregate((a, b) => new Spent(a.Impressions + b.Impressions, a.Clicks + b.Clicks, a.Cost + b.Cost))
            : null;
        var brought = _entries.Values.Select(entry => entry.Brought ?? Brought.Nothing).Aggregate(Brought.Nothing, (a, b) => a.Plus(b));
        return [.. new object?[level], null, .. Cells(units.Count == 1 ? units.First().Key : null, spent, brought, units.Count == 1)];
    }

    public IEnumerable<ReportNote> Notes()
    {
        var foreign = _entries.Values.SelectMany(entry => entry.Spent.Keys).Where(unit => unit != currency).Distinct().Order(StringComparer.Ordinal).ToList();
        if (foreign.Count > 0)
        {
            yield return new ReportNote("other_currencies",
                $"Some costs are in {string.Join(", ", foreign)}, revenue is in {currency}: no rates are known, so ratios across currencies are unknown.");
        }
    }

    // isWhole: all costs of the campaign are in this row, so that what they brought can be divided by them.
    private object?[] Cells(string? unit, Spent? spent, Brought? brought, bool isWhole)
    {
        var (impressions, clicks, cost) = (spent?.Impressions, spent?.Clicks, spent?.Cost);
        var comparable = isWhole ? brought : null;
        return
        [
            impressions, clicks, cost, unit, brought?.Visits, brought?.Conversions, brought?.Revenue, currency,
            Ratio(cost, clicks), Ratio(1000 * cost, impressions), (double?)Divided(clicks, impressions), Ratio(cost, comparable?.Conversions),
            unit == currency ? (double?)Divided(comparable?.Revenue, cost) : null,
        ];
    }

    private static decimal? Ratio(decimal? part, decimal? whole) => Divided(part, whole) is { } ratio ? decimal.Round(ratio, 4) : null;

    private static decimal? Divided(decimal? part, decimal? whole) => whole is null or 0 ? null : part / whole;

    private Entry Find(string[] names)
    {
        var key = string.Join('\n', names).ToLowerInvariant();
        return _entries.TryGetValue(key, out var entry) ? entry : _entries[key] = new Entry { Names = names };
    }
}
