using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Browser.Tests;

/// <summary>The site, goals, keys, costs and classes of the canned API: small lists that can be changed, as JSON.</summary>
internal sealed class CannedSettings
{
    public JsonObject Site { get; } = JsonNode.Parse(
        """
        {"name":"demo.local","timezone":"Europe/Berlin","currency":"EUR","visit_gap_minutes":30,"hostnames":["demo.local","www.demo.local"],"consent":"cookieless",
         "privacy_control":"downgrade","excluded_referrers":["-paypal.com"],"internal_networks":["#4/24:9f2c11aa04be77d1"],"retention_months":24,"script_path":"k3v9xq"}
        """)!.AsObject();

    public JsonArray Goals { get; } = JsonNode.Parse(
        """
        [{"id":1,"name":"Purchase","type":"event","value":"Purchase","properties":{},"fixed_value":null},
         {"id":2,"name":"Pro sign-up","type":"event","value":"Signup","properties":{"plan":"pro"},"fixed_value":40},
         {"id":3,"name":"راهنما خوانده شد","type":"page","value":"/blog/راهنما*","properties":{},"fixed_value":null}]
        """)!.AsArray();

    public JsonArray Keys { get; } = JsonNode.Parse(
        """
        [{"id":1,"label":"Shop backend","site":"demo.local","rights":["send"],"created":"2026-05-02T09:10:11Z","last_used":"2026-11-22T07:00:00Z","revoked":null},
         {"id":2,"label":"Reports","site":null,"rights":["read","admin"],"created":"2026-06-12T09:10:11Z","last_used":null,"revoked":null},
         {"id":3,"label":"Old","site":null,"rights":["read"],"created":"2026-01-12T09:10:11Z","last_used":null,"revoked":"2026-02-01T00:00:00Z"}]
        """)!.AsArray();

    public JsonArray Users { get; } = JsonNode.Parse(
        """
        [{"id":1,"name":"owner@example.com","role":"owner","everywhere":true,"has_password":true},
         {"id":2,"name":"ann@example.com","role":"analyst","everywhere":false,"has_password":true},
         {"id":3,"name":"رضا@example.com","role":"viewer","everywhere":false,"has_password":false}]
        """)!.AsArray();

    public JsonArray Shares { get; } = JsonNode.Parse(
        """
        [{"id":1,"name":"For the board","has_password":true,"expires":"2027-03-31T23:59:59Z","filters":[],"origins":[]},
         {"id":2,"name":"The agency","has_password":false,"expires":null,"filters":["segment==Phones in Germany","page*=guide"],"origins":["https://example.com"]}]
        """)!.AsArray();

    public JsonArray Browsers { get; } = JsonNode.Parse(
        """
        [{"id":1,"device":"desktop","created":"2026-11-20T07:00:00Z","last_seen":"2026-11-22T07:00:00Z","current":true},
         {"id":2,"device":"mobile","created":"2026-11-20T07:00:00Z","last_seen":"2026-11-21T18:30:00Z","current":false},
         {"id":3,"device":"tablet","created":"2026-11-20T07:00:00Z","last_seen":"2026-11-21T19:30:00Z","current":false}]
        """)!.AsArray();

    /// <summary>The bodies of requests that are only kept: imported costs, rules for classes.</summary>
    public List<string> Bodies { get; } = [];

    public void Map(WebApplication app)
    {
        app.MapGet("/api/v1/sites/{site}", () => Json(Site));
        app.MapPut("/api/v1/sites/{site}", async (HttpRequest request) =>
        {
            foreach (var (name, value) in (await BodyAsync(request)).ToList())
            {
                Site[name] = value?.DeepClone();
            }
            return Json(Site);
        });
        app.MapGet("/api/v1/sites/{site}/goals", () => Json(Goals));
        app.MapPost("/api/v1/sites/{site}/goals", async (HttpRequest request) => Added(Goals, await BodyAsync(request)));
        app.MapPut("/api/v1/sites/{site}/goals/{id:int}", async (int id, HttpRequest request) =>
        {
            var changed = await BodyAsync(request);
            changed["id"] = id;
            Goals[Goals.IndexOf(Of(Goals, id))] = changed;
            return Json(changed);
        });
        app.MapDelete("/api/v1/sites/{site}/goals/{id:int}", (int id) =>
        {
            Goals.Remove(Of(Goals, id));
            return Results.NoContent();
        });
        app.MapGet("/api/v1/keys", () => Json(Keys));
        app.MapPost("/api/v1/keys", async (HttpRequest request) =>
        {
            var key = await BodyAsync(request);
            (key["created"], key["last_used"], key["revoked"]) = ("2026-11-22T10:00:00Z", null, null);
            var answer = key.DeepClone().AsObject();
            (answer["id"], answer["secret"]) = (Keys.Count + 1, "ck_shown_once");
            Added(Keys, key);
            return Results.Text(answer.ToJsonString(), "application/json", statusCode: 201);
        });
        app.MapDelete("/api/v1/keys/{id:int}", (int id) =>
        {
            Of(Keys, id)["revoked"] = "2026-11-22T10:00:00Z";
            return Results.NoContent();
        });
        app.MapPost("/api/v1/sites/{site}/costs", async (HttpRequest request) =>
        {
            Bodies.Add(await new StreamReader(request.Body).ReadToEndAsync());
            return Bodies[^1].Contains("free", StringComparison.Ordinal)
                ? Results.Problem(statusCode: 400, title: "The file cannot be read; nothing was stored", detail: "Line 2: cost is free; a cost is a number such as 12.50. Line 3: date is missing.")
                : Results.Text("""{"added":2,"replaced":1}""", "application/json");
        });
        app.MapPost("/api/v1/sites/{site}/reclass", async (HttpRequest request) =>
        {
            var rule = await BodyAsync(request);
            Bodies.Add(rule.ToJsonString());
            return Results.Text(
                $$"""{"site":"demo.local","filters":[],"class":"bot","visits":40,"hits":1310,"from_class":{"human":1200,"suspected":110},"open_visits":1,"applied":{{rule["apply"]!.ToJsonString()}}}""",
                "application/json");
        });
        MapPeople(app);
        MapAccount(app);
        app.MapGet("/snippet.json", () => Results.Text(
            """{"full":{"path":"/s.0a1b2c3d4e5f6071.js","integrity":"sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K","bytes":5277},"core":{"path":"/s.core.1b2c3d4e5f607182.js","integrity":"sha384-x","bytes":2614}}""",
            "application/json"));
        app.MapGet("/privacy.json", () => Results.Text(
            """{"site":{"consent_default":"cookieless","global_privacy_control":"downgrade","retention_months":24,"retention":"older events are deleted each night"}}""",
            "application/json"));
    }

