using System.Text.Json;
using Storage.Catalog;

namespace Collector.Http;

/// <summary>
/// <c>GET /privacy.json</c>: what is kept of visitors, for anyone and for machines; with <c>?site=</c> by that site's settings. It says
/// nothing of which sites there are: a site that does not exist is answered like one with the defaults.
/// </summary>
internal static class PrivacyEndpoint
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapPrivacy(this IEndpointRouteBuilder routes, SiteDirectory sites) =>
        routes.MapMethods("/privacy.json", ["GET", "HEAD"], context => ServeAsync(context, sites));

    private static async Task ServeAsync(HttpContext context, SiteDirectory sites)
    {
        var name = context.Request.Query["site"].ToString();
        var privacy = sites.Find(name)?.Privacy ?? SitePrivacy.Default;
        var body = JsonSerializer.SerializeToUtf8Bytes(Describe(name.Length == 0 ? null : privacy), Options);
        var response = context.Response;
        CollectHeaders.AllowAnyOrigin(response);
        response.Headers.CacheControl = "public, max-age=300";
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.BodyWriter.WriteAsync(body);
        }
    }

    /// <param name="privacy">The settings of the site asked for; null when none was.</param>
    private static object Describe(SitePrivacy? privacy) => new
    {
        collected = new[]
        {
            "page: host, path without query and fragment, title; e-mail addresses and tokens in them are replaced",
            "source: referrer's host and path, utm_ values without e-mail addresses and tokens, the kind of a click id but not the id",
            "visitor: a key as the consent level allows; never an address",
            "device: browser, system and device read from the user agent, screen width, first language",
            "place: country, region and city where an address is known to be; no city at level aggregate",
            "events: name, properties, revenue and order id that the site sends, e-mail addresses in them replaced, in properties tokens and queries too; no order id at level aggregate",
            "engagement: time the page was looked at, depth of scrolling",
        },
        not_kept = new[] { "IP addresses", "user agent texts", "query strings", "click ids", "user ids and first-party ids as they are" },
        consent_levels = new object[]
        {
            new { level = 0, name = "none", means = "nothing is stored" },
            new { level = 1, name = "aggregate", means = "counted without a visitor" },
            new { level = 2, name = "cookieless", means = "a key from address and browser that nobody can make again after the site's day" },
            new { level = 3, name = "full", means = "a durable key, from the site's user id or an id that the visitor's browser keeps" },
        },
        cookies = new
        {
            by_default = "none; unsent events are kept in sessionStorage until the tab closes, an opt-out and the answer about consent in localStorage",
            after_full_consent = "none; one first-party id in localStorage, made at the time of consent, kept for at most 390 days, removed by any lesser consent",
        },
        objection = "collector.optOut() in the page, or a link to it with ?c_optout=1: a flag in localStorage, nothing is sent from then on",
        site = privacy is null ? null : new
        {
            consent_default = CatalogWords.Of(privacy.Consent),
            global_privacy_control = CatalogWords.Of(privacy.PrivacyControl),
            retention_months = privacy.RetentionMonths == 0 ? (int?)null : privacy.RetentionMonths,
            retention = privacy.RetentionMonths == 0 ? "events are kept until the site deletes them" : "older events are deleted each night",
        },
    };
}
