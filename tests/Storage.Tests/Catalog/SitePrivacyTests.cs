using System.Net;
using System.Text;
using Microsoft.Data.Sqlite;
using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>A site's privacy settings: what is stored, what is refused, and that no address is on disk.</summary>
public sealed class SitePrivacyTests : IDisposable
{
    private static readonly NetworkKey Key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private readonly TempCatalog _catalog = new();

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_new_site_has_the_defaults()
    {
        var privacy = _catalog.Store.AddSite("a", "UTC", "EUR").Privacy;

        Assert.Equal((ConsentLevel.Cookieless, PrivacyControlPolicy.Downgrade, 0), (privacy.Consent, privacy.PrivacyControl, privacy.RetentionMonths));
        Assert.Empty(privacy.ExcludedReferrers.Entries);
        Assert.Empty(privacy.InternalNetworks.Texts);
    }

    [Fact]
    public void All_settings_come_back_as_stored_and_others_leave_them_alone()
    {
        var site = _catalog.Store.AddSite("a", "UTC", "EUR");
        site = _catalog.Store.UpdateSite(site with
        {
            Privacy = new SitePrivacy
            {
                Consent = ConsentLevel.None,
                PrivacyControl = PrivacyControlPolicy.Drop,
                ExcludedReferrers = new ReferrerExclusions([" Pay.Example.com ", "-paypal.com", "pay.example.com"]),
                InternalNetworks = InternalNetworks.Read(["203.0.113.7", "2001:db8::/48"], Key, site),
                RetentionMonths = 120,
            },
        });
        _catalog.Store.UpdateSite(site with { Currency = "USD" });

        using var other = _catalog.Open();
        var found = other.FindSite("a")!.Privacy;
        Assert.Equal((ConsentLevel.None, PrivacyControlPolicy.Drop, 120), (found.Consent, found.PrivacyControl, found.RetentionMonths));
        Assert.Equal(["pay.example.com", "-paypal.com"], found.ExcludedReferrers.Entries);
        Assert.True(found.InternalNetworks.Contains(Key, site.Id, IPAddress.Parse("203.0.113.7")));
        Assert.Equal(2, found.InternalNetworks.Texts.Count);
    }

