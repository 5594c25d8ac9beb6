using System.Globalization;

namespace Analytics;

/// <summary>Moments as the API, webhooks and summaries show them: UTC, to the second.</summary>
internal static class TimeText
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
