using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Storage.Catalog;

/// <summary>What the catalog accepts. Each check returns the value as it is stored or throws a <see cref="CatalogException"/>.</summary>
internal static partial class CatalogRules
{
    // Limits of what one installation holds: far above any use, low enough for the lists to stay in memory.
    public const int MaxSites = 10_000;
    public const int MaxPerSite = 500;
    public const int MaxKeys = 10_000;
    public const int MaxUsers = 10_000;

    private const int MaxName = 120;
    private const int MaxHostnames = 50;
    private const int MaxPattern = 1_000;
    private const int MaxEngagedSeconds = 86_400;
    private const int MaxFixedValue = 1_000_000_000;
    private const int ValueDecimals = 4;
    private const int MaxConditions = 20;
    private const int MaxFilter = 2_000;
    private const int MinSteps = 2;
    private const int MaxSteps = 12;

    // What must not happen between two steps stands among them; with the steps, as many as a question may repeat.
    private const string Exclusion = "not:";
    private const int MaxStepsAndExclusions = 20;

    // As many and as long as an event's own properties.
    private const int MaxProperties = 30;
    private const int MaxPropertyKey = 64;
    private const int MaxPropertyValue = 512;

    private static readonly TimeSpan MinGap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(240);
    private static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(90);

    public static Site Checked(Site site) => site with
    {
        Name = SiteName(site.Name),
        TimeZone = Zone(site.TimeZone),
        Currency = Currency(site.Currency),
        VisitGap = Gap(site.VisitGap),
        Hostnames = Hosts(site.Hostnames),
        ScriptPath = ScriptWord().IsMatch(site.ScriptPath)
            ? site.ScriptPath
            : throw CatalogException.Invalid("A script path is 16 characters from a–z and 0–9."),
        Privacy = SitePrivacyRules.Checked(site.Privacy),
    };

    public static Goal Checked(Goal goal) => goal with
    {
        Name = Label(goal.Name, "A goal's name"),
        Value = GoalValue(goal.Type, goal.Value),
        Properties = goal.Properties.Count == 0 || goal.Type == GoalType.Event
            ? Properties(goal.Properties)
            : throw CatalogException.Invalid("Only a goal of type event can ask for properties."),
        FixedValue = goal.FixedValue is null or (>= 0 and <= MaxFixedValue) && goal.FixedValue == Round(goal.FixedValue)
            ? goal.FixedValue
            : throw CatalogException.Invalid("A goal's fixed value is 0 to 1,000,000,000 with at most four decimals."),
    };

    public static Segment Checked(Segment segment) => segment with
    {
        Name = Label(segment.Name, "A segment's name"),
        Filters = segment.Filters.Count is > 0 and <= MaxConditions
            && segment.Filters.All(any => any.Count is > 0 and <= MaxConditions && any.All(text => text.Length is > 0 and <= MaxFilter && IsPrintable(text)))
            ? segment.Filters
            : throw CatalogException.Invalid("A segment has 1 to 20 conditions of 1 to 20 filters such as country==DE, each of at most 2,000 characters."),
    };

    public static Funnel Checked(Funnel funnel) => funnel with
    {
        Name = Label(funnel.Name, "A funnel's name"),
        Steps = Steps(funnel.Steps),
        Window = funnel.Window >= MinWindow && funnel.Window <= MaxWindow
            ? TimeSpan.FromSeconds((long)funnel.Window.TotalSeconds)
            : throw CatalogException.Invalid("A funnel's window is 1 second to 90 days."),
        Order = Enum.IsDefined(funnel.Order) ? funnel.Order : throw CatalogException.Invalid("A funnel's order is ordered, strict or any."),
        Unit = Enum.IsDefined(funnel.Unit) ? funnel.Unit : throw CatalogException.Invalid("A funnel's unit is visitor or visit."),
    };

    public static string Label(string text, string what)
    {
        var trimmed = text.Trim();
        return trimmed.Length is > 0 and <= MaxName && IsPrintable(trimmed)
            ? trimmed
            : throw CatalogException.Invalid($"{what} has 1 to {MaxName} characters and no control characters.");
    }

    public static KeyRights Rights(KeyRights rights) =>
        rights != KeyRights.None && (rights & ~(KeyRights.Send | KeyRights.Read | KeyRights.Admin)) == 0
            ? rights
            : throw CatalogException.Invalid("A key has at least one of the rights send, read and admin.");