    [Fact]
    public void A_catalog_of_the_first_version_gets_the_defaults()
    {
        var path = Path.Combine(Path.GetDirectoryName(_catalog.Path)!, "old.db");
        using (var old = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            var migration = Path.Combine(Shared.Repository.Root, "src", "Storage", "Catalog", "Migrations", "0001_catalog.sql");
            old.Open();
            using var make = old.CreateCommand();
            make.CommandText = File.ReadAllText(migration)
                + "INSERT INTO sites (name, time_zone, currency, visit_gap_minutes, hostnames, script_path, created) VALUES ('old', 'UTC', 'EUR', 30, '[]', 'abcdefghijklmnop', 0);"
                + "PRAGMA user_version = 1";
            make.ExecuteNonQuery();
        }

        using var store = CatalogStore.Open(path, _catalog.Clock);
        Assert.Equivalent(SitePrivacy.Default, store.FindSite("old")!.Privacy, strict: true);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", true)]
    [InlineData("198.51.100.0/24", "198.51.100.255", true)]
    [InlineData("198.51.100.77/24", "198.51.100.1", true)]
    [InlineData("198.51.100.0/24", "198.51.101.0", false)]
    [InlineData("198.51.100.128/25", "198.51.100.127", false)]
    [InlineData("10.0.0.0/8", "10.255.1.2", true)]
    [InlineData("2001:db8::/48", "2001:db8:0:ffff::1", true)]
    [InlineData("2001:db8::/48", "2001:db8:1::1", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    [InlineData("2001:db8::1", "2001:db8::2", false)]
    public void An_address_lies_in_the_networks_that_cover_it(string network, string address, bool expected)
    {
        var networks = InternalNetworks.Read([network, "192.0.2.0/28"], Key, new Site { Id = 3, Name = "a" });

        Assert.Equal(expected, networks.Contains(Key, 3, IPAddress.Parse(address)));
        Assert.False(networks.Contains(Key, 4, IPAddress.Parse(address)));
        Assert.False(networks.Contains(new NetworkKey(new byte[32]), 3, IPAddress.Parse(address)));
    }

    [Fact]
    public void Networks_are_found_as_by_comparing_bits_in_many_random_cases()
    {
        const int Seed = 20261122;
        var random = new Random(Seed);
        for (var run = 0; run < 2_000; run++)
        {
            var bytes = new byte[random.Next(2) == 0 ? 4 : 16];
            random.NextBytes(bytes);
            var prefix = random.Next(bytes.Length == 4 ? 8 : 16, (8 * bytes.Length) + 1);
            var networks = InternalNetworks.Read([$"{new IPAddress(bytes)}/{prefix}"], Key, new Site { Id = 1, Name = "a" });
            var flipped = random.Next(8 * bytes.Length);
            bytes[flipped / 8] ^= (byte)(0x80 >> (flipped % 8));

            // IPv6 that happens to be mapped IPv4 is another family; random bytes never are.
            Assert.True(networks.Contains(Key, 1, new IPAddress(bytes)) == flipped >= prefix, $"seed {Seed}, run {run}");
        }
    }

    [Fact]
    public void No_address_is_on_disk()
    {
        var site = _catalog.Store.AddSite("a", "UTC", "EUR");
        _catalog.Store.UpdateSite(site with { Privacy = site.Privacy with { InternalNetworks = InternalNetworks.Read(["203.0.113.77", "198.51.100.0/24"], Key, site) } });

        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_catalog.Path)!))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var text = Encoding.Latin1.GetString(bytes);
            Assert.DoesNotContain("203.0.113", text, StringComparison.Ordinal);
            Assert.DoesNotContain("198.51.100", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Encoding.Latin1.GetString([203, 0, 113, 77]), text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("office")]
    [InlineData("203.0.113")]
    [InlineData("010.0.0.1")]
    [InlineData("203.0.113.7/33")]
    [InlineData("203.0.113.7/7")]
    [InlineData("203.0.113.7/")]
    [InlineData("203.0.113.7/24/1")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::/15")]
    [InlineData("fe80::1%eth0")]
    [InlineData("#4/32:0123456789abcdef")]
    [InlineData("#4/99:0123456789abcdef")]
    public void What_is_no_network_is_refused(string entry)
    {
        var failure = Assert.Throws<CatalogException>(() => InternalNetworks.Read([entry], Key, new Site { Id = 1, Name = "a" }));
        Assert.Equal(CatalogFailure.Invalid, failure.Failure);
    }

    [Fact]
    public void Networks_are_limited_in_number_and_lengths()
    {
        var site = _catalog.Store.AddSite("a", "UTC", "EUR");
        Refused(Enumerable.Range(0, 101).Select(i => $"10.0.0.{i}"));
        Refused(Enumerable.Range(16, 9).Select(prefix => $"10.0.0.0/{prefix}"));

        void Refused(IEnumerable<string> entries)
        {
            var networks = InternalNetworks.Read(entries, Key, site);
            Assert.Throws<CatalogException>(() => _catalog.Store.UpdateSite(site with { Privacy = site.Privacy with { InternalNetworks = networks } }));
        }
    }

    [Theory]
    [InlineData("https://paypal.com")]
    [InlineData("--paypal.com")]
    [InlineData("-")]
    [InlineData("pay pal.com")]
    public void What_is_no_domain_is_no_exclusion(string entry)
    {
        var site = _catalog.Store.AddSite("a", "UTC", "EUR");
        Assert.Throws<CatalogException>(() => _catalog.Store.UpdateSite(site with { Privacy = site.Privacy with { ExcludedReferrers = new ReferrerExclusions([entry]) } }));
    }
}
