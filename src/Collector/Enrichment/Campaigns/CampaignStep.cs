using Collector.Enrichment.Channels;
using Collector.Enrichment.Pages;
using Collector.Enrichment.Referrers;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Campaigns;

/// <summary>
/// Where the hit came from: the first that says something of <c>utm_*</c>, click id, external referrer; otherwise direct.
/// Fills the source of the hit and the same as its touch; the visit recorder keeps the visit's first.
/// </summary>
internal sealed class CampaignStep(SourceTable sources) : IHitStep
{
    private readonly ReferrerReader _referrers = new(sources);

    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        var search = WebAddress.TryParse(hit.Url, out var page) ? page.Query : default;
        var query = QueryFields.Read(search, withClickIds: !hit.Request.PrivacyControl || site.Privacy.PrivacyControl == PrivacyControlPolicy.Off);
        var referrer = _referrers.Read(hit.Referrer, row.Hostname, site);
        var click = ClickIds.Find(query.ClickId);
        var (source, kind) = Source(in query, click, in referrer);

        row.UtmSource = query.Source;
        row.UtmMedium = query.Medium;
        row.UtmCampaign = query.Campaign;
        row.UtmContent = query.Content;
        row.UtmTerm = query.Term;
        row.ClickId = query.ClickId;
        row.Referrer = referrer.Referrer;
        row.Source = source;
        row.Channel = ChannelRules.Find(new ChannelFacts(source, kind, query.Medium, query.Campaign, click));
        row.Touch = source.Length > 0 || query.Medium.Length > 0 || query.Campaign.Length > 0 ? (byte)1 : (byte)0;
        row.TouchSource = source;
        row.TouchMedium = query.Medium;
        row.TouchCampaign = query.Campaign;
        row.TouchChannel = row.Channel;
        return RejectReason.None;
    }

    private (string Name, SourceKind Kind) Source(in QueryFields query, ClickIdKind? click, in ReferrerFacts referrer)
    {
        if (query.Source.Length > 0)
        {
            var known = sources.ByWord(query.Source);
            return known is null ? (query.Source, SourceKind.Unknown) : (known.Name, known.Kind);
        }

        return click is null ? (referrer.Source, referrer.Kind) : (click.Source, click.SourceKind);
    }
}
