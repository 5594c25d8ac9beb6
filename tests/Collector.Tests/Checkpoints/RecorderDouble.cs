using Collector.Enrichment.Visits;
using Collector.Tests.Enrichment.Visits;
using Storage.Events;

namespace Collector.Tests.Checkpoints;

/// <summary>A recorder with what it remembers at hand, and hits for it.</summary>
internal sealed class RecorderDouble
{
    public const ulong Node = 0xABCD_0001;

    public static readonly DateTimeOffset Begin = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public RecorderDouble()
    {
        Seen = new SeenEventIds(100_000, TimeSpan.FromHours(24));
        Recorder = new EventRecorder(Node, new VisitTable(10_000, TimeSpan.FromHours(2)), Seen);
    }

    public SeenEventIds Seen { get; }

    public EventRecorder Recorder { get; }

    public void Record(Records records, params PreparedHit[] hits)
    {
        Recorder.Encode(new HitSubmission(hits), records);
        Recorder.Committed();
    }

    public RecorderState Save() => Recorder.Save(new UnsavedIds([], []));

    public static PreparedHit Hit(ulong visitor, DateTimeOffset at, UInt128 id = default, bool keyed = false, string name = EventNames.Pageview, string path = "/") => new()
    {
        EventId = id,
        IsKeyed = keyed,
        VisitGap = TimeSpan.FromMinutes(30),
        Row = new EventRow { Site = 1 + (uint)(visitor % 2), Name = name, Path = path, Visitor = visitor, Time = at, Received = at, Source = "Newsletter", UtmCampaign = $"campaign {visitor % 3}" },
    };

    /// <summary>A hit of random traffic of few visitors, so that visits overlap, go on for hours and end.</summary>
    public static PreparedHit Random(Random random, DateTimeOffset at)
    {
        var visitor = (ulong)random.Next(1, 30);
        var hit = Hit(
            visitor, at, (UInt128)random.Next(0, 400), random.Next(4) == 0, random.Next(3) switch { 0 => EventNames.Engagement, 1 => "Signup", _ => EventNames.Pageview }, $"/{random.Next(5)}");
        hit.Row.Engaged = hit.Row.Name == EventNames.Engagement ? (uint)random.Next(20_000) : 0;
        hit.Row.Time = at.AddSeconds(-random.Next(0, 900));
        hit.Row.Identity = random.Next(5) == 0 ? IdentityKind.Consented : IdentityKind.Cookieless;
        return random.Next(6) == 0 ? Aliased(hit, (ulong)random.Next(1, 30)) : hit;
    }

    private static PreparedHit Aliased(PreparedHit hit, ulong other) => new()
    {
        EventId = hit.EventId,
        IsKeyed = hit.IsKeyed,
        VisitGap = hit.VisitGap,
        Row = hit.Row,
        AlternateVisitor = other,
    };
}
