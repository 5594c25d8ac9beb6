using System.Globalization;

namespace Analytics.Querying;

/// <summary>
/// The steps of a time series as instants. The same instants go into the SQL, so that the database needs no time zone and a
/// day with 23 or 25 hours is what it is.
/// </summary>
internal sealed class Intervals
{
    /// <summary>Most steps of a series: a hundred days of hours.</summary>
    private const int MaxSteps = 2_500;

    /// <summary>Up to this many days a series shows days when nothing is said, beyond it months.</summary>
    private const int MostDaysByDay = 92;

    public static readonly IReadOnlyList<string> Words = ["hour", "day", "week", "month"];

    private readonly DateTimeOffset _end;

    private Intervals(Interval width, IReadOnlyList<DateTimeOffset> starts, DateTimeOffset end)
    {
        _end = end;
        Width = width;
        Starts = starts;
    }

    public Interval Width { get; }

    /// <summary>First instants of the steps, ascending; the first step is cut at the range's start.</summary>
    public IReadOnlyList<DateTimeOffset> Starts { get; }

    public static Interval ParseWidth(QueryValues values, Period period) => values.OneOf("interval", Words) switch
    {
        "hour" => Interval.Hour,
        "day" => Interval.Day,
        "week" => Interval.Week,
        "month" => Interval.Month,
        _ => period.Days == 1 ? Interval.Hour : period.Days <= MostDaysByDay ? Interval.Day : Interval.Month,
    };

    public static Intervals Of(Period period, Interval width)
    {
        var starts = new List<DateTimeOffset>();
        var end = period.End;
        for (var at = period.Start; at < end; at = Next(at, period.Zone, width))
        {
            if (starts.Count == MaxSteps)
            {
                throw new QueryProblemException("interval", Words[(int)width], $"A series has at most {MaxSteps} steps: choose a wider interval.", Words);
            }

            starts.Add(at);
        }

        return new Intervals(width, starts, end);
    }

    /// <summary>How much of a step has passed by now; nothing of a step in the future.</summary>
    public TimeSpan Passed(int step, DateTimeOffset now)
    {
        var end = step + 1 < Starts.Count ? Starts[step + 1] : _end;
        return now <= Starts[step] ? TimeSpan.Zero : (now < end ? now : end) - Starts[step];
    }

    /// <summary>The step of an instant of the range, as the SQL of a series names it.</summary>
    public string Bucket(DateTimeOffset instant) =>
        Starts.Last(start => start <= instant).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Local start as shown: a date, for hours with time and offset (an hour that comes twice has two offsets).</summary>
    public string Label(int step, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(Starts[step], zone);
        return local.ToString(Width == Interval.Hour ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>First instant after a step, were it not cut at the range's end.</summary>
    public DateTimeOffset End(int step, TimeZoneInfo zone) => Next(Starts[step], zone, Width);

    private static DateTimeOffset Next(DateTimeOffset at, TimeZoneInfo zone, Interval width)
    {
        if (width == Interval.Hour)
        {
            return NextHour(at, zone);
        }

        var day = LocalDay.Of(at, zone);
        var next = width switch
        {
            Interval.Day => day.AddDays(1),
            Interval.Week => day.AddDays(7 - (((int)day.DayOfWeek + 6) % 7)),
            _ => new DateOnly(day.Year, day.Month, 1).AddMonths(1),
        };
        return LocalDay.Start(next, zone);
    }

    // The next instant whose local clock shows a full hour. Clock changes happen on quarters of an hour.
    private static DateTimeOffset NextHour(DateTimeOffset at, TimeZoneInfo zone)
    {
        const int QuartersToLookAt = 12;
        for (var quarter = 1; quarter < QuartersToLookAt; quarter++)
        {
            var next = at.AddMinutes(15 * quarter);
            if (TimeZoneInfo.ConvertTime(next, zone).Minute == 0)
            {
                return next;
            }
        }

        return at.AddHours(1);
    }
}
