using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;
using static Analytics.Http.RuleReach;
using static Storage.Catalog.UserRole;

namespace Analytics.Http;

/// <summary>The one table of who may use which route. A route without a rule is for owners of all sites.</summary>
internal static partial class RouteRules
{
    public const string Root = "/api/v1";

    public static readonly IReadOnlyList<RouteRule> All =
    [
        new("POST", "/session", Public),
        new("GET", "/session", RuleReach.Caller, Shared: true),
        new("DELETE", "/session", Session),
        new("POST", "/share", Public),
        new("POST", "/account", Session),
        new("PUT", "/account/password", Session),
        new("GET", "/account/sessions", Session),
        new("DELETE", "/account/sessions", Session),
        new("DELETE", "/account/sessions/{id}", Session),
        new("POST", "/account/codes", Session),
        new("PUT", "/account/codes", Session),
        new("POST", "/account/codes/off", Session),

        new("GET", "/sites", AnySite, Viewer, Shared: true),
        new("POST", "/sites", AllSites, Owner),
        new("GET", "/sites/{site}", RuleReach.Site, Viewer, Shared: true),
        new("PUT", "/sites/{site}", RuleReach.Site, Admin),
        new("DELETE", "/sites/{site}", RuleReach.Site, Owner),

        new("GET", "/sites/{site}/reports/{report}", RuleReach.Site, Viewer, Shared: true),
        new("GET", "/sites/{site}/export/events", RuleReach.Site, Viewer),
        .. Settings("goals"),
        .. Settings("funnels"),
        .. Settings("segments"),
        .. Settings("annotations"),
        .. Settings("alerts", Admin),
        new("GET", "/sites/{site}/alerts/{id}/history", RuleReach.Site, Viewer),
        new("GET", "/sites/{site}/alerts/{id}/check", RuleReach.Site, Viewer),
        new("POST", "/sites/{site}/alerts/{id}/test", RuleReach.Site, Admin),
        new("POST", "/sites/{site}/alerts/{id}/secret", RuleReach.Site, Admin),
        .. Settings("summaries", Admin),
        new("GET", "/sites/{site}/summaries/{id}/preview", RuleReach.Site, Viewer),
        new("GET", "/sites/{site}/summaries/{id}/editions", RuleReach.Site, Viewer),
        new("GET", "/sites/{site}/summaries/{id}/editions/{edition}", RuleReach.Site, Viewer),
        new("GET", "/sites/{site}/costs", RuleReach.Site, Viewer),
        new("POST", "/sites/{site}/costs", RuleReach.Site, Analyst),
        new("DELETE", "/sites/{site}/costs", RuleReach.Site, Analyst),
        new("POST", "/sites/{site}/reclass", RuleReach.Site, Admin),
        new("POST", "/sites/{site}/visitors/export", RuleReach.Site, Admin),
        new("POST", "/sites/{site}/visitors/erase", RuleReach.Site, Admin),

        new("GET", "/sites/{site}/shares", RuleReach.Site, Admin),
        new("POST", "/sites/{site}/shares", RuleReach.Site, Admin),
        new("DELETE", "/sites/{site}/shares/{id}", RuleReach.Site, Admin),
        new("GET", "/sites/{site}/users", RuleReach.Site, Admin),
        new("PUT", "/sites/{site}/users", RuleReach.Site, Admin),
        new("DELETE", "/sites/{site}/users/{id}", RuleReach.Site, Admin),
        new("GET", "/keys", AnySite, Admin),
        new("POST", "/keys", AnySite, Admin),
        new("DELETE", "/keys/{id}", AnySite, Admin),

        new("GET", "/users", AllSites, Owner),
        new("POST", "/users", AllSites, Owner),
        new("PUT", "/users/{id}", AllSites, Owner),
        new("DELETE", "/users/{id}", AllSites, Owner),
        new("POST", "/users/{id}/reset", AllSites, Owner),
        new("GET", "/audit", AllSites, Owner),
    ];

    private static readonly FrozenDictionary<(string, string), RouteRule> ByRoute = All.ToFrozenDictionary(rule => (rule.Method, rule.Path));

    /// <summary>The rule of a request's route.</summary>
    public static RouteRule Of(HttpContext context)
    {
        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        var path = Constraint().Replace(pattern, "").TrimEnd('/');
        path = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..] : path;
        var method = HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method;
        return Find(method, path) ?? new RouteRule(method, path, AllSites, Owner);
    }

    /// <summary>The rule of a method and a path below /api/v1; null when there is none.</summary>
    public static RouteRule? Find(string method, string path) => ByRoute.GetValueOrDefault((method, path));

    // What is kept for a site. The dashboard of a shared link needs the funnels; the rest are the site's own words. Who deploys
    // (a key that sends) may leave an annotation.
    private static IEnumerable<RouteRule> Settings(string plural, UserRole role = Analyst) =>
    [
        new("GET", $"/sites/{{site}}/{plural}", RuleReach.Site, Viewer, Shared: plural == "funnels"),
        new("POST", $"/sites/{{site}}/{plural}", RuleReach.Site, role, Senders: plural == "annotations"),
        new("GET", $"/sites/{{site}}/{plural}/{{id}}", RuleReach.Site, Viewer),
        new("PUT", $"/sites/{{site}}/{plural}/{{id}}", RuleReach.Site, role),
        new("DELETE", $"/sites/{{site}}/{plural}/{{id}}", RuleReach.Site, role),
    ];

    [GeneratedRegex(@":[a-z]+(?=\})", RegexOptions.CultureInvariant)]
    private static partial Regex Constraint();
}
