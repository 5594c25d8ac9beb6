using Collector.Enrichment.Visits;
using Collector.Parsing;
using Storage.Events;

namespace Collector.Tests.Enrichment.Visits;

/// <summary>What the journal's encoder writes, drops and takes back.</summary>
public sealed class EventRecorderTests
{
    private readonly Records _records = new();
    private readonly EventRecorder _recorder = new(0xABCD_0001, new VisitTable(1_000, TimeSpan.FromHours(2)), new SeenEventIds(1_000, TimeSpan.FromHours(24)));

    [Fact]
    public void An_event_id_is_recorded_once()
    {
        var again = Hit(7);
        Record(Hit(7), Hit(8));
        Record(again);

        Assert.Equal((2, RejectReason.Duplicate), (_records.All.Count, again.Outcome));
    }

    [Fact]
    public void Hits_without_an_id_are_never_duplicates()
    {
        Record(Hit(0), Hit(0));

        Assert.Equal(2, _records.All.Count);
    }

    [Fact]
    public void An_id_whose_commit_failed_may_come_again()
    {
        _recorder.Encode(new HitSubmission([Hit(7)]), _records);
        _recorder.RolledBack();
        var again = Hit(7);
        Record(again);

        Assert.Equal(RejectReason.None, again.Outcome);
    }

    [Fact]
    public void A_record_is_the_id_and_the_stamped_row()
    {
        Record(Hit(7));
        var row = new EventRow();
        EventRowReader.Read(EventRecord.RowOf(_records.All[0]), EventColumns.Version, row);

        Assert.Equal(7, EventRecord.IdOf(_records.All[0])[0]);
        Assert.Equal((1, (0xABCD_0001ul << 48) | 1000), (row.Visits, row.Visit));
    }

    [Fact]
    public void After_a_replay_the_visit_goes_on_and_the_ids_are_known()
    {
        Record(Hit(7));
        var restarted = new EventRecorder(0xABCD_0001, new VisitTable(1_000, TimeSpan.FromHours(2)), new SeenEventIds(1_000, TimeSpan.FromHours(24)));
        var replay = restarted.Replay();
        replay.Add(_records.All[0], EventColumns.Version);
        var again = Hit(7);
        var next = Hit(8);
        restarted.Encode(new HitSubmission([again, next]), _records);

        Assert.Equal(RejectReason.Duplicate, again.Outcome);
        Assert.Equal((0, (0xABCD_0001ul << 48) | 1000), (next.Row.Visits, next.Row.Visit));
    }

    [Fact]
    public void A_flood_of_strangers_ids_does_not_push_out_those_of_keyed_events()
    {
        var seen = new SeenEventIds(100, TimeSpan.FromHours(12));
        Assert.True(seen.Add(1, keyed: true));
        seen.Commit(1, keyed: true, 1);
        for (var id = 2u; id < 1_000; id++)
        {
            Assert.True(seen.Add(id, keyed: false));
            seen.Commit(id, keyed: false, id);
            seen.Turn(id);
        }

        Assert.False(seen.Add(1, keyed: true));
        Assert.True(seen.Add(1, keyed: false));
        Assert.Equal(898, seen.CutShort);
    }

    private void Record(params PreparedHit[] hits)
    {
        _recorder.Encode(new HitSubmission(hits), _records);
        _recorder.Committed();
    }

    private static PreparedHit Hit(int id) => new()
    {
        EventId = (UInt128)id,
        Row = new EventRow
        {
            Site = 1,
            Name = EventNames.Pageview,
            Path = "/",
            Visitor = 5,
            Time = DateTimeOffset.UnixEpoch.AddYears(56),
            Received = DateTimeOffset.UnixEpoch.AddYears(56),
        },
    };
}
