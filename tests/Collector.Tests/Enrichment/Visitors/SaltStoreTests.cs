using Collector.Enrichment.Visitors;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;

namespace Collector.Tests.Enrichment.Visitors;

public sealed class SaltStoreTests : IDisposable
{
    private static readonly Site Berlin = Make.Site(1, zone: "Europe/Berlin");
    private static readonly Site Tokyo = Make.Site(2, zone: "Asia/Tokyo");

    private readonly string _folder = Make.Folder();
    private readonly TestClock _clock = new(Make.Noon);
    private int _syncs;

    private string SaltsFile => Path.Combine(_folder, SaltFile.Name);

    private string BadFile => Path.Combine(_folder, SaltFile.BadName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_day_has_one_salt_for_each_site()
    {
        using var store = Open();
        var first = Bytes(store.Day(Berlin, Make.Noon).Salt);
        Assert.Equal(first, Bytes(store.Day(Berlin, Make.Noon.AddHours(3)).Salt));
        Assert.NotEqual(first, Bytes(store.Day(Tokyo, Make.Noon).Salt));
        Assert.NotEqual(first, Bytes(store.Day(Berlin, Make.Noon.AddDays(1)).Salt));
    }

    [Fact]
    public void A_clock_that_jumps_a_day_ahead_and_is_set_right_within_an_hour_costs_no_salt()
    {
        using var store = Open();
        var before = Bytes(store.Day(Berlin, Make.Noon).Salt);
        _clock.Step(TimeSpan.FromDays(1));
        for (var minute = 0; minute < 50; minute++)
        {
            store.Maintain([Berlin]);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        _clock.Step(TimeSpan.FromDays(-1));
        store.Maintain([Berlin]);
        Assert.Equal(before, Bytes(store.Day(Berlin, _clock.GetUtcNow()).Salt));
    }

    [Fact]
    public void A_clock_that_stays_ahead_is_believed_after_an_hour()
    {
        using var store = Open();
        store.Day(Berlin, Make.Noon);
        _clock.Step(TimeSpan.FromDays(2));
        store.Maintain([]);
        Assert.Equal(1, store.Count);
        _clock.Advance(TimeSpan.FromMinutes(61));
        store.Maintain([]);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void A_restart_in_mid_day_keeps_the_salts()
    {
        byte[] before;
        using (var store = Open())
        {
            before = Bytes(store.Day(Berlin, Make.Noon).Salt);
            store.Day(Tokyo, Make.Noon);
        }

        _clock.Advance(TimeSpan.FromHours(2));
        using var again = Open();
        Assert.Equal(2, again.Count);
        Assert.Equal(before, Bytes(again.Day(Berlin, _clock.GetUtcNow()).Salt));
    }

    [Fact]
    public void A_crash_keeps_the_salts_as_well()
    {
        var store = Open();
        var before = Bytes(store.Day(Berlin, Make.Noon).Salt);
        using var again = Open();
        Assert.Equal(before, Bytes(again.Day(Berlin, Make.Noon).Salt));
        store.Dispose();
    }

    [Fact]
    public void The_file_is_the_owners_alone_and_has_the_documented_layout()
    {
        using var store = Open();
        var salt = store.Day(Berlin, Make.Noon).Salt;
        var bytes = File.ReadAllBytes(SaltsFile);
        Assert.Equal(68, bytes.Length);
        Assert.Equal("CLCTSALT"u8.ToArray(), bytes[..8]);
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], bytes[8..20]);
        Assert.Equal(new DateOnly(2026, 3, 10).DayNumber, BitConverter.ToInt32(bytes, 20));
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 23, 30, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), BitConverter.ToInt64(bytes, 24));
        Assert.Equal(Bytes(salt), bytes[32..64]);
        Assert.Equal(1, _syncs);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SaltsFile));
        }
    }

    [Fact]
    public void Yesterdays_salt_lives_for_the_visit_gap_after_local_midnight_and_not_longer()
    {
        using var store = Open();
        var yesterday = store.Day(Berlin, Make.Noon).Salt;

        // Midnight in Berlin is 23:00 UTC.
        _clock.Set(new DateTimeOffset(2026, 3, 10, 23, 29, 59, TimeSpan.Zero));
        store.Maintain([Berlin]);
        Assert.Same(yesterday, store.Day(Berlin, _clock.GetUtcNow()).Before);
        Assert.True(yesterday.TryCopy(new byte[Salt.Length]));

        _clock.Advance(TimeSpan.FromSeconds(1));
        store.Maintain([Berlin]);
        Assert.Null(store.Day(Berlin, _clock.GetUtcNow()).Before);
        Assert.False(yesterday.TryCopy(new byte[Salt.Length]));
    }

    [Fact]
    public void A_site_with_a_longer_visit_gap_keeps_yesterdays_salt_as_long()
    {
        var site = Berlin with { VisitGap = TimeSpan.FromHours(4) };
        using var store = Open();
        var yesterday = store.Day(site, Make.Noon).Salt;
        _clock.Set(new DateTimeOffset(2026, 3, 11, 2, 59, 0, TimeSpan.Zero));
        store.Maintain([site]);
        Assert.Same(yesterday, store.Day(site, _clock.GetUtcNow()).Before);
    }

    [Fact]
    public void A_destroyed_salt_is_in_no_file_and_not_in_memory()
    {
        using var store = Open();
        var yesterday = store.Day(Berlin, Make.Noon).Salt;
        var secret = Bytes(yesterday);
        using var oldFile = new FileStream(SaltsFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Assert.Contains(Hex(secret), Hex(File.ReadAllBytes(SaltsFile)), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromDays(1));
        store.Maintain([Berlin]);

        Assert.Equal(new byte[Salt.Length], Bytes(yesterday));
        foreach (var file in Directory.GetFiles(_folder))
        {
            Assert.DoesNotContain(Hex(secret), Hex(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }

        // What had the name before is overwritten, not merely unlinked.
        var left = new byte[oldFile.Length];
        oldFile.ReadExactly(left);
        Assert.All(left, b => Assert.Equal(0, b));
    }

    [Fact]
    public void The_next_days_salt_is_made_before_midnight()
    {
        using var store = Open();
        store.Day(Berlin, Make.Noon);
        _clock.Set(new DateTimeOffset(2026, 3, 10, 22, 49, 0, TimeSpan.Zero));
        store.Maintain([Berlin]);
        Assert.Equal(1, store.Count);
        _clock.Set(new DateTimeOffset(2026, 3, 10, 22, 51, 0, TimeSpan.Zero));
        store.Maintain([Berlin]);
        Assert.Equal(2, store.Count);
        var syncs = _syncs;
        store.Day(Berlin, new DateTimeOffset(2026, 3, 10, 23, 0, 0, TimeSpan.Zero));
        Assert.Equal((2, syncs), (store.Count, _syncs));
    }

    [Fact]
    public void A_clock_that_goes_back_destroys_nothing()
    {
        using var store = Open();
        var today = Bytes(store.Day(Berlin, Make.Noon).Salt);
        foreach (var step in (int[])[-1, -48, -24 * 400])
        {
            _clock.Set(Make.Noon.AddHours(step));
            store.Maintain([Berlin, Tokyo]);
        }

        _clock.Set(Make.Noon);
        store.Maintain([Berlin]);
        Assert.Equal(today, Bytes(store.Day(Berlin, Make.Noon).Salt));
    }

    [Fact]
    public void A_clock_that_leaps_ahead_and_back_leaves_a_living_salt()
    {
        using var store = Open();
        store.Day(Berlin, Make.Noon);
        _clock.Advance(TimeSpan.FromDays(3650));
        store.Maintain([Berlin]);
        _clock.Set(Make.Noon);
        Assert.True(store.Day(Berlin, Make.Noon).Salt.TryCopy(new byte[Salt.Length]));
    }

    [Fact]
    public void A_past_days_salt_is_made_once_and_destroyed_after_24_hours()
    {
        using var store = Open();
        var day = new DateOnly(2026, 1, 5).DayNumber;
        var salt = store.PastDay(Berlin, day, _clock.GetUtcNow());
        Assert.Same(salt, store.PastDay(Berlin, day, _clock.GetUtcNow().AddHours(23)));

        _clock.Advance(TimeSpan.FromHours(23));
        store.Maintain([]);
        Assert.True(salt.TryCopy(new byte[Salt.Length]));
        _clock.Advance(TimeSpan.FromHours(1));
        store.Maintain([]);
        Assert.False(salt.TryCopy(new byte[Salt.Length]));
        Assert.NotSame(salt, store.PastDay(Berlin, day, _clock.GetUtcNow()));
    }

    [Fact]
    public void The_past_days_of_a_large_import_never_cost_a_site_its_present_day()
    {
        using var store = Open();
        _clock.Set(new DateTimeOffset(2026, 3, 10, 22, 30, 0, TimeSpan.Zero));
        var now = _clock.GetUtcNow();
        var today = store.Day(Berlin, now).Salt;
        var key = VisitorKeys.Cookieless(today, System.Net.IPAddress.Loopback, "agent");

        // 53 sites and 25 months of days each.
        for (var i = 0; i < 53 * 761; i++)
        {
            store.PastDay(Make.Site((uint)(100 + (i / 761))), new DateOnly(2026, 3, 1).DayNumber - (i % 761), now);
        }

        Assert.Same(today, store.Day(Berlin, now).Salt);
        Assert.Equal(key, VisitorKeys.Cookieless(store.Day(Berlin, now).Salt, System.Net.IPAddress.Loopback, "agent"));
        Assert.Equal(40_000, store.Count);
    }

    [Fact]
    public void A_past_days_salt_is_in_the_file_after_the_next_maintenance()
    {
        var day = new DateOnly(2026, 1, 5).DayNumber;
        byte[] salt;
        using (var store = Open())
        {
            salt = Bytes(store.PastDay(Berlin, day, Make.Noon));
            store.Maintain([]);
        }

        using var again = Open();
        Assert.Equal(salt, Bytes(again.PastDay(Berlin, day, Make.Noon)));
    }

    [Fact]
    public void On_a_full_disk_a_dead_salt_leaves_the_file_and_a_living_one_stays()
    {
        byte[] dead;
        byte[] living;
        using (var store = Open())
        {
            dead = Bytes(store.Day(Tokyo, Make.Noon).Salt);
            living = Bytes(store.Day(Berlin, Make.Noon).Salt);
            // No new file can be made beside: what a full disk does.
            Directory.CreateDirectory(SaltsFile + ".new");
            _clock.Advance(TimeSpan.FromHours(5));
            store.Maintain([]);

            Assert.DoesNotContain(Hex(dead), Hex(File.ReadAllBytes(SaltsFile)), StringComparison.Ordinal);
        }

        Directory.Delete(SaltsFile + ".new");
        using var again = Open();
        Assert.Equal((1, Hex(living)), (again.Count, Hex(Bytes(again.Day(Berlin, _clock.GetUtcNow()).Salt))));
    }

    [Fact]
    public void What_died_while_the_collector_stood_still_is_destroyed_before_it_serves()
    {
        byte[] salt;
        using (var store = Open())
        {
            salt = Bytes(store.Day(Berlin, Make.Noon).Salt);
        }

        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Contains(Hex(salt), Hex(File.ReadAllBytes(SaltsFile)), StringComparison.Ordinal);
        using var again = Open();

        Assert.Equal(0, again.Count);
        Assert.DoesNotContain(Hex(salt), Hex(File.ReadAllBytes(SaltsFile)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(67)]
    public void A_broken_file_is_set_aside_and_salts_are_made_anew(int damage)
    {
        byte[] before;
        using (var store = Open())
        {
            before = Bytes(store.Day(Berlin, Make.Noon).Salt);
        }

        var bytes = File.ReadAllBytes(SaltsFile);
        bytes[damage] ^= 0x40;
        File.WriteAllBytes(SaltsFile, bytes);

        using var again = Open();
        Assert.Equal(0, again.Count);
        Assert.True(File.Exists(BadFile));
        Assert.NotEqual(before, Bytes(again.Day(Berlin, Make.Noon).Salt));
    }

    [Fact]
    public void A_file_cut_at_any_byte_is_never_believed()
    {
        using (var store = Open())
        {
            store.Day(Berlin, Make.Noon);
            store.Day(Tokyo, Make.Noon);
        }

        var bytes = File.ReadAllBytes(SaltsFile);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(SaltsFile, bytes[..length]);
            using var again = Open();
            Assert.Equal(0, again.Count);
        }
    }

    [Fact]
    public void A_file_set_aside_is_destroyed_after_a_day()
    {
        File.WriteAllText(SaltsFile, "rubbish that may hold salts");
        using var store = Open();
        File.SetLastWriteTimeUtc(BadFile, _clock.GetUtcNow().UtcDateTime);
        _clock.Advance(TimeSpan.FromHours(23));
        store.Maintain([]);
        Assert.True(File.Exists(BadFile));
        _clock.Advance(TimeSpan.FromHours(2));
        store.Maintain([]);
        Assert.False(File.Exists(BadFile));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_no_hit_and_is_tried_again()
    {
        using var store = Open();
        Directory.CreateDirectory(SaltsFile + ".new");
        var salt = Bytes(store.Day(Berlin, Make.Noon).Salt);
        Assert.False(File.Exists(SaltsFile));
        Directory.Delete(SaltsFile + ".new");
        store.Maintain([Berlin]);
        Assert.Contains(Hex(salt), Hex(File.ReadAllBytes(SaltsFile)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_crash_left_of_a_new_file_is_destroyed_at_start()
    {
        File.WriteAllText(SaltsFile + ".new", "salts that never got their name");
        using var store = Open();
        Assert.False(File.Exists(SaltsFile + ".new"));
    }

    [Fact]
    public void A_site_whose_zone_changes_begins_another_day()
    {
        using var store = Open();
        var late = new DateTimeOffset(2026, 3, 10, 16, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 3, 10).DayNumber, store.Day(Berlin, late).Day);
        Assert.Equal(new DateOnly(2026, 3, 11).DayNumber, store.Day(Berlin with { TimeZone = "Asia/Tokyo" }, late).Day);
    }

    [Fact]
    public void The_installation_secret_is_made_once_and_never_replaced()
    {
        var secret = InstallationSecret.LoadOrCreate(_folder, _ => { });
        Assert.Equal(InstallationSecret.Length, secret.Length);
        Assert.Equal(secret, InstallationSecret.LoadOrCreate(_folder, _ => { }));
        var path = Path.Combine(_folder, InstallationSecret.Name);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        File.WriteAllBytes(path, secret[..31]);
        Assert.Throws<InvalidDataException>(() => InstallationSecret.LoadOrCreate(_folder, _ => { }));
    }

    private SaltStore Open() => new(_folder, _clock, _ => _syncs++, NullLogger<SaltStore>.Instance);

    private static byte[] Bytes(Salt salt)
    {
        var bytes = new byte[Salt.Length];
        salt.TryCopy(bytes);
        return bytes;
    }

    private static string Hex(byte[] bytes) => Convert.ToHexString(bytes);
}
