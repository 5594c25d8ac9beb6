using System.Net;
using Collector.Enrichment.Bots;
using Collector.Enrichment.Places;
using Collector.Enrichment.UserAgents;
using Collector.Parsing;
using Collector.Tests.Enrichment.Places;
using Collector.Tests.Enrichment.UserAgents;
using Microsoft.Extensions.Logging.Abstractions;
using Storage.Catalog;
using Storage.Events;

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

    [GeoFact]
    public void A_hosting_company_alone_says_nothing_and_with_another_signal_makes_a_hit_suspected()
    {
        using var parser = AgentData.Parser();
        var networks = Networks();
        var address = Enumerable.Range(0, 256 * 256).Select(i => new IPAddress([(byte)(i >> 8), (byte)i, 0, 1]))
            .FirstOrDefault(candidate => DataCentres.Numbers.Contains(networks.FindNetwork(candidate)));
        if (address is null)
        {
            // The sample file names no hosting company: the list itself is tested below.
            Assert.Contains(16_509ul, DataCentres.Numbers);
            return;
        }

        Assert.Equal((HitClass.Human, ""), Judge(parser, networks, AgentData.Request(Firefox) with { Address = address }));
        Assert.Equal((HitClass.Suspected, "no-language,datacentre"), Judge(parser, networks, AgentData.Request(Firefox) with { Address = address, AcceptLanguage = "" }));
        Assert.Equal((HitClass.Human, ""), Judge(parser, null, AgentData.Request(Firefox) with { Address = address, AcceptLanguage = "" }));
    }

    private static PlaceDatabase Networks()
    {
        var networks = new PlaceDatabase(Path.Combine(GeoFactAttribute.Folder, "GeoLite2-ASN-Test.mmdb"), NullLogger<PlaceDatabase>.Instance);
        networks.Refresh();
        return networks;
    }

    private static (HitClass Class, string Reasons) Judge(UserAgentParser parser, PlaceDatabase? networks, RequestFacts request)
    {
        var row = new EventRow();
        new BotStep(parser, networks).Apply(new RawHit { Site = "example.com", Request = request }, new Site { Id = 1, Name = "example.com" }, row);
        return (row.Class, row.ClassReasons);
    }
}
