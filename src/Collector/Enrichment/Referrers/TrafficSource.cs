namespace Collector.Enrichment.Referrers;

/// <summary>What sort of place a source is; channels are told apart by it.</summary>
internal enum SourceKind
{
    /// <summary>A site that is not in the table.</summary>
    Unknown = 0,

    /// <summary>In the table for its name only (news readers, wikis, office tools).</summary>
    Other,

    Search,

    Social,

    Video,

    /// <summary>An AI assistant.</summary>
    Ai,

    /// <summary>Web mail, a mail app, or a newsletter tool's own pages.</summary>
    Email,

    Shopping,

    /// <summary>Music and podcasts.</summary>
    Audio,
}

/// <summary>A known source of visits.</summary>
/// <param name="Name">Name as shown: Google.</param>
/// <param name="Kind">What sort of place it is.</param>
internal sealed record TrafficSource(string Name, SourceKind Kind);
