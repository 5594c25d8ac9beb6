using System.Globalization;

namespace Analytics.Http.SignIn;

/// <summary>Moments as the API shows them.</summary>
internal static class TimeText
{
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
