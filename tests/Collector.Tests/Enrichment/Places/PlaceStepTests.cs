using System.Net;
using Collector.Enrichment.Places;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Events;

namespace Collector.Tests.Enrichment.Places;

public sealed class PlaceStepTests : IDisposable
{
    private readonly string _folder = Make.Folder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [GeoFact]
    public void The_file_gives_country_region_and_city()
    {
        var row = Apply("2.125.160.216");
        Assert.Equal(("GB", "GB-ENG", "Boxford", "mmdb"), (row.Country, row.Region, row.City, row.GeoSource));
    }

    [GeoFact]
    public void An_aggregate_event_has_no_city()
    {
        var row = Apply("2.125.160.216", flags: EventFlags.ConsentAggregate);
        Assert.Equal(("GB", "GB-ENG", ""), (row.Country, row.Region, row.City));
    }

    [GeoFact]
    public void A_proxys_header_comes_first_and_the_file_adds_to_the_same_country()
    {
        var row = Apply("2.125.160.216", header: "gb");
        Assert.Equal(("GB", "GB-ENG", "Boxford", "header"), (row.Country, row.Region, row.City, row.GeoSource));
    }

    [GeoFact]
    public void A_file_that_says_another_country_than_the_header_adds_nothing()
    {
        var row = Apply("2.125.160.216", header: "DE");
        Assert.Equal(("DE", "", "", "header"), (row.Country, row.Region, row.City, row.GeoSource));
    }

    [GeoFact]
    public void A_header_that_names_no_country_is_passed_over()
    {
        foreach (var header in (string[])["XX", "T1", "A1", "Germany", "?"])
        {
            Assert.Equal("mmdb", Apply("2.125.160.216", header: header).GeoSource);
        }
    }

    [GeoFact]
    public void Ranges_answer_what_the_file_does_not_know() => Assert.Equal(("AU", "ranges"), CountryOf(Apply("1.0.0.77", zone: "Europe/Berlin")));

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("127.0.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("::1")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("203.0.113.7")]
    public void Without_a_place_of_the_address_the_time_zone_answers(string address) =>
        Assert.Equal(("DE", "timezone"), CountryOf(Apply(address, zone: "Europe/Berlin")));

    [Fact]
    public void Without_any_source_the_place_is_unknown()
    {
        var row = Apply("10.1.2.3", zone: "Mars/Olympus");
        Assert.Equal(("", "", "", ""), (row.Country, row.Region, row.City, row.GeoSource));
    }

    [GeoFact]
    public void A_changed_file_is_read_again_and_a_broken_one_leaves_the_old_in_use()
    {
        var path = Path.Combine(_folder, "places.mmdb");
        var database = new PlaceDatabase(path, NullLogger<PlaceDatabase>.Instance);
        var address = IPAddress.Parse("2.125.160.216");
        database.Refresh();
        Assert.Equal("", database.Find(address).Country);

        File.Copy(Path.Combine(GeoFactAttribute.Folder, "GeoLite2-Country-Test.mmdb"), path);
        database.Refresh();
        Assert.Equal(("GB", ""), (database.Find(address).Country, database.Find(address).City));

        File.WriteAllText(path, "half a file");
        database.Refresh();
        Assert.Equal("GB", database.Find(address).Country);

        File.Copy(Path.Combine(GeoFactAttribute.Folder, "GeoIP2-City-Test.mmdb"), path, overwrite: true);
        database.Refresh();
        Assert.Equal("Boxford", database.Find(address).City);
    }

    [GeoFact]
    public void A_file_that_is_broken_at_a_lookup_is_put_aside()
    {
        var path = Path.Combine(GeoFactAttribute.Folder, "MaxMind-DB-test-broken-search-tree-24.mmdb");
        var database = new PlaceDatabase(path, NullLogger<PlaceDatabase>.Instance);
        database.Refresh();
        for (var i = 0; i < 256 && database.File is not null; i++)
        {
            Assert.Equal(Place.Unknown, database.Find(new IPAddress([1, 1, 1, (byte)i])));
        }

        Assert.Equal(Place.Unknown, database.Find(IPAddress.Parse("1.1.1.1")));
    }

    private static (string Country, string Source) CountryOf(EventRow row) => (row.Country, row.GeoSource);

    private EventRow Apply(string address, string header = "", string zone = "", EventFlags flags = EventFlags.None)
    {
        File.WriteAllText(Path.Combine(_folder, "geoip"), "# a comment\n16777216,16777471,AU\n16777472,16777727,??\n");
        File.WriteAllText(Path.Combine(_folder, "zone.tab"), "# a comment\nDE\t+5230+01322\tEurope/Berlin\tmost of Germany\n");
        var mmdb = Path.Combine(GeoFactAttribute.Folder, "GeoIP2-City-Test.mmdb");
        var database = new PlaceDatabase(File.Exists(mmdb) ? mmdb : "", NullLogger<PlaceDatabase>.Instance);
        database.Refresh();
        var step = new PlaceStep(database, CountryRanges.Load(_folder), ZoneCountries.Load(Path.Combine(_folder, "zone.tab")));

        var hit = Make.Hit(request: Make.Request(address) with { ProxyCountry = header });
        hit.TimeZone = zone;
        var row = Make.Row(hit);
        row.Flags = flags;
        step.Apply(hit, Make.Site(), row);
        return row;
    }
}
