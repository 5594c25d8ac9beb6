namespace Storage.Catalog;

/// <summary>What a site has decided about its visitors' privacy and about whose hits count.</summary>
public sealed record SitePrivacy
{
    /// <summary>Longest retention that can be set, in months: ten years.</summary>
    public const int MaxRetentionMonths = 120;

    /// <summary>What a site starts with.</summary>
    public static readonly SitePrivacy Default = new();

    /// <summary>Level of events that state none.</summary>
    public ConsentLevel Consent { get; init; } = ConsentLevel.Cookieless;

    public PrivacyControlPolicy PrivacyControl { get; init; } = PrivacyControlPolicy.Downgrade;

    /// <summary>Referrers that are no source, beside the known payment providers.</summary>
    public ReferrerExclusions ExcludedReferrers { get; init; } = ReferrerExclusions.None;

    /// <summary>Networks of the site's own people, whose hits are class <c>internal</c>; as keyed hashes.</summary>
    public InternalNetworks InternalNetworks { get; init; } = InternalNetworks.None;

    /// <summary>Months that events are kept, 1–120; 0 keeps them for ever, the default.</summary>
    public int RetentionMonths { get; init; }
}
