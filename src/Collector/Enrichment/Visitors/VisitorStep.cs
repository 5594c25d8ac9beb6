using System.Net;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// Whose hit it is: the site's user id when it gave one, otherwise the cookieless key of the event's local day. With Global Privacy
/// Control the user id is not read. After this step address and user agent are needed no more.
/// </summary>
/// <param name="salts">Salts of the sites' days.</param>
/// <param name="secret">The installation's secret, 32 bytes.</param>
internal sealed class VisitorStep(SaltStore salts, byte[] secret) : IHitStep
{
    private readonly KeyedHash _secret = new(secret);

    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        var request = hit.Request;
        if (request.PrivacyControl)
        {
            row.Flags |= EventFlags.PrivacyControl;
        }
        else if (hit.UserId.Length > 0)
        {
            row.Visitor = VisitorKeys.User(_secret, site.Id, hit.UserId);
            row.Identity = IdentityKind.User;
            return RejectReason.None;
        }

        // A server that says neither address nor agent nor user has not said who it was: all such events are not one visitor.
        if (request.Address.Equals(IPAddress.None) && request.UserAgent.Length == 0)
        {
            row.Identity = IdentityKind.None;
            return RejectReason.None;
        }

        row.Identity = IdentityKind.Cookieless;
        var day = salts.Day(site, request.Received);
        if (row.Time < day.From)
        {
            row.Visitor = KeyOfPast(hit, site, row, day);
            return RejectReason.None;
        }

        row.Visitor = VisitorKeys.Cookieless(day.Salt, request.Address, request.UserAgent);
        hit.AlternateVisitor = IsContinuing(day, request.Received, site) ? VisitorKeys.Cookieless(day.Before!, request.Address, request.UserAgent) : 0;
        return RejectReason.None;
    }

    /// <summary>
    /// An event of an earlier day: yesterday's key while its salt lives; later a server-side event gets a key of that day,
    /// a late browser event today's.
    /// </summary>
    private ulong KeyOfPast(RawHit hit, Site site, EventRow row, SiteDay today)
    {
        var request = hit.Request;
        var past = SiteDay.DayOf(row.Time, SiteDay.ZoneOf(site));
        if (past == today.Day - 1 && IsContinuing(today, request.Received, site))
        {
            return VisitorKeys.Cookieless(today.Before!, request.Address, request.UserAgent);
        }

        var salt = request.ServerSide ? salts.PastDay(site, past, request.Received) : today.Salt;
        return VisitorKeys.Cookieless(salt, request.Address, request.UserAgent);
    }

    private static bool IsContinuing(SiteDay day, DateTimeOffset now, Site site) => day.Before is not null && now < day.From + site.VisitGap;
}
