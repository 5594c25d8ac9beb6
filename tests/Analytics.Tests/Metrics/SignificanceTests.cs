using Analytics.Metrics;

namespace Analytics.Tests.Metrics;

/// <summary>p-values worked out by hand from the formulas of docs/metrics.md and tables of the normal distribution.</summary>
public sealed class SignificanceTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // 60 against 40: z = 20 ÷ √100 = 2. 60 in one day against 40 in two: z = (120 − 40) ÷ √(100·2) = 5.66.
    [Theory]
    [InlineData(60, 1, 40, 1, 0.0455)]
    [InlineData(40, 1, 60, 1, 0.0455)]
    [InlineData(50, 1, 50, 1, 1)]
    [InlineData(60, 1, 40, 2, 0.0000)]
    [InlineData(20, 1, 40, 2, 1)]
    public void Counts_are_compared_for_their_time(int now, int days, int before, int daysBefore, double p) =>
        Assert.Equal(p, Significance.OfCounts(now, days * Day, before, daysBefore * Day)!.Value, 3);

    // 60 % and 40 % of a hundred: pooled 50 %, z = 0.2 ÷ √(0.25·0.02) = 2.828. 30 % and 20 % of 100 and 50: z = 0.1 ÷ √(0.2222·0.03) = 1.302.
    [Theory]
    [InlineData(0.6, 100, 0.4, 100, 0.0047)]
    [InlineData(0.3, 100, 0.2, 50, 0.1921)]
    [InlineData(0.5, 40, 0.5, 4000, 1)]
    public void Rates_are_compared_with_their_pooled_variance(double now, int trials, double before, int trialsBefore, double p) =>
        Assert.Equal(p, Significance.OfRates(now, trials, before, trialsBefore)!.Value, 3);

    [Fact]
    public void Too_little_data_says_nothing()
    {
        Assert.Null(Significance.OfCounts(5, Day, 4, Day));
        Assert.Null(Significance.OfCounts(0, TimeSpan.Zero, 100, Day));
        Assert.Null(Significance.OfRates(0.5, 8, 0.5, 1000));
        Assert.Null(Significance.OfRates(0, 0, 0.5, 1000));
        Assert.Null(Significance.OfRates(0, 1000, 0, 1000));
    }
}
