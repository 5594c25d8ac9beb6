using Collector.Enrichment.Visits;
using Storage.Events;

namespace Collector.Tests.Enrichment.Visits;

/// <summary>The rules of visits, one by one, on hand-made events.</summary>
public sealed class VisitStamperTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly VisitTable _table = new(1_000, TimeSpan.FromHours(2));
    private readonly VisitStamper _stamper;
    private ulong _id;

    public VisitStamperTests() => _stamper = new VisitStamper(_table);

    [Fact]
    public void The_first_page_view_begins_a_visit_that_is_a_bounce()
    {
        var row = View(0, "/a");

        Assert.Equal((1, 1, 0, 1, "/a", ""), (row.Visits, row.Bounces, row.Timed, row.ViewNumber, row.EntryPath, row.PreviousPath));
    }

    [Fact]
    public void A_second_page_view_takes_the_bounce_back_and_knows_the_page_before()
    {
        var first = View(0, "/a");
        var second = View(3, "/b");

        Assert.Equal(first.Visit, second.Visit);
        Assert.Equal((0, -1, 1, 2, "/a", "/a"), (second.Visits, second.Bounces, second.Timed, second.ViewNumber, second.EntryPath, second.PreviousPath));
        Assert.Equal(180_000u, second.Duration);
    }

    [Fact]
    public void Ten_engaged_seconds_in_two_beacons_take_the_bounce_back_once()
    {
        View(0, "/a");
        var beacons = new[] { Beacon(1, 6_000), Beacon(2, 4_000), Beacon(3, 9_000) };

        Assert.Equal([0, -1, 0], beacons.Select(row => (int)row.Bounces));
    }

    [Fact]
    public void An_event_of_the_visitor_takes_the_bounce_back()
    {
        View(0, "/a");

        Assert.Equal(-1, Stamp(1, "Signup", "/a").Bounces);
    }

    [Fact]
    public void A_visit_without_page_views_is_no_bounce()
    {
        Assert.Equal(0, Stamp(0, "Signup", "").Bounces);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void Thirty_minutes_of_silence_are_the_longest_that_continue_a_visit(int minutes, bool joins)
    {
        var first = View(0, "/a");

        Assert.Equal(joins, View(minutes, "/b").Visit == first.Visit);
    }

    [Fact]
    public void A_late_event_inside_the_visits_widened_span_joins_it_and_lengthens_it_at_the_front()
    {
        var first = View(20, "/a");
        var late = Stamp(5, EventNames.Pageview, "/b", arrival: 21);

        Assert.Equal(first.Visit, late.Visit);
        Assert.Equal(15 * 60_000u, late.Duration);
    }

    [Fact]
    public void A_late_event_outside_of_it_begins_a_visit_marked_late_and_the_later_visit_stays_open()
    {
        var first = View(200, "/a");
        var late = Stamp(5, EventNames.Pageview, "/b", arrival: 201);
        var next = View(202, "/c");

        Assert.NotEqual(first.Visit, late.Visit);
        Assert.True(late.Flags.HasFlag(EventFlags.Late));
        Assert.Equal(first.Visit, next.Visit);
    }

    [Fact]
    public void Past_events_sent_in_one_go_form_visits_by_their_own_times()
    {
        var rows = new[] { 0, 10, 35, 100 }.Select(minute => Stamp(minute, EventNames.Pageview, "/p", arrival: 90_000)).ToArray();

        Assert.Equal([1, 0, 0, 1], rows.Select(row => (int)row.Visits));
    }

    [Fact]
    public void A_visit_goes_on_over_the_salts_rotation_and_from_then_on_under_the_new_key()
    {
        var before = View(0, "/a");
        var over = Stamp(5, EventNames.Pageview, "/b", visitor: 8, alternate: 7);
        var after = Stamp(20, EventNames.Pageview, "/c", visitor: 8);

        Assert.Equal([before.Visit, before.Visit], [over.Visit, after.Visit]);
        Assert.Equal([8ul, 8ul], [over.Visitor, after.Visitor]);
    }

    [Fact]
    public void Bots_and_humans_with_one_key_have_visits_of_their_own()
    {
        var human = View(0, "/a");
        var bot = Stamp(1, EventNames.Pageview, "/a", hitClass: HitClass.Bot);
        var suspected = Stamp(2, EventNames.Pageview, "/b", hitClass: HitClass.Suspected);

        Assert.NotEqual(human.Visit, bot.Visit);
        Assert.Equal(human.Visit, suspected.Visit);
    }

    [Fact]
    public void A_visitor_without_a_key_has_a_visit_an_event()
    {
        Assert.NotEqual(Stamp(0, EventNames.Pageview, "/a", visitor: 0).Visit, Stamp(1, EventNames.Pageview, "/a", visitor: 0).Visit);
    }

    [Fact]
    public void The_visit_keeps_its_first_source_and_a_new_campaign_inside_it_is_a_touch()
    {
        var first = Stamp(0, EventNames.Pageview, "/a", source: "Google");
        var reload = Stamp(1, EventNames.Pageview, "/a", source: "Google");
        var second = Stamp(2, EventNames.Pageview, "/b", source: "Newsletter");

        Assert.Equal((1, 0, 1), (first.Touch, reload.Touch, second.Touch));
        Assert.Equal(("Google", "Newsletter"), (second.Source, second.TouchSource));
    }

    [Fact]
    public void An_engagement_without_a_view_id_belongs_to_the_last_view()
    {
        var view = View(0, "/a");

        Assert.Equal(view.View, Beacon(1, 1_000).View);
    }

    [Fact]
    public void Taking_back_a_batch_leaves_the_table_as_it_was_at_the_commit()
    {
        var first = View(0, "/a");
        _stamper.Committed();
        View(1, "/b");
        View(100, "/new");
        _stamper.RolledBack();
        var second = View(2, "/c");

        Assert.Equal(first.Visit, second.Visit);
        Assert.Equal((-1, 2, "/a", 1), (second.Bounces, second.ViewNumber, second.PreviousPath, second.Timed));
    }

    [Fact]
    public void Replayed_rows_leave_the_table_as_if_it_had_never_stopped()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 200; round++)
        {
            var live = new VisitStamper(new VisitTable(1_000, TimeSpan.FromHours(2)));
            var restarted = new VisitStamper(new VisitTable(1_000, TimeSpan.FromHours(2)));
            var byId = new Dictionary<ulong, OpenVisit>();
            var minute = 0;
            for (var i = 0; i < 40; i++)
            {
                minute += random.Next(0, 40);
                var hit = Hit(minute - (random.Next(4) == 0 ? random.Next(60) : 0), random.Next(3) == 0 ? "Signup" : EventNames.Pageview, "/" + random.Next(4), minute, (ulong)random.Next(1, 3));
                live.Stamp(hit, ++_id);
                live.Committed();
                if (i < 20)
                {
                    restarted.Replay(hit.Row, byId);
                    continue;
                }

                var again = Hit((int)(hit.Row.Time - Noon).TotalMinutes, hit.Row.Name, hit.Row.Path, minute, hit.Row.Visitor);
                restarted.Stamp(again, _id);
                Assert.Equal(Deltas(hit.Row), Deltas(again.Row));
            }
        }
    }

    [Fact]
    public void The_table_never_holds_more_than_its_limit()
    {
        for (var i = 0; i < 5_000; i++)
        {
            Stamp(0, EventNames.Pageview, "/", visitor: (ulong)i + 1);
            _stamper.Committed();
            _table.Turn(Noon.ToUnixTimeMilliseconds());
        }

        Assert.InRange(_table.Count, 500, 1_000);
        Assert.Equal(4_500, _table.Evicted);
    }

    private static string Deltas(EventRow row) =>
        $"{row.Visit} {row.Visits} {row.Bounces} {row.Timed} {row.Duration} {row.ViewNumber} {row.EntryPath} {row.PreviousPath} {row.Flags}";

    private EventRow View(int minute, string path) => Stamp(minute, EventNames.Pageview, path);

    private EventRow Beacon(int minute, uint engaged) => Stamp(minute, EventNames.Engagement, "/a", engaged: engaged);

    private EventRow Stamp(
        int minute, string name, string path, int? arrival = null, ulong visitor = 7, ulong alternate = 0, uint engaged = 0,
        HitClass hitClass = HitClass.Human, string source = "")
    {
        var hit = Hit(minute, name, path, arrival ?? minute, visitor, alternate);
        hit.Row.Engaged = engaged;
        hit.Row.Class = hitClass;
        hit.Row.Source = hit.Row.TouchSource = source;
        hit.Row.Touch = source.Length > 0 ? (byte)1 : (byte)0;
        _stamper.Stamp(hit, ++_id);
        return hit.Row;
    }

    private static PreparedHit Hit(int minute, string name, string path, int arrival, ulong visitor, ulong alternate = 0) => new()
    {
        Row = new EventRow
        {
            Site = 1,
            Name = name,
            Path = path,
            Visitor = visitor,
            Time = Noon.AddMinutes(minute),
            Received = Noon.AddMinutes(arrival),
        },
        AlternateVisitor = alternate,
    };
}
