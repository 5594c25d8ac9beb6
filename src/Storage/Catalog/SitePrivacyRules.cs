namespace Storage.Catalog;

/// <summary>What the catalog accepts of a site's privacy settings.</summary>
internal static class SitePrivacyRules
{
    public static SitePrivacy Checked(SitePrivacy privacy) => privacy with
    {
        Consent = Enum.IsDefined(privacy.Consent) ? privacy.Consent : throw CatalogException.Invalid("The consent level is none, aggregate, cookieless or full."),
        PrivacyControl = Enum.IsDefined(privacy.PrivacyControl)
            ? privacy.PrivacyControl
            : throw CatalogException.Invalid("The policy for Global Privacy Control is off, downgrade or drop."),
        ExcludedReferrers = Exclusions(privacy.ExcludedReferrers),
        InternalNetworks = privacy.InternalNetworks is { Count: <= InternalNetworks.MaxNetworks, Lengths: <= InternalNetworks.MaxLengths }
            ? privacy.InternalNetworks
            : throw CatalogException.Invalid(
                $"A site has at most {InternalNetworks.MaxNetworks} internal networks, with prefixes of at most {InternalNetworks.MaxLengths} lengths."),
        RetentionMonths = privacy.RetentionMonths is >= 0 and <= SitePrivacy.MaxRetentionMonths
            ? privacy.RetentionMonths
            : throw CatalogException.Invalid($"The retention is 1 to {SitePrivacy.MaxRetentionMonths} months, or 0 to keep events for ever."),
    };

    private static ReferrerExclusions Exclusions(ReferrerExclusions exclusions) =>
        exclusions.Entries.Count <= ReferrerExclusions.MaxEntries && exclusions.Entries.All(entry => CatalogRules.HostWord().IsMatch(ReferrerExclusions.Domain(entry)))
            ? exclusions
            : throw CatalogException.Invalid(
                $"Excluded referrers are at most {ReferrerExclusions.MaxEntries} domains such as pay.example.com, or -paypal.com to count a payment provider as a source.");
}
