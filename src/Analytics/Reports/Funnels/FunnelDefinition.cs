using System.Globalization;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Reports.Funnels;

/// <summary>What a funnel asks: steps, window from the first step, order, and who is counted.</summary>
internal sealed record FunnelDefinition(IReadOnlyList<FunnelStep> Steps, TimeSpan Window, FunnelOrder Order, FunnelUnit Unit)
{
    public const string DefaultWindow = "1d";

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(90);

    /// <summary>Reads <c>funnel=ID</c>, or <c>step</c> (repeated) with <c>window</c>, <c>order</c> and <c>unit</c>.</summary>
    public static FunnelDefinition Parse(ReportRequest request)
    {
        var values = request.Values;
        if (values.Single("funnel") is not { } id)
        {
            var order = ParseOrder(values.Single("order"));
            return new FunnelDefinition(
                FunnelSteps.Parse(values.All("step"), order, request.Goals),
                ParseWindow(values.Single("window") ?? DefaultWindow), order, ParseUnit(values.Single("unit")));
        }

        foreach (var other in new[] { "step", "window", "order", "unit" })
        {
            if (values.All(other) is [var given, ..])
            {
                throw new QueryProblemException(other, given, $"A saved funnel has its own {other}: give either funnel or {other}.");
            }
        }

        var saved = long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? request.FindFunnel(number) : null;
        return saved is null
            ? throw new QueryProblemException("funnel", id, "The site has no funnel of that id.")
            : new FunnelDefinition(FunnelSteps.Parse(saved.Steps, saved.Order, request.Goals), saved.Window, saved.Order, saved.Unit);
    }

    public static FunnelOrder ParseOrder(string? text) => text switch
    {
        null or "ordered" => FunnelOrder.Ordered,
        "strict" => FunnelOrder.Strict,
        "any" => FunnelOrder.Any,
        _ => throw new QueryProblemException("order", text, "order is ordered, strict or any.", ["ordered", "strict", "any"]),
    };

    public static FunnelUnit ParseUnit(string? text) => text switch
    {
        null or "visitor" => FunnelUnit.Visitor,
        "visit" => FunnelUnit.Visit,
        _ => throw new QueryProblemException("unit", text, "unit is visitor or visit.", ["visitor", "visit"]),
    };

    public static TimeSpan ParseWindow(string text)
    {
        var seconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        if (seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && (long)count * seconds <= (long)LongestWindow.TotalSeconds)
        {
            return TimeSpan.FromSeconds((long)count * seconds);
        }

        throw new QueryProblemException("window", text, "window is a whole number with s, m, h or d behind, at most 90d.");
    }

    /// <summary>What the units are worth saying about a range of days.</summary>
    public IReadOnlyList<ReportNote> Notes(Period period) => period.Days > 1 && Unit == FunnelUnit.Visitor
        ? [new ReportNote("visitor_days", "A cookieless visitor's key lives one day: only visitors with consent or a user id can go on the next day.")]
        : [];
}
