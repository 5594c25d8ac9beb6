using System.Globalization;
using System.Text.Json.Serialization;
using Analytics.Querying;
using Analytics.Reports.Funnels;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>A funnel as sent and shown.</summary>
internal sealed record FunnelBody
{
    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>
    /// 2 to 12 of page:/path*, event:Name, event:Name[prop.KEY==value], scroll:75, engaged:30, goal:Name; with optional: before those
    /// that may be left out; not:event:Name between two steps is what must not happen there.
    /// </summary>
    [JsonPropertyName("steps")]
    public IReadOnlyList<string>? Steps { get; init; }

    /// <summary>Time from the first step: 30m, 1d (default), at most 90d.</summary>
    [JsonPropertyName("window")]
    public string? Window { get; init; }

    /// <summary>ordered (default), strict or any.</summary>
    [JsonPropertyName("order")]
    public string? Order { get; init; }

    /// <summary>visitor (default) or visit.</summary>
    [JsonPropertyName("unit")]
    public string? Unit { get; init; }

    public static FunnelBody Of(Funnel funnel) => new()
    {
        Id = funnel.Id,
        Name = funnel.Name,
        Steps = funnel.Steps,
        Window = Text(funnel.Window),
        Order = funnel.Order switch { FunnelOrder.Strict => "strict", FunnelOrder.Any => "any", _ => "ordered" },
        Unit = funnel.Unit == FunnelUnit.Visit ? "visit" : "visitor",
    };

    /// <summary>The funnel that was sent, its steps checked as a report would read them.</summary>
    public Funnel ToFunnel(uint siteId, long id, IReadOnlyList<NamedGoal> goals)
    {
        var (steps, order) = (Steps?.OfType<string>().ToList() ?? [], FunnelDefinition.ParseOrder(Order));
        FunnelSteps.Parse(steps, order, goals);
        return new Funnel(
            id, siteId, Name ?? "", steps, FunnelDefinition.ParseWindow(Window ?? FunnelDefinition.DefaultWindow), order, FunnelDefinition.ParseUnit(Unit));
    }

    private static string Text(TimeSpan window)
    {
        var seconds = (long)window.TotalSeconds;
        var (count, unit) = seconds % 86_400 == 0 ? (seconds / 86_400, "d")
            : seconds % 3_600 == 0 ? (seconds / 3_600, "h")
            : seconds % 60 == 0 ? (seconds / 60, "m")
            : (seconds, "s");
        return count.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
