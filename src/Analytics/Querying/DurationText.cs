using System.Globalization;

namespace Analytics.Querying;

/// <summary>Lengths of time as parameters give them: <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
internal static class DurationText
{
    public static TimeSpan Parse(QueryValues values, string parameter, string fallback, int mostDays)
    {
        var text = values.Single(parameter) ?? fallback;
        var seconds = text.Length < 2 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        return seconds > 0 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && (long)count * seconds <= mostDays * 86_400L
            ? TimeSpan.FromSeconds((long)count * seconds)
            : throw new QueryProblemException(parameter, text, $"{parameter} is a whole number with s, m, h or d behind, at most {mostDays}d.");
    }
}
