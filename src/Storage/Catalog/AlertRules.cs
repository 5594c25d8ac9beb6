using System.Text.RegularExpressions;

namespace Storage.Catalog;

/// <summary>What the catalog accepts as annotations, alerts and summaries; see <see cref="CatalogRules"/>.</summary>
internal static partial class AlertRules
{
    public const int MaxAnnotations = 10_000;

    /// <summary>Alerts of a site: each is a question to the database every minute.</summary>
    public const int MaxAlerts = 50;

    public const int MaxSummaries = 50;

    private const int MaxText = 200;
    private const int MaxFilters = 20;
    private const int MaxFilter = 2_000;
    private const int MaxWebhook = 1_000;
    private const int MaxRecipients = 50;
    private const int MaxAddress = 254;
    private const int MaxMinimum = 1_000_000;
    private const double MaxThreshold = 1e12;
    private const double MinSensitivity = 2;
    private const double MaxSensitivity = 20;
    private const int MaxHour = 23;

    private static readonly TimeSpan MinWindow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(1);
    private static readonly TimeSpan MaxCoolDown = TimeSpan.FromDays(7);

    public static Annotation Checked(Annotation annotation)
    {
        var text = annotation.Text.Trim();
        return text.Length is > 0 and <= MaxText && CatalogRules.IsPrintable(text)
            ? annotation with { Text = text }
            : throw CatalogException.Invalid($"An annotation's text has 1 to {MaxText} characters and no control characters.");
    }

    public static Alert Checked(Alert alert)
    {
        Require(alert.Minimum is >= 1 and <= MaxMinimum, "minimum is 1 to 1,000,000.");
        Require(alert.Sensitivity is >= MinSensitivity and <= MaxSensitivity, "sensitivity is 2 to 20.");
        Require(alert.Threshold is null or (>= 0 and <= MaxThreshold), "threshold is 0 to 1,000,000,000,000.");
        Require(alert.Threshold is null || alert.Kind != AlertKind.NoData, "An alert of kind no_data has no threshold.");
        Require(WholeMinutes(alert.Window) && alert.Window >= MinWindow && alert.Window <= MaxWindow, "window_minutes is 5 to 1440.");
        Require(WholeMinutes(alert.CoolDown) && alert.CoolDown >= TimeSpan.Zero && alert.CoolDown <= MaxCoolDown, "cooldown_minutes is 0 to 10080.");
        Require(alert.Goal is null || alert.Metric == AlertMetric.Conversions, "Only an alert on conversions has a goal.");
        Require(alert.Webhook.Length <= MaxWebhook, $"webhook has at most {MaxWebhook} characters.");
        return alert with { Name = CatalogRules.Label(alert.Name, "An alert's name"), Filters = Filters(alert.Filters) };
    }

    public static Summary Checked(Summary summary)
    {
        Require(summary.Hour is >= 0 and <= MaxHour, "hour is a local hour from 0 to 23.");
        Require(Language().IsMatch(summary.Language), "language is a code such as en, de or pt-BR.");
        return summary with
        {
            Name = CatalogRules.Label(summary.Name, "A summary's name"),
            Filters = Filters(summary.Filters),
            Recipients = Recipients(summary.Recipients),
        };
    }

    private static string[] Recipients(IReadOnlyList<string> texts)
    {
        string[] addresses = [.. texts.Select(text => text.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
        Require(addresses.Length <= MaxRecipients, $"A summary has at most {MaxRecipients} recipients.");
        return Array.TrueForAll(addresses, address => address.Length <= MaxAddress && MailAddress().IsMatch(address))
            ? addresses
            : throw CatalogException.Invalid("A recipient is an e-mail address such as ann@example.com, without a name beside it.");
    }

    private static IReadOnlyList<string> Filters(IReadOnlyList<string> filters) =>
        filters.Count <= MaxFilters && filters.All(text => text.Length is > 0 and <= MaxFilter && CatalogRules.IsPrintable(text))
            ? filters
            : throw CatalogException.Invalid("filters are at most 20 filters such as country==DE, each of at most 2,000 characters.");

    private static bool WholeMinutes(TimeSpan span) => span.Ticks % TimeSpan.TicksPerMinute == 0;

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw CatalogException.Invalid(message);
        }
    }

    // Quoted local parts and address literals are allowed by mail's own rules and used by nobody who wants a report.
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+){0,20}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,20}[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex MailAddress();

    [GeneratedRegex(@"^[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Language();
}
