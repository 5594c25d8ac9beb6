using Collector.Enrichment.Visits;
using Storage.Events;

namespace Collector.Tests.Enrichment.Visits;

/// <summary>Visits of visitors whose key changes on the way: consent given or withdrawn, login, midnight.</summary>
public sealed class UpgradeTests
{
    // Keys of one person and of a neighbour behind the same address.
    private const ulong Cookieless = 7;
    private const ulong Yesterday = 6;
    private const ulong Consented = 100;
    private const ulong User = 200;
    private const ulong Neighbour = 300;

    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly VisitStamper _stamper = new(new VisitTable(1_000, TimeSpan.FromHours(2)));
    private readonly List<EventRow> _stored = [];
    private ulong _id;

    [Fact]
    public void Consent_inside_a_visit_continues_it_with_its_source_and_leaves_the_rows_before_alone()
    {
        var before = View(0, source: "Google");
        var after = View(1, Consented, cookieless: Cookieless);
        var last = View(2, Consented, cookieless: Cookieless);

        Assert.Equal([before.Visit, before.Visit], [after.Visit, last.Visit]);
        Assert.Equal([1, 0, 0], _stored.Select(row => (int)row.Visits));
        Assert.Equal([1, -1, 0], _stored.Select(row => (int)row.Bounces));
        Assert.Equal([Cookieless, Consented, Consented], _stored.Select(row => row.Visitor));
        Assert.Equal("Google", last.Source);
    }

    [Fact]
    public void Consent_after_midnight_continues_the_visit_of_the_evening()
    {
        var evening = View(0, Yesterday);
        var night = View(5, Consented, cookieless: Cookieless, alternate: Yesterday);

        Assert.Equal(evening.Visit, night.Visit);
    }

    [Fact]
    public void Login_inside_a_visit_continues_it_with_and_without_consent()
    {
        var first = View(0, Consented, cookieless: Cookieless);
        var login = View(1, User, cookieless: Cookieless, consented: Consented);
        var logout = View(2, Consented, cookieless: Cookieless);

        Assert.Equal([first.Visit, first.Visit], [login.Visit, logout.Visit]);
    }

    [Fact]
    public void An_event_without_a_level_joins_the_visit_that_a_user_id_is_in()
    {
        var first = View(0);
        var login = View(1, User, cookieless: Cookieless);
        var next = View(2);

        Assert.Equal([first.Visit, first.Visit], [login.Visit, next.Visit]);
    }

    [Fact]
    public void After_a_downgrade_neither_key_nor_visit_leads_to_the_durable_key()
    {
        var first = View(0);
        var full = View(1, Consented, cookieless: Cookieless);
        var declined = View(2, declined: true);
        var later = View(3, declined: true);

        Assert.Equal(first.Visit, full.Visit);
        Assert.NotEqual(full.Visit, declined.Visit);
        Assert.Equal(declined.Visit, later.Visit);
        Assert.DoesNotContain(_stored, row => row.Visit == declined.Visit && row.Visitor == Consented);
    }

    [Fact]
    public void A_declined_visit_without_a_durable_key_goes_on_and_can_be_upgraded()
    {
        var first = View(0, declined: true);
        var second = View(1, declined: true);
        var full = View(2, Consented, cookieless: Cookieless);

        Assert.Equal([first.Visit, first.Visit], [second.Visit, full.Visit]);
    }

    [Fact]
    public void Two_people_with_ids_behind_one_address_keep_their_visits_apart()
    {
        var unknown = View(0);
        var one = View(1, Consented, cookieless: Cookieless);
        var other = View(2, Neighbour, cookieless: Cookieless);
        var again = View(3, Consented, cookieless: Cookieless);

        Assert.Equal([unknown.Visit, unknown.Visit], [one.Visit, again.Visit]);
        Assert.NotEqual(one.Visit, other.Visit);
    }

    [Fact]
    public void An_upgrade_after_the_gap_begins_a_visit()
    {
        var before = View(0);

        Assert.NotEqual(before.Visit, View(31, Consented, cookieless: Cookieless).Visit);
    }

