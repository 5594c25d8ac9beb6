namespace Collector.Demo;

/// <summary>Seeded chance with the shapes the demo needs; the same seed gives the same traffic on every machine.</summary>
internal sealed class DemoRandom(int seed)
{
    private readonly Random _random = new(seed);

    public int Below(int limit) => _random.Next(limit);

    public bool Chance(double probability) => _random.NextDouble() < probability;

    /// <summary>One of the items, by weight.</summary>
    public T Pick<T>(IReadOnlyList<T> items, Func<T, int> weight)
    {
        var at = _random.Next(items.Sum(weight));
        foreach (var item in items)
        {
            at -= weight(item);
            if (at < 0)
            {
                return item;
            }
        }

        throw new InvalidOperationException("The weights sum to more than their parts.");
    }

    /// <summary>Seconds read around a typical value: log-normal, as reading times are.</summary>
    public double Reading(double typicalSeconds)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return Math.Clamp(typicalSeconds * Math.Exp(0.7 * normal), 0.5, 1_500);
    }
}
