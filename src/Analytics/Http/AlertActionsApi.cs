using System.Text.Json.Serialization;
using Analytics.Alerts;
using Analytics.Querying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Below <c>/api/v1/sites/{site}/alerts/{id}</c>: what it did, what it sees now, a test notification, a new secret.</summary>
internal sealed class AlertActionsApi(Access access, CatalogStore catalog, AlertMeasure measure, TimeProvider clock)
{
    private const int DefaultEvents = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/sites/{site}/alerts/{id:long}").WithTags("Alerts").ProducesProblem(401).ProducesProblem(404);
        group.MapGet("history", (string site, long id, string? limit, HttpContext context, AlertActionsApi api) => api.History(site, id, context))
            .Produces<AlertEventBody[]>().ProducesProblem(400).WithSummary("What an alert did, the latest first, and what became of the notifications");
        group.MapGet("check", (string site, long id, HttpContext context, AlertActionsApi api) => api.CheckAsync(site, id, context))
            .Produces<AlertCheckBody>().ProducesProblem(503).WithSummary("What an alert sees now; changes nothing");
        group.MapPost("test", (string site, long id, HttpContext context, AlertActionsApi api) => api.Test(site, id, context))
            .Produces(202).ProducesProblem(400).ProducesProblem(403).WithSummary("Sends a test notification within some seconds");
        group.MapPost("secret", (string site, long id, HttpContext context, AlertActionsApi api) => api.Renew(site, id, context))
            .Produces<AlertSecretBody>().ProducesProblem(403).WithSummary("Gives an alert a new secret");
    }

    private Ok<AlertEventBody[]> History(string siteName, long id, HttpContext context)
    {
        var (site, alert) = Find(siteName, id, context, KeyRights.Read);
        var limit = new QueryValues(QueryLookup.Of(context.Request.Query)).Number("limit", DefaultEvents, 1, CatalogStore.MaxAlertEvents);
        return TypedResults.Ok(catalog.AlertEvents(site.Id, alert.Id, limit).Select(AlertEventBody.Of).ToArray());
    }

    private async Task<Ok<AlertCheckBody>> CheckAsync(string siteName, long id, HttpContext context)
    {
        var (site, alert) = Find(siteName, id, context, KeyRights.Read);
        var reading = await measure.ReadAsync(site, alert, clock.GetUtcNow(), context.RequestAborted);
        var verdict = AlertRule.Judge(alert, reading);
        return TypedResults.Ok(new AlertCheckBody(reading.Value, reading.Weeks, verdict.Expected, verdict.Bound, verdict.IsCase));
    }

    private Accepted Test(string siteName, long id, HttpContext context)
    {
        var (_, alert) = Find(siteName, id, context, KeyRights.Admin);
        if (alert.Webhook.Length == 0)
        {
            throw new QueryProblemException("webhook", "", "The alert has no webhook: give it one first.");
        }

        catalog.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test });
        return TypedResults.Accepted((string?)null);
    }

    private Ok<AlertSecretBody> Renew(string siteName, long id, HttpContext context)
    {
        var (site, alert) = Find(siteName, id, context, KeyRights.Admin);
        return TypedResults.Ok(new AlertSecretBody(catalog.RenewAlertSecret(site.Id, alert.Id)));
    }

    private (Site Site, Alert Alert) Find(string siteName, long id, HttpContext context, KeyRights right)
    {
        var site = access.RequireSite(context, siteName, right);
        return (site, catalog.FindAlert(site.Id, id) ?? throw ProblemException.NotFound("alert"));
    }
}

/// <summary>Something an alert did, as shown.</summary>
internal sealed record AlertEventBody(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("event")] string Event,
    [property: JsonPropertyName("at")] string At,
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("expected")] double? Expected,
    [property: JsonPropertyName("delivery")] string Delivery,
    [property: JsonPropertyName("attempts")] int Attempts,
    [property: JsonPropertyName("answer")] string? Answer)
{
    public static AlertEventBody Of(AlertEvent one) => new(
        one.Delivery, CatalogWords.Of(one.Event), TimeText.Of(one.At), one.Value, one.Expected,
        CatalogWords.Of(one.Status), one.Attempts, one.Answer.Length > 0 ? one.Answer : null);
}

/// <summary>What an alert sees.</summary>
internal sealed record AlertCheckBody(
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("weeks")] IReadOnlyList<double> Weeks,
    [property: JsonPropertyName("expected")] double? Expected,
    [property: JsonPropertyName("bound")] double? Bound,
    [property: JsonPropertyName("fires")] bool Fires);

/// <summary>A new secret, shown once.</summary>
internal sealed record AlertSecretBody([property: JsonPropertyName("secret")] string Secret);
