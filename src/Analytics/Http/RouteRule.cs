using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Who may use a route.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Below /api/v1, as in the API's description.</param>
/// <param name="Reach">For what the role must be held.</param>
/// <param name="Role">The least role.</param>
/// <param name="Shared">Whether a shared link may, too.</param>
/// <param name="Senders">Whether a key that may send to the site may, too, whatever its role.</param>
internal sealed record RouteRule(string Method, string Path, RuleReach Reach, UserRole Role = UserRole.Viewer, bool Shared = false, bool Senders = false);
