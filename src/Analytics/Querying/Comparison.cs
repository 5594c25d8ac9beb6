using System.Globalization;

namespace Analytics.Querying;

/// <summary>The range a report is compared with.</summary>
internal static class Comparison
{
    public static readonly IReadOnlyList<string> Words = ["previous", "year", "custom"];

    public static readonly IReadOnlyList<string> Matches = ["date", "weekday"];

    private const int DaysOfWeek = 7;

    /// <summary>Whole weeks nearest to a year.</summary>
    private const int DaysOfYearByWeeks = 364;

    /// <summary>
    /// The other range; null when not asked for. <c>previous</c>: as many days directly before. <c>year</c>: the same dates a year
    /// earlier. <c>custom</c>: <c>compare_from</c> to <c>compare_to</c> (as many days as the range when left out). With
    /// <c>compare_match=weekday</c> a range is moved by whole weeks, so that Mondays stand beside Mondays. Beside a range that is not
    /// over stands as much time of the other one as has passed of it.
    /// </summary>
    public static Period? Parse(QueryValues values, Period period, DateTimeOffset now)
    {
        var word = values.OneOf("compare", Words);
        var byWeekday = values.OneOf("compare_match", Matches) == "weekday";
        if (word != "custom")
        {
            Refuse(values, "compare_from");
            Refuse(values, "compare_to");
        }

        var other = word switch
        {
            "previous" => Moved(period, byWeekday ? (period.Days + DaysOfWeek - 1) / DaysOfWeek * DaysOfWeek : period.Days),
            "year" when byWeekday => Moved(period, DaysOfYearByWeeks),
            "year" => period with { From = period.From.AddYears(-1), To = period.To.AddYears(-1) },
            "custom" => Custom(values, period, byWeekday),
            _ => null,
        };
        return other is not null && now > period.Start && now < period.End && other.Start + (now - period.Start) is var cut && cut < other.End
            ? other with { Until = cut }
            : other;
    }

    private static Period Custom(QueryValues values, Period period, bool byWeekday)
    {
        var from = Period.ParseDay(values, "compare_from")
            ?? throw new QueryProblemException("compare_from", null, "compare=custom needs compare_from: a date such as 2026-10-01.");
        if (byWeekday && from.DayOfWeek != period.From.DayOfWeek)
        {
            throw new QueryProblemException("compare_from", values.Single("compare_from"),
                string.Create(CultureInfo.InvariantCulture, $"With compare_match=weekday compare_from is a {period.From.DayOfWeek}, as from is."));
        }

        return Period.Checked(new Period(from, Period.ParseDay(values, "compare_to") ?? from.AddDays(period.Days - 1), period.Zone), "compare_from", "compare_to");
    }

    private static void Refuse(QueryValues values, string name)
    {
        if (values.Single(name) is { } text)
        {
            throw new QueryProblemException(name, text, $"{name} goes with compare=custom only.");
        }
    }

    private static Period Moved(Period period, int days) => period with { From = period.From.AddDays(-days), To = period.To.AddDays(-days) };
}
