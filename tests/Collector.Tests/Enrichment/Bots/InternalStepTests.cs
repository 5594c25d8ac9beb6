using Collector.Enrichment.Bots;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment.Bots;

/// <summary>Hits of the site's own people.</summary>
public sealed class InternalStepTests
{
    private static readonly NetworkKey Key = new(new byte[32]);

    [Theory]
    [InlineData("203.0.113.7", true)]
    [InlineData("203.0.114.7", false)]
    [InlineData("255.255.255.255", false)]
    public void Hits_from_the_sites_networks_are_internal_with_their_reason(string address, bool isInternal)
    {
        var site = Make.Site();
        site = site with { Privacy = site.Privacy with { InternalNetworks = InternalNetworks.Read(["203.0.113.0/24", "255.0.0.0/8"], Key, site) } };
        var hit = Make.Hit(request: Make.Request(address));
        var row = Make.Row(hit);

        new InternalStep(Key).Apply(hit, site, row);

        Assert.Equal(isInternal, row.Class == HitClass.Internal);
        Assert.Equal(isInternal ? "internal-network" : "", row.ClassReasons);
    }
}
