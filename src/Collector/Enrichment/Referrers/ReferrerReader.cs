using Collector.Enrichment.Pages;
using Storage.Catalog;

namespace Collector.Enrichment.Referrers;

/// <summary>Where a referrer leads to: the stored text, the source's name and kind.</summary>
/// <param name="Referrer">Host without <c>www.</c> and path without query; "" when there is no external referrer.</param>
/// <param name="Source">Name of the source, or its domain when it is not in the table.</param>
/// <param name="Kind">Sort of the source.</param>
internal readonly record struct ReferrerFacts(string Referrer, string Source, SourceKind Kind);

/// <summary>
/// Reads a referrer. One that cannot be read, that comes from the site itself (same host, one of the site's hosts, or the
/// site's own domain), or from where visitors only pay (<see cref="PaymentProviders"/>, changed by the site's list) is none: the visit
/// keeps the source it had.
/// </summary>
internal sealed class ReferrerReader(SourceTable sources)
{
    private static readonly ReferrerFacts None = new("", "", SourceKind.Unknown);

    public ReferrerFacts Read(string referrer, string pageHost, Site site)
    {
        if (referrer.Length == 0 || !WebAddress.TryParseReferrer(referrer, out var address) || IsOwn(address.Host, pageHost, site)
            || PaymentProviders.AreExcluded(address.Host, site.Privacy.ExcludedReferrers))
        {
            return None;
        }

        var domain = HostNames.Lower(HostNames.WithoutWww(address.Host));
        var text = address.Path.Length <= 1 ? domain : domain + UrlScrubber.Path(address.Path);
        var known = sources.ByHost(domain);
        return known is null
            ? new ReferrerFacts(text, domain, SourceKind.Unknown)
            : new ReferrerFacts(text, known.Name, known.Kind);
    }

    private static bool IsOwn(ReadOnlySpan<char> host, string pageHost, Site site) =>
        HostNames.WithoutWww(host).Equals(HostNames.WithoutWww(pageHost), StringComparison.OrdinalIgnoreCase)
        || HostNames.IsWithin(host, site.Name)
        || HostNames.IsWithinAny(host, site.Hostnames);
}
