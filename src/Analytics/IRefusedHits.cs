using Storage.Catalog;

namespace Analytics;

/// <summary>What the collecting side says of hits that came too fast.</summary>
public interface IRefusedHits
{
    /// <summary>Since when it counts: the start of the process.</summary>
    DateTimeOffset Since { get; }

    /// <summary>Hits of a site that were refused because too many came from one network or for the site.</summary>
    long Of(Site site);
}
