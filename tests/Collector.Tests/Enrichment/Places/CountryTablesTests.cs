using System.Net;
using Collector.Enrichment.Places;

namespace Collector.Tests.Enrichment.Places;

public sealed class CountryTablesTests : IDisposable
{
    private const string SystemRanges = "/usr/share/tor";
    private const string SystemZones = "/usr/share/zoneinfo/zone.tab";

    private readonly string _folder = Make.Folder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("1.0.0.0", "AU")]
    [InlineData("1.0.0.255", "AU")]
    [InlineData("1.0.1.0", "CN")]
    [InlineData("1.0.8.0", "")]
    [InlineData("0.0.0.1", "")]
    [InlineData("255.255.255.255", "")]
    [InlineData("::ffff:1.0.0.5", "AU")]
    [InlineData("2001:2::1", "JP")]
    [InlineData("2001:2:0:ffff::1", "JP")]
    [InlineData("2001:3::", "")]
    [InlineData("::1", "")]
    [InlineData("2001:4:112::1", "US")]
    public void An_address_is_found_in_its_range(string address, string country)
    {
        File.WriteAllText(Path.Combine(_folder, "geoip"), "# comment\n16777216,16777471,AU\n16777472,16778239,CN\n");
        File.WriteAllText(Path.Combine(_folder, "geoip6"), "2001:2::,2001:2:0:ffff:ffff:ffff:ffff:ffff,JP\n2001:4:112::,2001:4:112:ffff:ffff:ffff:ffff:ffff,US\n");
        Assert.Equal(country, CountryRanges.Load(_folder)!.Find(IPAddress.Parse(address)));
    }

    [Fact]
    public void Lines_that_are_no_ranges_are_passed_over()
    {
        File.WriteAllText(Path.Combine(_folder, "geoip"), "\n,\n,,\nx,y,DE\n5,4,DE\n10,20,DE\n15,30,FR\n99999999999,1,DE\n40,50,T1\n60,70,US");
        Assert.Equal(2, CountryRanges.Load(_folder)!.Count);
    }

    [Fact]
    public void Without_files_there_are_no_ranges() => Assert.Null(CountryRanges.Load(_folder));

    [InstalledFact(SystemRanges + "/geoip")]
    public void The_systems_ranges_are_read()
    {
        var ranges = CountryRanges.Load(SystemRanges)!;
        Assert.True(ranges.Count > 300_000);
        Assert.Equal("DE", ranges.Find(IPAddress.Parse("194.25.0.125")));
        Assert.Equal("FR", ranges.Find(IPAddress.Parse("2a01:e00::1")));
    }

    [InstalledFact(SystemZones)]
    public void The_systems_zones_know_each_country_of_its_own_and_old_names()
    {
        var zones = ZoneCountries.Load(SystemZones);
        Assert.True(zones.Count > 400);
        Assert.Equal(
            ("DE", "NO", "SE", "IN", "UA", "VN", "GL", "AR", "ER"),
            (zones.Find("Europe/Berlin"), zones.Find("Europe/Oslo"), zones.Find("Europe/Stockholm"), zones.Find("Asia/Calcutta"), zones.Find("Europe/Kiev"),
                zones.Find("Asia/Saigon"), zones.Find("America/Godthab"), zones.Find("America/Buenos_Aires"), zones.Find("Africa/Asmera")));
        Assert.Equal("", zones.Find("UTC"));
        Assert.Equal("", zones.Find(""));
    }

    [Fact]
    public void Without_the_systems_zones_no_zone_is_known() => Assert.Equal("", ZoneCountries.Load(Path.Combine(_folder, "none")).Find("Europe/Berlin"));

    [Theory]
    [InlineData("de", "DE")]
    [InlineData("XK", "XK")]
    [InlineData("EU", "")]
    [InlineData("UK", "")]
    [InlineData("", "")]
    public void Only_countries_are_countries(string code, string known) => Assert.Equal(known, CountryCodes.Known(code));

    [Theory]
    [InlineData("100.64.0.1", false)]
    [InlineData("100.128.0.1", true)]
    [InlineData("172.15.0.1", true)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("169.254.1.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2001:db8::1", true)]
    public void Private_addresses_are_told_from_public_ones(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.Contains(IPAddress.Parse(address)));
}

/// <summary>A test that needs a file of the system; skipped, and said so, where it is not.</summary>
internal sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(string path)
    {
        if (!File.Exists(path))
        {
            Skip = $"{path} is not installed.";
        }
    }
}
