using System.Globalization;
using Analytics.Alerts;
using Storage.Catalog;

namespace Analytics.Tests.Alerts;

/// <summary>Decisions worked out by hand from the formula in docs/alerts.md.</summary>
public sealed class AlertRuleTests
{
    [Theory]
    // m = 100, spread 10, bound 140, over at 120.
    [InlineData(AlertKind.Spike, 141, "100 110 90 100", true, false)]
    [InlineData(AlertKind.Spike, 140, "100 110 90 100", false, false)]
    [InlineData(AlertKind.Spike, 120, "100 110 90 100", false, true)]
    // bound 60, over at 80.
    [InlineData(AlertKind.Drop, 59, "100 110 90 100", true, false)]
    [InlineData(AlertKind.Drop, 60, "100 110 90 100", false, false)]
    [InlineData(AlertKind.Drop, 80, "100 110 90 100", false, true)]
    // One odd week of four: m = 105, deviations 5 5 5 895, spread max(7.413, 10.25, 10.5) = 10.5, bound 63.
    [InlineData(AlertKind.Drop, 62, "100 110 100 1000", true, false)]
    [InlineData(AlertKind.Drop, 64, "100 110 100 1000", false, false)]
    // m = 25 is below the minimum of 30.
    [InlineData(AlertKind.Drop, 0, "25 25 25 25", false, false)]
    // m = 1, spread 1, bound 5, but a spike has at least 30.
    [InlineData(AlertKind.Spike, 29, "1 1 1 1", false, false)]
    [InlineData(AlertKind.Spike, 30, "1 1 1 1", true, false)]
    // Two weeks say nothing.
    [InlineData(AlertKind.Spike, 9999, "1 1", false, true)]
    public void A_value_is_judged_by_the_weeks_before(AlertKind kind, double value, string weeks, bool isCase, bool isOver)
    {
        var verdict = AlertRule.Judge(new Alert { SiteId = 1, Name = "x", Kind = kind }, Reading(value, weeks));

        Assert.Equal((isCase, isOver), (verdict.IsCase, verdict.IsOver));
    }

    [Theory]
    [InlineData(0, "5 5 5 5", true)]
    [InlineData(1, "5 5 5 5", false)]
    [InlineData(0, "4 4 4 100", false)]
    public void No_data_is_nothing_where_there_usually_is_some(double value, string weeks, bool isCase) =>
        Assert.Equal(isCase, AlertRule.Judge(new Alert { SiteId = 1, Name = "x", Kind = AlertKind.NoData, Minimum = 5 }, Reading(value, weeks)).IsCase);

    [Theory]
    [InlineData(AlertKind.Spike, 51, true)]
    [InlineData(AlertKind.Spike, 50, false)]
    [InlineData(AlertKind.Drop, 49, true)]
    [InlineData(AlertKind.Drop, 50, false)]
    public void A_threshold_needs_no_weeks(AlertKind kind, double value, bool isCase) =>
        Assert.Equal(isCase, AlertRule.Judge(new Alert { SiteId = 1, Name = "x", Kind = kind, Threshold = 50 }, new AlertReading(value, [])).IsCase);

    [Fact]
    public void Money_is_given_a_quarter() =>
        Assert.Equal(250, AlertRule.Spread([1000, 1000, 1000, 1000], 1000, AlertMetric.Revenue));

    private static AlertReading Reading(double value, string weeks) => new(value, [.. weeks.Split(' ').Select(week => double.Parse(week, CultureInfo.InvariantCulture))]);
}
