using Collector.Loading;

namespace Collector.Tests.Loading;

public class LoadBackoffTests
{
    [Fact]
    public void Waits_double_from_a_fifth_of_a_second_to_half_a_minute_and_at_least_half_of_each_is_waited()
    {
        var backoff = new LoadBackoff(new Random(7));
        double[] steps = [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30, 30];

        foreach (var step in steps)
        {
            Assert.InRange(backoff.Next().TotalSeconds, step / 2, step);
        }
    }

    [Fact]
    public void After_a_success_it_begins_again()
    {
        var backoff = new LoadBackoff(new Random(7));
        backoff.Next();
        backoff.Next();
        backoff.Reset();

        Assert.InRange(backoff.Next().TotalSeconds, 0.1, 0.2);
    }

    [Fact]
    public void Two_loaders_do_not_wait_the_same() =>
        Assert.NotEqual(new LoadBackoff(new Random(1)).Next(), new LoadBackoff(new Random(2)).Next());
}
