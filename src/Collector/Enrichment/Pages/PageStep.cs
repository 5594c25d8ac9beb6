using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Pages;

/// <summary>
/// Host, path and title of the page. Only a page view must have an address; an address that is given must be http or https,
/// and its host on the site's list when the site has one.
/// </summary>
internal sealed class PageStep : IHitStep
{
    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        row.Title = UrlScrubber.Text(hit.Title);
        if (!MayCome(hit, site))
        {
            return RejectReason.Host;
        }

        if (hit.Url.Length == 0)
        {
            return row.Name == EventNames.Pageview ? RejectReason.BadUrl : RejectReason.None;
        }

        if (!WebAddress.TryParse(hit.Url, out var address))
        {
            return RejectReason.BadUrl;
        }

        if (site.Hostnames.Count > 0 && !HostNames.IsWithinAny(address.Host, site.Hostnames))
        {
            return RejectReason.Host;
        }

        row.Hostname = HostNames.Lower(address.Host);
        row.Path = UrlScrubber.Path(address.Path);
        return RejectReason.None;
    }

    /// <summary>
    /// On a site with a list of hosts: whether the page that a browser names as the request's origin is on it, and whether anything says
    /// which page it was. A keyed event needs neither.
    /// </summary>
    private static bool MayCome(RawHit hit, Site site)
    {
        if (site.Hostnames.Count == 0 || hit.Request.ServerSide)
        {
            return true;
        }

        var origin = hit.Request.Origin;
        return origin.Length == 0 ? hit.Url.Length > 0 : WebAddress.TryParse(origin, out var page) && HostNames.IsWithinAny(page.Host, site.Hostnames);
    }
}
