using System.Net;
using Collector.Enrichment.Bots;
using Collector.Enrichment.Places;
using Collector.Tests.Enrichment.Places;
using Collector.Tests.Enrichment.UserAgents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collector.Tests.Enrichment.Bots;

/// <summary>A hosting company's address is one signal of two.</summary>
public class DataCentreTests
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

    [GeoFact]
    public void The_number_of_an_address_is_read_from_the_file()
    {
        var networks = Networks();

        Assert.Equal(1221ul, networks.FindNetwork(IPAddress.Parse("1.128.0.0")));
        Assert.Equal(0ul, networks.FindNetwork(IPAddress.Parse("10.0.0.1")));
    }

    [Theory]
    [InlineData(true, "de", "")]
    [InlineData(true, "", "no-language,datacentre")]
    [InlineData(false, "", "")]
    public void A_hosting_company_alone_says_nothing_and_with_another_signal_makes_a_hit_suspected(bool isDataCentre, string language, string reasons)
    {
        using var parser = AgentData.Parser();
        var request = AgentData.Request(Firefox) with { AcceptLanguage = language };

        Assert.Equal(reasons, RequestSignals.Reasons(request, parser.Lookup(request), isDataCentre));
    }

    [Theory]
    [InlineData(16_509, true)]
    [InlineData(24_940, true)]
    [InlineData(1_221, false)]
    [InlineData(0, false)]
    public void Hosting_companies_are_known_by_number(ulong number, bool known) => Assert.Equal(known, DataCentres.Numbers.Contains(number));

    private static PlaceDatabase Networks()
    {
        var networks = new PlaceDatabase(Path.Combine(GeoFactAttribute.Folder, "GeoLite2-ASN-Test.mmdb"), NullLogger<PlaceDatabase>.Instance);
        networks.Refresh();
        return networks;
    }
}
