using System.Security.Cryptography;
using System.Text;
using Analytics.Http.SignIn;
using Microsoft.AspNetCore.Http;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Finds out who asks (API key, session of a signed-in browser, shared link) and whether the rule of the route lets them.</summary>
internal sealed class Access(CatalogStore catalog, AnalyticsOptions options, SessionCookies cookies, ShareTickets tickets)
{
    private const string KeyScheme = "Bearer ";
    private const string ShareScheme = "Share ";
    private const int LongestSecret = 512;

    private readonly byte[]? _adminKey = options.AdminKey is { Length: > 0 } key ? Hash(key) : null;

    /// <summary>Whether whoever asks may use a route; otherwise the request ends with 401, 403 or, for a foreign site, 404.</summary>
    public Caller? Authorize(HttpContext context, RouteRule rule)
    {
        if (rule.Reach == RuleReach.Public)
        {
            return null;
        }

        var caller = Find(context) ?? throw Unauthorized();
        if (caller.Share is not null && !rule.Shared)
        {
            throw Forbidden("A shared link shows reports; this needs to sign in.");
        }

        switch (rule.Reach)
        {
            case RuleReach.Caller:
                break;
            case RuleReach.Session when caller.Session is null:
                throw Forbidden("This belongs to a signed-in browser, not to a key.");
            case RuleReach.AnySite when !(caller.Highest >= rule.Role):
            case RuleReach.AllSites when !(caller.Role >= rule.Role):
            case RuleReach.Site when caller.Highest is null && !(rule.Senders && caller.Sends):
                throw Forbidden(Needs(rule));
            case RuleReach.Site:
                var site = FindSite(context.Request.RouteValues["site"] as string ?? "");
                var role = site is null ? null : caller.RoleFor(site.Id);
                var sends = rule.Senders && site is not null && caller.MaySendTo(site.Id);
                if (role is null && !sends)
                {
                    throw ProblemException.NotFound("site");
                }

                if (!(role >= rule.Role) && !sends)
                {
                    throw Forbidden(Needs(rule));
                }

                break;
        }

        return caller;
    }

    /// <summary>
    /// The caller, who must be able to read or to change something at all; otherwise the request ends with 401 or 403. How much more
    /// is needed stands in <see cref="RouteRules"/>.
    /// </summary>
    public Caller Require(HttpContext context, KeyRights right)
    {
        var caller = Find(context) ?? throw Unauthorized();
        return Holds(caller, right) ? caller : throw Forbidden($"This needs the right {CatalogWords.Of(right)}.");
    }

    /// <summary>As <see cref="Require"/>, for the whole installation.</summary>
    public void RequireEverywhere(HttpContext context, KeyRights right)
    {
        if (!(Require(context, right).Role >= Least(right)))
        {
            throw Forbidden("This needs a role or key that is not bound to single sites.");
        }
    }

    /// <summary>As <see cref="Require"/>, for a site; a foreign site looks like a missing one.</summary>
    public Site RequireSite(HttpContext context, string name, KeyRights right)
    {
        var caller = Require(context, right);
        return FindSite(name) is { } site && (right == KeyRights.Send ? caller.MaySendTo(site.Id) : caller.RoleFor(site.Id) >= Least(right)) ? site : throw ProblemException.NotFound("site");
    }

    /// <summary>Whether whoever asks could do so somewhere.</summary>
    public bool Holds(HttpContext context, KeyRights right) => Find(context) is { } caller && Holds(caller, right);

    /// <summary>Whether the browser is signed in.</summary>
    public bool HasSession(HttpContext context) => FindSession(context) is not null;

    /// <summary>Who asks; null when nobody we know.</summary>
    public Caller? Find(HttpContext context)
    {
        if (context.Features.Get<Caller>() is { } known)
        {
            return known;
        }

        var caller = FindAnew(context);
        context.Features.Set(caller);
        return caller;
    }

    /// <summary>The shared link of the request, its password not looked at; null when there is none or it has ended.</summary>
    public Share? FindShare(HttpContext context) =>
        Credential(context, ShareScheme) is { } credential ? catalog.FindShare(credential.Split('.')[0]) : null;

    private Caller? FindAnew(HttpContext context)
    {
        if (Credential(context, ShareScheme) is { } share)
        {
            return OfShare(share);
        }

        if (context.Request.Headers.Authorization.Count > 0)
        {
            return Credential(context, KeyScheme) is { } secret ? OfKey(secret) : null;
        }

        if (FindSession(context) is not { } session)
        {
            return null;
        }

        // A browser sends the cookie by itself: a change must come from a page of our own.
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            OwnPage.Require(context.Request);
        }

        return Caller.Of(session);
    }

    private Caller? OfKey(string secret)
    {
        if (_adminKey is not null && CryptographicOperations.FixedTimeEquals(Hash(secret), _adminKey))
        {
            return new Caller { Name = "admin key", Role = UserRole.Owner, Sends = true };
        }

        return catalog.VerifyKey(secret) is { } key ? Caller.Of(key) : null;
    }

    private Caller? OfShare(string credential)
    {
        var parts = credential.Split('.', 2);
        if (catalog.FindShare(parts[0]) is not { } share)
        {
            return null;
        }

        return share.Password is null || (parts.Length == 2 && tickets.IsGood(share, parts[1]))
            ? Caller.Of(share)
            : throw new ProblemException(401, "share-password", "A password is needed", "This shared link asks for a password: POST /api/v1/share.");
    }

    private UserSession? FindSession(HttpContext context) => cookies.Read(context) is { } secret ? catalog.FindSession(secret) : null;

    // A site's name may hold a slash, which stays encoded in a route.
    private Site? FindSite(string name) => catalog.FindSite(name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase));

    private static string? Credential(HttpContext context, string scheme)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && header.Length <= LongestSecret ? header[scheme.Length..].Trim() : null;
    }

    private static bool Holds(Caller caller, KeyRights right) => right == KeyRights.Send ? caller.Sends : caller.Highest >= Least(right);

    private static UserRole Least(KeyRights right) => right == KeyRights.Read ? UserRole.Viewer : UserRole.Analyst;

    private static string Needs(RouteRule rule) => rule.Reach switch
    {
        RuleReach.AllSites => $"This needs the role {CatalogWords.Of(rule.Role)} for all sites.",
        _ => $"This needs the role {CatalogWords.Of(rule.Role)}.",
    };

    private static ProblemException Unauthorized() =>
        new(401, "unauthorized", "Sign in or send a key", "Send an API key: Authorization: Bearer KEY.");

    private static ProblemException Forbidden(string needed) => new(403, "forbidden", "Not allowed", needed);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