    [Fact]
    public void An_aggregate_event_is_in_no_visit_and_leaves_open_ones_alone()
    {
        var first = View(0);
        var alone = View(1, 0, flags: EventFlags.ConsentAggregate, source: "Google");
        var second = View(2);

        Assert.Equal((0, 0, 1, 0, "Google"), (alone.Visits, alone.Bounces, alone.Pageviews, alone.Touch, alone.Source));
        Assert.NotEqual(first.Visit, alone.Visit);
        Assert.Equal((first.Visit, -1), (second.Visit, second.Bounces));
    }

    [Fact]
    public void An_upgrade_that_is_taken_back_leaves_the_table_as_it_was()
    {
        var first = View(0);
        _stamper.Committed();
        View(1, Consented, cookieless: Cookieless);
        _stamper.RolledBack();
        var declined = View(2, declined: true);

        Assert.Equal(first.Visit, declined.Visit);
    }

    [Fact]
    public void A_restart_keeps_upgrade_and_downgrade()
    {
        var first = View(0);
        View(1, Consented, cookieless: Cookieless);
        var restarted = new VisitStamper(new VisitTable(1_000, TimeSpan.FromHours(2)));
        var byId = new Dictionary<ulong, OpenVisit>();
        _stored.ForEach(row => restarted.Replay(row, byId));

        var full = Hit(2, Consented, Cookieless, 0, 0, false);
        var declined = Hit(3, Cookieless, 0, 0, 0, true);
        restarted.Stamp(full, 50);
        restarted.Stamp(declined, 51);

        Assert.Equal(first.Visit, full.Row.Visit);
        Assert.Equal(51ul, declined.Row.Visit);
    }

    [Fact]
    public void First_and_last_touch_of_an_upgraded_visit_are_kept_and_a_payment_return_is_no_touch()
    {
        View(0, source: "Google");
        View(1, Consented, cookieless: Cookieless, source: "Newsletter");
        var back = View(10, Consented, cookieless: Cookieless);
        var purchase = View(11, Consented, cookieless: Cookieless, name: "Purchase");

        // The first touch is the source on every row; the last is that of the latest row with a touch.
        Assert.All(_stored, row => Assert.Equal("Google", row.Source));
        Assert.Equal(["Google", "Newsletter", "", ""], _stored.Select(row => row.TouchSource));
        Assert.Equal([1, 1, 0, 0], _stored.Select(row => (int)row.Touch));
        Assert.Single(_stored.Select(row => row.Visit).Distinct());
        Assert.Equal((0, 0), (back.Touch, purchase.Touch));
    }

    private EventRow View(
        int minute, ulong visitor = Cookieless, ulong cookieless = 0, ulong alternate = 0, ulong consented = 0, bool declined = false,
        EventFlags flags = EventFlags.None, string source = "", string name = EventNames.Pageview)
    {
        var hit = Hit(minute, visitor, cookieless, alternate, consented, declined);
        hit.Row.Name = name;
        hit.Row.Flags = flags;
        hit.Row.Source = hit.Row.TouchSource = source;
        hit.Row.Touch = source.Length > 0 ? (byte)1 : (byte)0;
        _stamper.Stamp(hit, ++_id);
        _stored.Add(hit.Row);
        return hit.Row;
    }

    private static PreparedHit Hit(int minute, ulong visitor, ulong cookieless, ulong alternate, ulong consented, bool declined) => new()
    {
        Row = new EventRow
        {
            Site = 1,
            Name = EventNames.Pageview,
            Path = "/",
            Visitor = visitor,
            Identity = visitor switch
            {
                0 => IdentityKind.None,
                Consented or Neighbour => IdentityKind.Consented,
                User => IdentityKind.User,
                _ => IdentityKind.Cookieless,
            },
            Time = Noon.AddMinutes(minute),
            Received = Noon.AddMinutes(minute),
        },
        CookielessVisitor = cookieless,
        AlternateVisitor = alternate,
        ConsentedVisitor = consented,
        HasDeclined = declined,
    };
}
