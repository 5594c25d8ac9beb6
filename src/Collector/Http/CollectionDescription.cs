using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Collector.Http;

/// <summary>
/// The routes of collection and operation in the API's description. Their handlers read the request themselves, for speed, so
/// nothing describes them but this; what the fields mean in full is in docs/collection-api.md.
/// </summary>
internal sealed class CollectionDescription : IOpenApiDocumentTransformer
{
    private static readonly (string Name, string Text)[] Fields =
    [
        ("s", "Site, required."),
        ("n", "Event name; pageview when left out."),
        ("u", "Page address; the Referer header when left out."),
        ("r", "Referrer."),
        ("t", "Title."),
        ("i", "Event id: the same id again is a duplicate."),
        ("pv", "Page-view id."),
        ("v", "Revenue."),
        ("c", "Currency of the revenue, ISO 4217."),
        ("o", "Order id."),
        ("w", "Screen width in CSS pixels."),
        ("id", "The site's user id."),
        ("k", "Consent level, 0 to 3."),
        ("f", "First-party visitor id, read at consent level 3."),
        ("a", "Age of the event in milliseconds."),
        ("e", "Engaged milliseconds since the last report."),
        ("d", "Deepest scroll in percent."),
        ("z", "The browser's IANA time zone."),
    ];

    private static readonly (string Name, string Text)[] FieldsOfServers =
    [
        .. Fields,
        ("ts", "Time of the event, RFC 3339."),
        ("ip", "The visitor's address."),
        ("ua", "The visitor's user agent."),
    ];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Paths ??= [];
        var pixel = Operation("Collection", "The pixel: one hit; the header X-Collect says what became of it", ("200", "A GIF of 43 bytes, whatever becomes of the hit."));
        pixel.Parameters = [.. Fields.Append(("p.KEY", "A property.")).Select(field => Query(field.Item1, field.Item2))];
        Add(document, "/p.gif", HttpMethod.Get, pixel);

        var events = Operation(
            "Collection", "Events from pages: one, or up to 100", ("202", "Durable: accepted and dropped."), ("400", "Nothing was counted."), ("413", "Too large."), ("503", "Not stored: send it again."));
        events.RequestBody = Body(Fields);
        Add(document, "/e", HttpMethod.Post, events);

        var keyed = Operation(
            "Collection", "Events from servers: one, or up to 1,000", ("202", "Durable: accepted, dropped and one word for each."), ("400", "Nothing was counted."),
            ("401", "No key."), ("403", "A key that may not send, or not for this site."), ("413", "Too large."), ("503", "Not stored: send it again."));
        keyed.RequestBody = Body(FieldsOfServers);
        Add(document, "/api/v1/events", HttpMethod.Post, keyed);

        Add(document, "/s.js", HttpMethod.Get, Operation("Collection", "The snippet", ("200", "The script.")));
        Add(document, "/health/live", HttpMethod.Get, Operation("Operation", "Whether the process lives", ("200", "It does.")));
        Add(document, "/health/ready", HttpMethod.Get, Operation("Operation", "Whether it takes traffic", ("200", "It does."), ("503", "Not now; the body says why.")));
        Add(document, "/health/collect", HttpMethod.Get, Operation("Operation", "Whether it takes hits", ("200", "It does."), ("503", "Not now; the body says why.")));
        Add(document, "/metrics", HttpMethod.Get, Operation("Operation", "Its numbers, as Prometheus reads them", ("200", "Text.")));
        return Task.CompletedTask;
    }

    private static void Add(OpenApiDocument document, string path, HttpMethod method, OpenApiOperation operation) =>
        document.Paths[path] = new OpenApiPathItem { Operations = new() { [method] = operation } };

    private static OpenApiOperation Operation(string tag, string summary, params (string Status, string Text)[] answers)
    {
        var responses = new OpenApiResponses();
        foreach (var (status, text) in answers)
        {
            responses[status] = new OpenApiResponse { Description = text };
        }

        return new OpenApiOperation { Summary = summary, Responses = responses, Tags = new HashSet<OpenApiTagReference> { new(tag) } };
    }

    private static OpenApiParameter Query(string name, string text) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = text,
        Required = name == "s",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiRequestBody Body((string Name, string Text)[] fields)
    {
        var one = new OpenApiSchema { Type = JsonSchemaType.Object, Required = new HashSet<string> { "s" }, Properties = new Dictionary<string, IOpenApiSchema>() };
        foreach (var (name, text) in fields)
        {
            one.Properties[name] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Number, Description = text };
        }

        one.Properties["p"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Properties: text, numbers, booleans." };
        var schema = new OpenApiSchema { OneOf = [one, new OpenApiSchema { Type = JsonSchemaType.Array, Items = one }] };
        return new OpenApiRequestBody { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema }, ["text/plain"] = new() { Schema = schema } } };
    }
}
