using Collector.Enrichment;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment;

public sealed class HitEnricherTests
{
    private readonly HitEnricher _plain = new([]);

    [Fact]
    public void Plain_fields_are_copied()
    {
        var hit = Make.Hit();
        hit.Name = "Purchase";
        hit.Value = 19.99m;
        hit.Currency = "EUR";
        hit.OrderId = "A-1";
        hit.Engaged = TimeSpan.FromSeconds(3);
        hit.Scroll = 80;
        hit.Flags = EventFlags.Truncated;
        hit.Properties.Add(new("plan", "pro"));
        var row = Enrich(hit);
        Assert.Equal((7u, "Purchase", 19.99m, "EUR", "A-1", 3_000u, (byte)80), (row.Site, row.Name, row.Value, row.Currency, row.OrderId, row.Engaged, row.Scroll));
        Assert.Equal(EventFlags.Truncated, row.Flags);
        Assert.Equal([new("plan", "pro")], row.Properties);
        Assert.Equal(Make.Noon, row.Received);
        Assert.Equal(Make.Noon, row.Time);
    }

    [Fact]
    public void What_a_site_sends_of_its_own_is_scrubbed_too()
    {
        var hit = Make.Hit();
        hit.Name = "Invited jane@x.org";
        hit.OrderId = "jane@x.org-7";
        hit.Properties.Add(new("url", "https://other.example/reset/9f86d081884c7d659a2feaa0c55ad015"));
        hit.Properties.Add(new("by ann@x.org", "ann@x.org"));
        hit.Properties.Add(new("by joe@x.org", "2"));
        var row = Enrich(hit);
        Assert.Equal(("Invited [email]", "[email]-7"), (row.Name, row.OrderId));
        Assert.Equal([new("url", "https://other.example/reset/[token]"), new("by [email]", "[email]")], row.Properties);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void A_refund_is_stored_negative_whichever_sign_it_was_sent_with(int sent)
    {
        var hit = Make.Hit();
        hit.Name = "Refund";
        hit.Value = sent;
        Assert.Equal(-5, Enrich(hit).Value);
    }

    [Fact]
    public void A_currency_without_value_is_left_out()
    {
        var hit = Make.Hit();
        hit.Currency = "EUR";
        Assert.Equal("", Enrich(hit).Currency);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(90, -90, false)]
    [InlineData(24 * 60, -24 * 60, false)]
    [InlineData((24 * 60) + 1, -24 * 60, true)]
    [InlineData(-1, 0, true)]
    public void The_time_is_the_arrival_less_the_age_of_at_most_a_day(int ageMinutes, int expectedMinutes, bool isClamped)
    {
        var hit = Make.Hit();
        hit.Age = TimeSpan.FromMinutes(ageMinutes);
        var row = Enrich(hit);
        Assert.Equal(Make.Noon.AddMinutes(expectedMinutes), row.Time);
        Assert.Equal(isClamped, row.Flags.HasFlag(EventFlags.TimeClamped));
    }

    [Theory]
    [InlineData("2026-03-10T12:05:00Z", "2026-03-10T12:05:00Z", false)]
    [InlineData("2026-03-10T12:05:01Z", "2026-03-10T12:05:00Z", true)]
    [InlineData("2024-02-10T12:00:00Z", "2024-02-10T12:00:00Z", false)]
    [InlineData("2024-02-10T11:59:59Z", "2024-02-10T12:00:00Z", true)]
    [InlineData("0001-01-01T00:00:00Z", "2024-02-10T12:00:00Z", true)]
    [InlineData("2026-03-10T14:00:00+02:00", "2026-03-10T12:00:00Z", false)]
    public void A_stated_time_is_held_between_25_months_ago_and_5_minutes_ahead(string stated, string expected, bool isClamped)
    {
        var hit = Make.Hit(request: Make.Request() with { ServerSide = true });
        hit.Timestamp = DateTimeOffset.Parse(stated, System.Globalization.CultureInfo.InvariantCulture);
        var row = Enrich(hit);
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), row.Time);
        Assert.Equal(TimeSpan.Zero, row.Time.Offset);
        Assert.Equal(isClamped, row.Flags.HasFlag(EventFlags.TimeClamped));
        Assert.True(row.Flags.HasFlag(EventFlags.ServerSide));
    }

    [Fact]
    public void A_view_has_the_same_id_in_each_of_its_events_and_another_on_another_site()
    {
        Assert.Equal(ViewIds.Of(1, "abc"), ViewIds.Of(1, "abc"));
        Assert.NotEqual(ViewIds.Of(1, "abc"), ViewIds.Of(2, "abc"));
        Assert.NotEqual(ViewIds.Of(1, "abc"), ViewIds.Of(1, "abd"));
        Assert.Equal(0ul, ViewIds.Of(1, ""));
    }

    [Fact]
    public void The_view_ids_of_a_version_never_change() => Assert.Equal(KnownViewId, ViewIds.Of(1, "0123456789abcdef"));

    [Fact]
    public void Steps_run_in_order_and_the_first_reason_ends_them()
    {
        var seen = new List<string>();
        var enricher = new HitEnricher([new Spy("a", seen), new Spy("b", seen, RejectReason.Host), new Spy("c", seen)]);
        Assert.Equal(RejectReason.Host, enricher.Enrich(Make.Hit(), Make.Site(), new EventRow()));
        Assert.Equal(["a", "b"], seen);
    }

    private EventRow Enrich(RawHit hit)
    {
        var row = new EventRow();
        Assert.Equal(RejectReason.None, _plain.Enrich(hit, Make.Site(id: 7), row));
        return row;
    }

    // Worked out apart from the code, from the formula in ViewIds.
    private const ulong KnownViewId = 17124790754783759187;

    private sealed class Spy(string name, List<string> seen, RejectReason reason = RejectReason.None) : IHitStep
    {
        public RejectReason Apply(RawHit hit, Site site, EventRow row)
        {
            seen.Add(name);
            return reason;
        }
    }
}