    private static decimal? Round(decimal? value) => value is null ? null : Math.Round(value.Value, ValueDecimals);

    private static string SiteName(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        return SiteWord().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal)
            ? name
            : throw CatalogException.Invalid(
                "A site's name is a domain or word of at most 253 characters from a–z, 0–9 and . - _ : /, beginning and ending with a letter or digit.");
    }

    private static string Zone(string text)
    {
        // Only names of the IANA list: what else lies in the zone folder (right/, posix/, localtime) ClickHouse does not know.
        var isName = ZoneWord().IsMatch(text) && !text.StartsWith("right/", StringComparison.Ordinal) && !text.StartsWith("posix/", StringComparison.Ordinal);
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(text, out _)
            ? text
            : throw CatalogException.Invalid("The time zone is not known: use a name of the IANA list, for example Europe/Berlin, America/New_York or UTC.");
    }

    private static string Currency(string text)
    {
        var code = text.Trim().ToUpperInvariant();
        return Currencies.IsKnown(code)
            ? code
            : throw CatalogException.Invalid("The currency is not known: use a code of ISO 4217, for example EUR, USD or GBP.");
    }

    private static TimeSpan Gap(TimeSpan gap) => gap >= MinGap && gap <= MaxGap && gap.Ticks % TimeSpan.TicksPerMinute == 0
        ? gap
        : throw CatalogException.Invalid("The silence that ends a visit is 5 to 240 whole minutes.");

    private static string[] Hosts(IReadOnlyList<string> hosts)
    {
        string[] stored = [.. hosts.Select(x => x.Trim().ToLowerInvariant()).Distinct(StringComparer.Ordinal)];
        return stored.Length <= MaxHostnames && stored.All(x => HostWord().IsMatch(x))
            ? stored
            : throw CatalogException.Invalid(
                $"Hostnames are at most {MaxHostnames} names such as example.com, without https:// and path; other than ASCII letters in their xn-- form.");
    }

    private static string GoalValue(GoalType type, string text)
    {
        var value = text.Trim();
        return type switch
        {
            GoalType.Event => Label(value, "The event's name"),
            GoalType.Page when value.Length is > 0 and <= MaxPattern && value[0] is '/' or '*' && IsPrintable(value) => value,
            GoalType.Page => throw CatalogException.Invalid("The page is a path such as /thanks or a pattern such as /thanks*, at most 1,000 characters."),
            GoalType.Scroll => Number(value, 100, "The scroll depth is a whole percentage from 1 to 100."),
            GoalType.Engaged => Number(value, MaxEngagedSeconds, "The engaged time is 1 to 86,400 whole seconds."),
            _ => throw CatalogException.Invalid("A goal's type is event, page, scroll or engaged."),
        };
    }

    private static string Number(string text, int max, string message) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw CatalogException.Invalid(message);

    private static IReadOnlyDictionary<string, string> Properties(IReadOnlyDictionary<string, string> properties) =>
        properties.Count <= MaxProperties && properties.All(x => x.Key.Length is > 0 and <= MaxPropertyKey && x.Value.Length <= MaxPropertyValue)
            ? properties
            : throw CatalogException.Invalid("A goal asks for at most 30 properties, keys of 1 to 64 and values of at most 512 characters.");

    private static string[] Steps(IReadOnlyList<string> steps)
    {
        string[] stored = [.. steps.Select(x => x.Trim())];
        var count = stored.Count(x => !x.StartsWith(Exclusion, StringComparison.Ordinal));
        return count is >= MinSteps and <= MaxSteps && stored.Length <= MaxStepsAndExclusions && stored.All(x => x.Length <= MaxPattern && StepText().IsMatch(x) && IsPrintable(x))
            ? stored
            : throw CatalogException.Invalid(
                "A funnel has 2 to 12 steps such as page:/product* or event:Purchase, with their exclusions (not:event:Cancel) at most 20, each of at most 1,000 characters.");
    }

    // Lone surrogates read as the replacement character: they would not survive being stored as UTF-8.
    public static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.\-_:/]{0,251}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SiteWord();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9_+\-]{1,30}(?:/[A-Za-z0-9_+\-]{1,30}){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneWord();

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9.\-]{0,251}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    internal static partial Regex HostWord();

    [GeneratedRegex(@"^[a-z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ScriptWord();

    [GeneratedRegex(@"^[a-z]{1,20}:.+\z", RegexOptions.CultureInvariant)]
    private static partial Regex StepText();
}
