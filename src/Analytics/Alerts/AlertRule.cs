using Storage.Catalog;

namespace Analytics.Alerts;

/// <summary>
/// Decides whether a value is out of the ordinary. The formula, and where its numbers come from, is in docs/alerts.md.
/// </summary>
internal static class AlertRule
{
    /// <summary>Fewer weeks say nothing: a median of three is the least that one odd week cannot carry away.</summary>
    private const int LeastWeeks = 3;

    /// <summary>The median absolute deviation × this is the standard deviation of normally distributed values: 1 ÷ Φ⁻¹(¾).</summary>
    private const double MadToDeviation = 1.4826;

    /// <summary>Least spread as a share of the expectation: large sites are never steadier than this.</summary>
    private const double LeastShare = 0.1;

    /// <summary>The same for money: a few orders make it swing.</summary>
    private const double LeastShareOfMoney = 0.25;

    public static Verdict Judge(Alert alert, AlertReading reading)
    {
        if (alert.Threshold is { } threshold)
        {
            var beyond = alert.Kind == AlertKind.Spike ? reading.Value > threshold : reading.Value < threshold;
            return new Verdict(beyond, !beyond, threshold, threshold);
        }

        if (reading.Weeks.Count < LeastWeeks)
        {
            // Without an expectation nothing begins, and what fires ends.
            return new Verdict(false, true, null, null);
        }

        var expected = Median(reading.Weeks);
        var reach = alert.Sensitivity * Spread(reading.Weeks, expected, alert.Metric);
        return alert.Kind switch
        {
            AlertKind.Spike => new Verdict(
                reading.Value > expected + reach && reading.Value >= alert.Minimum, reading.Value <= expected + (reach / 2), expected, Math.Max(expected + reach, alert.Minimum)),
            AlertKind.Drop => new Verdict(
                reading.Value < expected - reach && expected >= alert.Minimum, reading.Value >= expected - (reach / 2), expected, expected - reach),
            _ => new Verdict(reading.Value == 0 && expected >= alert.Minimum, reading.Value > 0, expected, 0),
        };
    }

    /// <summary>How far values of the same hour usually lie apart; never nothing.</summary>
    public static double Spread(IReadOnlyList<double> weeks, double expected, AlertMetric metric)
    {
        var deviation = MadToDeviation * Median([.. weeks.Select(week => Math.Abs(week - expected))]);

        // Counts of independent things vary by the root of their number (Poisson); amounts of money do not.
        var ofChance = metric == AlertMetric.Revenue ? LeastShareOfMoney * Math.Abs(expected) : Math.Max(Math.Sqrt(Math.Max(expected, 1)), LeastShare * expected);
        return Math.Max(deviation, ofChance);
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
