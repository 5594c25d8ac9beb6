using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary><c>GET /api/v1/audit</c>: who changed what, newest first; 100 entries, older ones with <c>before</c>.</summary>
internal sealed class AuditApi(CatalogStore catalog)
{
    private const int PageSize = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", (long? before, AuditApi api) => api.List(before))
            .WithTags("Users").Produces<AuditBody[]>().ProducesProblem(401).ProducesProblem(403)
            .WithSummary("Who changed what, newest first: 100 entries; older ones with before=ID. The latest 10,000 are kept");

    private Ok<AuditBody[]> List(long? before) => TypedResults.Ok(catalog.AuditTrail(PageSize, before)
        .Select(entry => new AuditBody(entry.Id, TimeText.Of(entry.Time), entry.Actor, entry.Action, entry.Subject)).ToArray());
}

/// <summary>An entry of the audit.</summary>
/// <param name="Id">Rises with time.</param>
/// <param name="Time">When, in UTC.</param>
/// <param name="Actor">A user's name, a key's label, or operator.</param>
/// <param name="Action">A route below /api/v1, or signed in.</param>
/// <param name="Subject">The values in the route's address.</param>
internal sealed record AuditBody(
    [property: JsonPropertyName("id")] long Id,
    [property: JsonPropertyName("time")] string Time,
    [property: JsonPropertyName("actor")] string Actor,
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("subject")] string Subject);
