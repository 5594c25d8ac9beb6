using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Collector.Parsing;

namespace Collector.Telemetry;

/// <summary>
/// What became of every hit, in numbers that add up: received = stored + dropped + rejected + refused + pending, where pending
/// is 0 when nothing is under way. A hit counts as received when it is read, and settles once.
/// </summary>
internal sealed class CollectorMetrics
{
    /// <summary>Kinds of problem answers counted apart; far more than there are.</summary>
    private const int MaxProblems = 64;

    // By reason; the first (None) counts the stored.
    private readonly long[] _settled = new long[RejectReasonWords.All.Count];
    private readonly ConcurrentDictionary<string, StrongBox<long>> _problems = new(StringComparer.Ordinal);
    private long _received;
    private long _queued;
    private long _refusedConnections;

    public long HitsReceived => Volatile.Read(ref _received);

    public long Stored => Settled(RejectReason.None);

    public long Dropped => Sum(RejectCategory.Dropped);

    public long Rejected => Sum(RejectCategory.Rejected);

    public long Refused => Sum(RejectCategory.Refused);

    /// <summary>Pixels answered before their commit.</summary>
    public long Queued => Volatile.Read(ref _queued);

    /// <summary>Connections that were not taken.</summary>
    public long RefusedConnections => Volatile.Read(ref _refusedConnections);

    public void CountReceived(int hits) => Interlocked.Add(ref _received, hits);

    /// <summary>A hit's fate is known: None for stored.</summary>
    public void CountSettled(RejectReason reason) => Interlocked.Increment(ref _settled[(int)reason]);

    /// <summary>A connection was not taken: too many are open, or too many of one network.</summary>
    public void CountRefusedConnection() => Interlocked.Increment(ref _refusedConnections);

    public void CountQueued() => Interlocked.Increment(ref _queued);

    /// <summary>A request was answered with a problem; <paramref name="type"/> is one of ours.</summary>
    public void CountProblem(string type)
    {
        if (_problems.Count < MaxProblems || _problems.ContainsKey(type))
        {
            Interlocked.Increment(ref _problems.GetOrAdd(type, static _ => new StrongBox<long>()).Value);
        }
    }

    public long Settled(RejectReason reason) => Volatile.Read(ref _settled[(int)reason]);

    /// <summary>All of it as samples; every reason is there from the start, with 0.</summary>
    public IEnumerable<MetricSample> Samples()
    {
        // Received is read last: a hit that settles in between must not make pending negative.
        var settled = RejectReasonWords.All.Select(reason => (Reason: reason, Count: Settled(reason))).ToArray();
        var received = HitsReceived;
        yield return Counter("collector_hits_received_total", "Hits read.", received);
        yield return new("collector_hits_pending", MetricKind.Gauge, "Hits received whose fate is not known yet.", received - settled.Sum(s => s.Count));
        yield return Counter("collector_hits_stored_total", "Hits stored: durable, to be counted exactly once.", settled[0].Count);
        foreach (var (reason, count) in settled.Skip(1).OrderBy(s => RejectReasonWords.Category(s.Reason)))
        {
            var (name, help) = RejectReasonWords.Category(reason) switch
            {
                RejectCategory.Dropped => ("collector_hits_dropped_total", "Hits not stored by policy."),
                RejectCategory.Refused => ("collector_hits_refused_total", "Hits not stored for want of storage, or because too many came."),
                _ => ("collector_hits_rejected_total", "Hits not stored because of bad input."),
            };
            yield return new(name, MetricKind.Counter, help, count, "reason", RejectReasonWords.Word(reason));
        }

        yield return Counter("collector_pixels_queued_total", "Pixels answered before their hit was durable.", Queued);
        yield return Counter("collector_connections_refused_total", "Connections not taken: too many were open, or too many of one network.", RefusedConnections);
        foreach (var (type, count) in _problems)
        {
            yield return new("collector_problems_total", MetricKind.Counter, "Requests answered with a problem.", Volatile.Read(ref count.Value), "type", type);
        }
    }

    private static MetricSample Counter(string name, string help, long value) => new(name, MetricKind.Counter, help, value);

    private long Sum(RejectCategory category) =>
        RejectReasonWords.All.Where(reason => RejectReasonWords.Category(reason) == category).Sum(Settled);
}
