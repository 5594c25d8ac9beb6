using System.Net;
using Collector.Enrichment.Visitors;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;

namespace Collector.Tests.Enrichment.Visitors;

/// <summary>What is promised of cookieless keys, over many sites, zones, moments and restarts.</summary>
public sealed class SaltPropertyTests : IDisposable
{
    private const int Seed = 20261122;
    private const int Runs = 120;
    private const string Agent = "Mozilla/5.0 Test";

    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Cairo", "Etc/GMT+12"];

    private static readonly IPAddress Address = IPAddress.Parse("203.0.113.7");

    private readonly string _folder = Make.Folder();
    private readonly Random _random = new(Seed);
    private readonly TestClock _clock = new(Make.Noon);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Once_its_salt_is_destroyed_a_key_can_be_made_again_by_nothing_that_is_left()
    {
        for (var run = 0; run < Runs; run++)
        {
            var (site, at) = Case(run);
            var store = Open();
            var salt = store.Day(site, at).Salt;
            var secret = new byte[Salt.Length];
            Assert.True(salt.TryCopy(secret));
            var key = VisitorKeys.Cookieless(salt, Address, Agent);

            // Any number of restarts on the way; in the end the day and the visit gap after it are over.
            var end = SiteDay.Bounds(at, SiteDay.ZoneOf(site)).Until + site.VisitGap;
            if (_random.Next(2) == 0)
            {
                store.Dispose();
                _clock.Set(at + ((end - at) * _random.NextDouble()));
                store = Open();
            }

            _clock.Set(end);
            store.Maintain([site]);

            var name = $"seed {Seed}, run {run}";
            Assert.True(VisitorKeys.Cookieless(salt, Address, Agent) is 0 || !salt.TryCopy(new byte[Salt.Length]), name);
            Assert.False(VisitorKeys.Cookieless(store.Day(site, end).Salt, Address, Agent) == key, name);
            Assert.False(store.Day(site, end).Before is { } before && VisitorKeys.Cookieless(before, Address, Agent) == key, name);
            Assert.False(VisitorKeys.Cookieless(store.PastDay(site, SiteDay.DayOf(at, SiteDay.ZoneOf(site)), end), Address, Agent) == key, name);
            store.Dispose();
            Assert.False(IsInFolder(secret), name);
        }
    }

    [Fact]
    public void A_restart_within_the_day_keeps_every_key()
    {
        for (var run = 0; run < Runs; run++)
        {
            var (site, at) = Case(run);
            ulong key;
            using (var store = Open())
            {
                key = VisitorKeys.Cookieless(store.Day(site, at).Salt, Address, Agent);
            }

            var (_, until) = SiteDay.Bounds(at, SiteDay.ZoneOf(site));
            _clock.Set(at + ((until - at) * _random.NextDouble() * 0.999));
            using var again = Open();
            again.Maintain([site]);
            Assert.True(key == VisitorKeys.Cookieless(again.Day(site, _clock.GetUtcNow()).Salt, Address, Agent), $"seed {Seed}, run {run}");
        }
    }

    [Fact]
    public void Two_sites_and_two_days_never_share_a_key()
    {
        using var store = Open();
        var keys = new HashSet<ulong>();
        var days = new HashSet<(uint, int)>();
        for (var run = 0; run < 3 * Runs; run++)
        {
            var site = Make.Site((uint)_random.Next(1, 20), zone: Zones[_random.Next(Zones.Length)]);
            var day = store.Day(site, Make.Noon.AddHours(_random.Next(0, 96)));
            var isNewDay = days.Add((site.Id, day.Day));
            Assert.True(keys.Add(VisitorKeys.Cookieless(day.Salt, Address, Agent)) == isNewDay, $"seed {Seed}, run {run}");
        }
    }

    private (Site Site, DateTimeOffset At) Case(int run)
    {
        var site = Make.Site((uint)run + 1, zone: Zones[_random.Next(Zones.Length)]) with { VisitGap = TimeSpan.FromMinutes(_random.Next(5, 241)) };
        var at = Make.Noon.AddMinutes(_random.Next(0, 400 * 24 * 60));
        _clock.Set(at);
        return (site, at);
    }

    private bool IsInFolder(byte[] secret) => Directory.GetFiles(_folder).Any(file => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0);

    private SaltStore Open() => new(_folder, _clock, _ => { }, NullLogger<SaltStore>.Instance);
}
