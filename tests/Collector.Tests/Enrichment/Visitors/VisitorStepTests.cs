using System.Net;
using System.Security.Cryptography;
using Collector.Enrichment.Visitors;
using Collector.Parsing;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment.Visitors;

public sealed class VisitorStepTests : IDisposable
{
    private static readonly Site Berlin = Make.Site(1, zone: "Europe/Berlin");

    /// <summary>00:00 of 11 March in Berlin.</summary>
    private static readonly DateTimeOffset Midnight = new(2026, 3, 10, 23, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Make.Folder();
    private readonly TestClock _clock = new(Make.Noon);
    private readonly byte[] _secret = new byte[InstallationSecret.Length];
    private SaltStore _salts;
    private VisitorStep _step;

    public VisitorStepTests()
    {
        _salts = new SaltStore(_folder, _clock, _ => { }, NullLogger<SaltStore>.Instance);
        _step = new VisitorStep(_salts, _secret);
    }

    public void Dispose()
    {
        _salts.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_visitor_keeps_the_key_all_day()
    {
        var key = Apply(Make.Noon).Visitor;
        Assert.NotEqual(0ul, key);
        Assert.Equal(key, Apply(Make.Noon.AddHours(10)).Visitor);
        Assert.Equal(IdentityKind.Cookieless, Apply(Make.Noon).Identity);
    }

    [Fact]
    public void A_server_that_says_nothing_of_the_visitor_gives_no_key()
    {
        var hit = new RawHit { Request = Hit(Make.Noon, "255.255.255.255", default).Request with { ServerSide = true, UserAgent = "" } };
        var row = Make.Row(hit);
        _step.Apply(hit, Berlin, row);

        Assert.Equal((0ul, IdentityKind.None), (row.Visitor, row.Identity));
    }

    [Fact]
    public void Another_address_or_user_agent_is_another_visitor()
    {
        var keys = new[] { Key("203.0.113.7", "A"), Key("203.0.113.8", "A"), Key("203.0.113.7", "B"), Key("::1", "A") };
        Assert.Equal(4, keys.Distinct().Count());
    }

    [Fact]
    public void An_IPv6_visitor_is_known_by_the_first_64_bits()
    {
        Assert.Equal(Key("2001:db8:1:2::1", "A"), Key("2001:db8:1:2:ffff:ffff:ffff:ffff", "A"));
        Assert.NotEqual(Key("2001:db8:1:2::1", "A"), Key("2001:db8:1:3::1", "A"));
    }

    [Fact]
    public void An_IPv4_address_mapped_into_IPv6_is_the_same_visitor() => Assert.Equal(Key("203.0.113.7", "A"), Key("::ffff:203.0.113.7", "A"));

    [Fact]
    public void Two_sites_never_share_a_key()
    {
        var first = Apply(Make.Noon).Visitor;
        var second = Apply(Make.Noon, site: Berlin with { Id = 2 }).Visitor;
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void After_local_midnight_the_key_is_new_and_yesterdays_is_offered_for_the_visit_gap()
    {
        var yesterday = Apply(Midnight.AddSeconds(-1)).Visitor;
        var (row, alternate) = ApplyBoth(Midnight);
        Assert.NotEqual(yesterday, row.Visitor);
        Assert.Equal(yesterday, alternate);
        Assert.Equal(yesterday, ApplyBoth(Midnight.AddMinutes(30).AddMilliseconds(-1)).Alternate);
        Assert.Equal(0ul, ApplyBoth(Midnight.AddMinutes(30)).Alternate);
    }

    [Fact]
    public void In_mid_day_no_other_key_is_offered()
    {
        Apply(Midnight.AddHours(-1));
        Assert.Equal(0ul, ApplyBoth(Midnight.AddHours(-1)).Alternate);
    }

    [Fact]
    public void On_the_first_day_there_is_no_other_key_after_midnight() => Assert.Equal(0ul, ApplyBoth(Midnight.AddMinutes(1)).Alternate);

    [Fact]
    public void An_event_of_yesterday_that_arrives_after_midnight_has_yesterdays_key()
    {
        var yesterday = Apply(Midnight.AddMinutes(-5)).Visitor;
        var (row, alternate) = ApplyBoth(Midnight.AddMinutes(5), age: TimeSpan.FromMinutes(10));
        Assert.Equal((yesterday, 0ul), (row.Visitor, alternate));
    }

    [Fact]
    public void An_event_of_yesterday_that_arrives_when_the_salt_is_gone_has_todays_key()
    {
        Apply(Midnight.AddMinutes(-5));
        var today = Apply(Midnight.AddHours(2)).Visitor;
        Assert.Equal(today, Apply(Midnight.AddHours(2), age: TimeSpan.FromHours(3)).Visitor);
    }

    [Fact]
    public void After_destruction_the_key_cannot_be_made_again()
    {
        var key = Apply(Make.Noon).Visitor;
        var salt = _salts.Day(Berlin, Make.Noon).Salt;
        _clock.Set(Midnight.AddMinutes(30));
        _salts.Maintain([Berlin]);

        Assert.Equal(0ul, VisitorKeys.Cookieless(salt, IPAddress.Parse("203.0.113.7"), "Mozilla/5.0 Test"));
        Assert.NotEqual(key, Apply(Make.Noon).Visitor);
    }

    [Fact]
    public void A_restart_in_mid_day_keeps_the_key()
    {
        var key = Apply(Make.Noon).Visitor;
        _salts.Dispose();
        _salts = new SaltStore(_folder, _clock, _ => { }, NullLogger<SaltStore>.Instance);
        _step = new VisitorStep(_salts, _secret);
        Assert.Equal(key, Apply(Make.Noon.AddHours(1)).Visitor);
    }

    [Fact]
    public void A_server_side_event_of_a_past_day_has_a_key_of_that_day()
    {
        var today = Apply(Make.Noon, serverSide: true).Visitor;
        var past = Apply(Make.Noon, serverSide: true, time: Make.Noon.AddDays(-30)).Visitor;
        Assert.NotEqual(today, past);
        Assert.Equal(past, Apply(Make.Noon, serverSide: true, time: Make.Noon.AddDays(-30).AddHours(5)).Visitor);
        Assert.NotEqual(past, Apply(Make.Noon, serverSide: true, time: Make.Noon.AddDays(-31)).Visitor);
    }

    [Fact]
    public void A_user_id_makes_a_key_that_lasts_and_is_the_sites_own()
    {
        var key = Apply(Make.Noon, userId: "u1");
        Assert.Equal(IdentityKind.User, key.Identity);
        Assert.Equal(key.Visitor, Apply(Make.Noon.AddDays(100), userId: "u1", address: "198.51.100.1").Visitor);
        Assert.NotEqual(key.Visitor, Apply(Make.Noon, userId: "u2").Visitor);
        Assert.NotEqual(key.Visitor, Apply(Make.Noon, userId: "u1", site: Berlin with { Id = 2 }).Visitor);
        var other = new KeyedHash(Enumerable.Repeat((byte)1, 32).ToArray());
        Assert.NotEqual(key.Visitor, VisitorKeys.User(other, 1, "u1"));
    }

    [Fact]
    public void The_key_is_the_documented_hash()
    {
        var row = Apply(Make.Noon);
        var salt = new byte[Salt.Length];
        _salts.Day(Berlin, Make.Noon).Salt.TryCopy(salt);
        var hash = HMACSHA256.HashData(salt, (byte[])[4, 203, 0, 113, 7, .. "Mozilla/5.0 Test"u8]);
        Assert.Equal(BitConverter.ToUInt64(hash), row.Visitor);

        var user = HMACSHA256.HashData(_secret, (byte[])[(byte)'u', 1, 0, 0, 0, .. "jürgen"u8]);
        Assert.Equal(BitConverter.ToUInt64(user), Apply(Make.Noon, userId: "jürgen").Visitor);
    }

    [Fact]
    public void Visitors_of_random_addresses_and_agents_are_told_apart()
    {
        const int Seed = 5;
        var random = new Random(Seed);
        var keys = new Dictionary<ulong, string>();
        for (var i = 0; i < 5_000; i++)
        {
            var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
            random.NextBytes(bytes);
            var address = new IPAddress(bytes);
            var agent = new string('x', random.Next(512));
            var identity = $"{(bytes.Length == 4 ? address : Convert.ToHexString(bytes[..8]))}|{agent.Length}";
            var key = VisitorKeys.Cookieless(_salts.Day(Berlin, Make.Noon).Salt, address, agent);
            Assert.True(key != 0 && (!keys.TryGetValue(key, out var other) || other == identity), $"seed {Seed}, run {i}");
            keys[key] = identity;
        }
    }

    private ulong Key(string address, string userAgent) =>
        VisitorKeys.Cookieless(_salts.Day(Berlin, Make.Noon).Salt, IPAddress.Parse(address), userAgent);

    private EventRow Apply(
        DateTimeOffset received, string userId = "", bool serverSide = false, TimeSpan age = default, DateTimeOffset? time = null,
        string address = "203.0.113.7", Site? site = null)
    {
        var hit = Hit(received, address, age);
        hit = new RawHit { UserId = userId, Age = age, Request = hit.Request with { ServerSide = serverSide } };
        var row = Make.Row(hit);
        row.Time = time ?? row.Time;
        Assert.Equal(RejectReason.None, _step.Apply(hit, site ?? Berlin, row));
        return row;
    }

    private (EventRow Row, ulong Alternate) ApplyBoth(DateTimeOffset received, TimeSpan age = default)
    {
        var hit = Hit(received, "203.0.113.7", age);
        var row = Make.Row(hit);
        _step.Apply(hit, Berlin, row);
        return (row, hit.AlternateVisitor);
    }

    private static RawHit Hit(DateTimeOffset received, string address, TimeSpan age)
    {
        var hit = Make.Hit(request: Make.Request(address, received: received));
        hit.Age = age;
        return hit;
    }
}
