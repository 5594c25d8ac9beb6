using Collector.Enrichment.Visitors;
using Collector.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment.Visitors;

/// <summary>Consent levels, the site's default and Global Privacy Control: whose key an event gets.</summary>
public sealed class ConsentStepTests : IDisposable
{
    private const string FirstPartyId = "AbCdEfGhIjKlMnOpQrStUv";

    private static readonly byte[] Secret = new byte[InstallationSecret.Length];
    private static readonly KeyedHash Keyed = new(Secret);

    private readonly string _folder = Make.Folder();
    private readonly SaltStore _salts;
    private readonly VisitorStep _visitor;
    private readonly ConsentStep _consent = new();

    public ConsentStepTests()
    {
        _salts = new SaltStore(_folder, new TestClock(Make.Noon), _ => { }, NullLogger<SaltStore>.Instance);
        _visitor = new VisitorStep(_salts, Secret);
    }

    public void Dispose()
    {
        _salts.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The whole table: what is stated (-1: nothing), the site's default, ids sent (u, f), the signal, the site's policy.</summary>
    [Theory]
    [InlineData(-1, "cookieless", "", false, "downgrade", "cookieless")]
    [InlineData(-1, "cookieless", "u", false, "downgrade", "user")]
    [InlineData(-1, "cookieless", "f", false, "downgrade", "cookieless")]
    [InlineData(-1, "cookieless", "uf", false, "downgrade", "user")]
    [InlineData(-1, "none", "uf", false, "downgrade", "dropped consent")]
    [InlineData(-1, "aggregate", "uf", false, "downgrade", "none")]
    [InlineData(-1, "full", "", false, "downgrade", "cookieless")]
    [InlineData(-1, "full", "f", false, "downgrade", "consented")]
    [InlineData(-1, "full", "uf", false, "downgrade", "user")]
    [InlineData(0, "full", "uf", false, "downgrade", "dropped consent")]
    [InlineData(1, "full", "uf", false, "downgrade", "none")]
    [InlineData(2, "full", "uf", false, "downgrade", "cookieless")]
    [InlineData(2, "cookieless", "u", false, "downgrade", "cookieless")]
    [InlineData(3, "none", "f", false, "downgrade", "consented")]
    [InlineData(3, "none", "", false, "downgrade", "cookieless")]
    [InlineData(3, "aggregate", "uf", false, "downgrade", "user")]
    [InlineData(-1, "cookieless", "u", true, "downgrade", "cookieless")]
    [InlineData(3, "full", "uf", true, "downgrade", "cookieless")]
    [InlineData(1, "full", "uf", true, "downgrade", "none")]
    [InlineData(0, "full", "uf", true, "downgrade", "dropped consent")]
    [InlineData(3, "full", "uf", true, "off", "user")]
    [InlineData(-1, "cookieless", "u", true, "off", "user")]
    [InlineData(3, "full", "uf", true, "drop", "dropped privacy_control")]
    [InlineData(-1, "cookieless", "", true, "drop", "dropped privacy_control")]
    public void Who_an_event_is_from_follows_the_table(int stated, string site, string ids, bool signal, string policy, string expected)
    {
        var hit = Hit(stated < 0 ? null : (ConsentLevel)stated, ids, signal);

        var row = Apply(hit, site, policy, out var reason);

        var who = reason == RejectReason.None ? CatalogWords.Of(row.Identity) : "dropped " + RejectReasonWords.Word(reason);
        Assert.Equal(expected, who);
        var key = expected switch
        {
            "user" => VisitorKeys.User(Keyed, 1, "anna"),
            "consented" => VisitorKeys.Consented(Keyed, 1, FirstPartyId),
            "cookieless" => VisitorKeys.Cookieless(_salts.Day(Make.Site(), Make.Noon).Salt, hit.Request.Address, hit.Request.UserAgent),
            _ => 0ul,
        };
        Assert.Equal(key, row.Visitor);
    }

    [Fact]
    public void The_level_is_on_the_row()
    {
        var levels = new[] { ConsentLevel.Aggregate, ConsentLevel.Cookieless, ConsentLevel.Full }.Select(level => Apply(Hit(level, "", false)).Flags);

        Assert.Equal([EventFlags.ConsentAggregate, EventFlags.None, EventFlags.ConsentFull], levels);
    }

    [Fact]
    public void An_aggregate_event_keeps_no_order_id()
    {
        var hit = Hit(ConsentLevel.Aggregate, "", false);
        var row = Make.Row(hit);
        row.OrderId = "A-1";
        _consent.Apply(hit, Make.Site(), row);

        Assert.Equal("", row.OrderId);
    }

    [Fact]
    public void Hits_with_the_signal_are_counted_whatever_becomes_of_them()
    {
        Apply(Hit(null, "", true), "cookieless", "off", out _);
        Apply(Hit(null, "", true), "cookieless", "drop", out _);
        Apply(Hit(null, "", false), "cookieless", "drop", out _);

        Assert.Equal(2, _consent.PrivacyControlHits);
    }

    [Fact]
    public void Two_sites_never_share_the_key_of_a_first_party_id_and_it_is_no_user_id()
    {
        var keys = new[]
        {
            VisitorKeys.Consented(Keyed, 1, FirstPartyId), VisitorKeys.Consented(Keyed, 2, FirstPartyId), VisitorKeys.User(Keyed, 1, FirstPartyId),
        };

        Assert.Equal(3, keys.Distinct().Count());
    }

    [Fact]
    public void Beside_a_durable_key_the_other_keys_of_the_moment_are_offered()
    {
        var hit = Hit(ConsentLevel.Full, "uf", false);
        Apply(hit);

        Assert.Equal(VisitorKeys.Consented(Keyed, 1, FirstPartyId), hit.ConsentedVisitor);
        Assert.Equal(VisitorKeys.Cookieless(_salts.Day(Make.Site(), Make.Noon).Salt, hit.Request.Address, hit.Request.UserAgent), hit.CookielessVisitor);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(ConsentLevel.Aggregate, true)]
    [InlineData(ConsentLevel.Cookieless, true)]
    [InlineData(ConsentLevel.Full, false)]
    public void Only_who_states_less_than_full_has_declined(ConsentLevel? stated, bool declined)
    {
        var hit = Hit(stated, "", false);
        Apply(hit);

        Assert.Equal(declined, hit.HasDeclined);
    }

    [Theory]
    [InlineData("downgrade", true)]
    [InlineData("off", false)]
    public void The_signal_declines_for_a_visitor_who_states_nothing_where_the_site_honours_it(string policy, bool declined)
    {
        var hit = Hit(null, "uf", true);
        Apply(hit, "full", policy, out _);

        Assert.Equal(declined, hit.HasDeclined);
    }

    private EventRow Apply(RawHit hit) => Apply(hit, "cookieless", "downgrade", out _);

    private EventRow Apply(RawHit hit, string level, string policy, out RejectReason reason)
    {
        var site = Make.Site() with
        {
            Privacy = new SitePrivacy
            {
                Consent = CatalogWords.Read<ConsentLevel>(level, "level"),
                PrivacyControl = CatalogWords.Read<PrivacyControlPolicy>(policy, "policy"),
            },
        };
        var row = Make.Row(hit);
        reason = _consent.Apply(hit, site, row);
        if (reason == RejectReason.None)
        {
            _visitor.Apply(hit, site, row);
        }

        return row;
    }

    private static RawHit Hit(ConsentLevel? stated, string ids, bool signal)
    {
        var hit = Make.Hit(request: Make.Request() with { PrivacyControl = signal });
        hit.Consent = stated;
        hit.UserId = ids.Contains('u', StringComparison.Ordinal) ? "anna" : "";
        hit.FirstPartyId = ids.Contains('f', StringComparison.Ordinal) ? FirstPartyId : "";
        return hit;
    }
}