    private void MapPeople(WebApplication app)
    {
        app.MapGet("/api/v1/sites/{site}/users", () => Json(Users));
        app.MapPut("/api/v1/sites/{site}/users", async (HttpRequest request) =>
        {
            var user = await BodyAsync(request);
            if (Users.FirstOrDefault(known => (string?)known!["name"] == (string?)user["name"]) is { } known)
            {
                known["role"] = user["role"]!.DeepClone();
                return Json(known);
            }
            (user["everywhere"], user["has_password"], user["link"]) = (false, false, "/sign-in?token=once");
            return Added(Users, user);
        });
        app.MapDelete("/api/v1/sites/{site}/users/{id:int}", (int id) => Removed(Users, id));
        app.MapGet("/api/v1/sites/{site}/shares", () => Json(Shares));
        app.MapPost("/api/v1/sites/{site}/shares", async (HttpRequest request) =>
        {
            var share = await BodyAsync(request);
            Bodies.Add(share.ToJsonString());
            (share["has_password"], share["expires"], share["address"]) = (share["password"] is not null, share["expires"]?.DeepClone(), "/demo.local?share=shown-once");
            return Added(Shares, share);
        });
        app.MapDelete("/api/v1/sites/{site}/shares/{id:int}", (int id) => Removed(Shares, id));
    }

    private void MapAccount(WebApplication app)
    {
        app.MapGet("/api/v1/account/sessions", () => Json(Browsers));
        app.MapDelete("/api/v1/account/sessions/{id:int}", (int id) => Removed(Browsers, id));
        app.MapDelete("/api/v1/account/sessions", () =>
        {
            while (Browsers.Count > 1)
            {
                Browsers.RemoveAt(1);
            }
            return Results.NoContent();
        });
        app.MapPut("/api/v1/account/password", async (HttpRequest request) =>
        {
            var body = await BodyAsync(request);
            Bodies.Add(body.ToJsonString());
            return (string?)body["current"] == "right horse battery" ? Results.NoContent() : Refused();
        });
        app.MapPost("/api/v1/account/codes", () => Results.Text("""{"secret":"JBSWY3DPEHPK3PXP","uri":"otpauth://totp/Collector:ann@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Collector"}""", "application/json"));
        app.MapPut("/api/v1/account/codes", async (HttpRequest request) =>
            (string?)(await BodyAsync(request))["code"] == "123456" ? Results.Text("""{"recovery_codes":["AAAA2222","BBBB3333"]}""", "application/json") : Refused());
        app.MapPost("/api/v1/session", async (HttpRequest request) =>
            (await BodyAsync(request))["code"] is null ? Results.Problem(statusCode: 401, type: "/problems/code-needed", title: "A code is needed") : Refused());
    }

    private static IResult Refused() => Results.Problem(statusCode: 401, type: "/problems/sign-in-refused", title: "Not signed in", detail: "Name, password or code are not right.");

    private static IResult Removed(JsonArray list, int id)
    {
        list.Remove(Of(list, id));
        return Results.NoContent();
    }

    private static IResult Json(JsonNode node) => Results.Text(node.ToJsonString(), "application/json");

    private static async Task<JsonObject> BodyAsync(HttpRequest request) => (await JsonNode.ParseAsync(request.Body))!.AsObject();

    private static JsonObject Of(JsonArray list, int id) => list.Select(item => item!.AsObject()).Single(item => (int)item["id"]! == id);

    private static IResult Added(JsonArray list, JsonObject item)
    {
        item["id"] = list.Count + 1;
        list.Add((JsonNode)item);
        return Results.Text(item.ToJsonString(), "application/json", statusCode: 201);
    }
}
