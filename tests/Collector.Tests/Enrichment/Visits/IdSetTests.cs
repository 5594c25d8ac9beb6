using Collector.Enrichment.Visits;

namespace Collector.Tests.Enrichment.Visits;

/// <summary>The set and the queue of event ids against the framework's.</summary>
public sealed class IdSetTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 3_000)]
    [InlineData(3, int.MaxValue)]
    public void The_set_answers_as_the_frameworks_does(int seed, int different)
    {
        var random = new Random(seed);
        var (set, model) = (new IdSet(), new HashSet<ulong>());
        for (var i = 0; i < 100_000; i++)
        {
            // 0 and 1 are one id to the set: 0 marks a free place.
            var id = 1 + (ulong)random.Next(different);
            if (random.Next(3) > 0)
            {
                Assert.Equal(model.Add(id), set.Add(id));
            }
            else
            {
                model.Remove(id);
                set.Remove(id);
            }

            Assert.Equal((seed, model.Count), (seed, set.Count));
        }

        Assert.All(model, id => Assert.False(set.Add(id)));
    }

    [Fact]
    public void The_queue_gives_its_oldest_and_copies_its_newest()
    {
        var random = new Random(4);
        var (queue, model) = (new IdQueue(), new List<ulong>());
        for (var i = 0ul; i < 20_000; i++)
        {
            if (model.Count > 0 && random.Next(3) == 0)
            {
                Assert.Equal(model[0], queue.TakeOldest());
                model.RemoveAt(0);
            }
            else
            {
                queue.Add(i);
                model.Add(i);
            }
        }

        var newest = random.Next(model.Count);
        Assert.Equal(model[^newest..], queue.Newest(newest));
        Assert.Equal(model.Count, queue.Count);
    }
}
