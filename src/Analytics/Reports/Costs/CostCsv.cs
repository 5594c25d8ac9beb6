using System.Globalization;
using Storage.Catalog;

namespace Analytics.Reports.Costs;

/// <summary>Reads campaign costs from CSV (RFC 4180, UTF-8) with the columns named by the header, in any order.</summary>
public static class CostCsv
{
    /// <summary>Largest file, in bytes: 8 MiB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>Most rows of one file.</summary>
    public const int MaxRows = 50_000;

    /// <summary>All columns; the first three must be there.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["date", "source", "cost", "medium", "campaign", "content", "term", "impressions", "clicks", "currency"];

    private const int Required = 3;
    private const int MaxErrors = 10;
    private const int MaxText = 512;
    private const decimal MaxCost = 1_000_000_000;
    private const int MostDecimals = 4;

    /// <summary>The rows, or what is wrong with them: up to ten sentences that name the line; then there are no rows.</summary>
    /// <param name="text">The file.</param>
    /// <param name="currency">The currency of rows that name none: the site's.</param>
    public static (IReadOnlyList<CampaignCost> Rows, IReadOnlyList<string> Errors) Read(string text, string currency)
    {
        var rows = new Dictionary<object, (CampaignCost Cost, int Line)>();
        var errors = new List<string>();
        try
        {
            List<string>? header = null;
            foreach (var (line, fields) in CsvLines.Read(text))
            {
                if (header is null)
                {
                    header = [.. fields.Select(field => field.Trim().ToLowerInvariant())];
                    CheckHeader(header, line);
                    continue;
                }

                if (rows.Count == MaxRows)
                {
                    throw new FormatException($"Line {line}: a file has at most {MaxRows} rows: split it.");
                }

                try
                {
                    var cost = Row(header, fields, currency);
                    if (!rows.TryAdd(cost.Key, (cost, line)))
                    {
                        throw new FormatException($"has the same date, source, medium, campaign, content and term as line {rows[cost.Key].Line}: add the two up.");
                    }
                }
                catch (FormatException wrong)
                {
                    errors.Add($"Line {line}: {wrong.Message}");
                    if (errors.Count == MaxErrors)
                    {
                        break;
                    }
                }
            }

            if (header is null)
            {
                errors.Add("The file is empty: its first line names the columns.");
            }
        }
        catch (FormatException wrong)
        {
            errors.Add(wrong.Message);
        }

        return errors.Count == 0 ? ([.. rows.Values.Select(row => row.Cost)], errors) : ([], errors);
    }

    private static void CheckHeader(List<string> header, int line)
    {
        var wrong = header.Find(name => !Columns.Contains(name, StringComparer.Ordinal))
            ?? header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        var missing = Columns.Take(Required).FirstOrDefault(name => !header.Contains(name, StringComparer.Ordinal));
        if (wrong is not null || missing is not null)
        {
            var what = wrong is null ? $"the column {missing} is missing" : $"the column '{Shown(wrong)}' is unknown or there twice";
            throw new FormatException($"Line {line}: {what}. The columns are {string.Join(", ", Columns)} with commas between; the first {Required} are needed.");
        }
    }

    private static CampaignCost Row(List<string> header, List<string> fields, string siteCurrency)
    {
        if (fields.Count != header.Count)
        {
            throw new FormatException($"has {fields.Count} fields, the header {header.Count}.");
        }

        string Field(string name) => header.IndexOf(name) is >= 0 and var at ? fields[at].Trim() : "";
        var currency = Field("currency") is { Length: > 0 } given ? given.ToUpperInvariant() : siteCurrency;
        return new CampaignCost
        {
            Day = DateOnly.TryParseExact(Field("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2100
                ? day
                : throw new FormatException($"date '{Shown(Field("date"))}' is no date such as 2026-11-22."),
            Source = Field("source").Length > 0 ? Name(Field("source"), "source") : throw new FormatException("source is empty."),
            Medium = Name(Field("medium"), "medium"),
            Campaign = Name(Field("campaign"), "campaign"),
            Content = Name(Field("content"), "content"),
            Term = Name(Field("term"), "term"),
            Impressions = Count(Field("impressions"), "impressions"),
            Clicks = Count(Field("clicks"), "clicks"),
            Cost = decimal.TryParse(Field("cost"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cost) && cost <= MaxCost
                && decimal.Round(cost, MostDecimals) == cost
                ? cost
                : throw new FormatException($"cost '{Shown(Field("cost"))}' is no amount such as 12.50, not negative, with at most {MostDecimals} decimals."),
            Currency = Currencies.IsKnown(currency) ? currency : throw new FormatException($"currency '{Shown(currency)}' is no code of ISO 4217 such as EUR."),
        };
    }

    private static string Name(string text, string column) => text.Length <= MaxText && !text.Any(char.IsControl)
        ? text
        : throw new FormatException($"{column} is longer than {MaxText} characters or holds control characters.");

    private static long? Count(string text, string column) => text.Length == 0
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 1_000_000_000_000
            ? count
            : throw new FormatException($"{column} '{Shown(text)}' is no whole number.");

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
