using System.Collections.Concurrent;

namespace Collector.Enrichment.UserAgents;

/// <summary>What the cache goes by: the user agent and the client hints, all cut to their limits. In memory only.</summary>
internal readonly record struct AgentKey(string UserAgent, string Brands, string Platform, string Mobile);

/// <summary>
/// A bounded cache in two generations: new entries go to the young one; when that is full it becomes the old one and the old
/// one is dropped. What is used is carried over, so the common user agents stay.
/// </summary>
/// <param name="size">Entries of one generation; at most twice as many are held.</param>
internal sealed class AgentCache(int size)
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<AgentKey, UserAgentFacts> _young = new();
    private ConcurrentDictionary<AgentKey, UserAgentFacts> _old = new();
    private int _count;

    /// <summary>Entries held.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The entry of <paramref name="key"/>, or null.</summary>
    public UserAgentFacts? Find(in AgentKey key)
    {
        if (Volatile.Read(ref _young).TryGetValue(key, out var facts))
        {
            return facts;
        }

        if (Volatile.Read(ref _old).TryGetValue(key, out facts))
        {
            Add(key, facts);
        }

        return facts;
    }

    /// <summary>Holds <paramref name="facts"/> for <paramref name="key"/>, in place of what was held.</summary>
    public void Add(in AgentKey key, UserAgentFacts facts)
    {
        if (Interlocked.Increment(ref _count) > size)
        {
            lock (_turning)
            {
                if (_count > size)
                {
                    Volatile.Write(ref _old, _young);
                    Volatile.Write(ref _young, new());
                    _count = 1;
                }
            }
        }

        Volatile.Read(ref _young)[key] = facts;
    }
}
