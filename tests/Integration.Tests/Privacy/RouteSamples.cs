namespace Integration.Tests.Privacy;

/// <summary>A request that a route takes. In the path <c>{id}</c> stands for what the POST above has made.</summary>
/// <param name="Route">Method and pattern, without constraints.</param>
/// <param name="Path">Path and query; "" for the pattern as it is.</param>
/// <param name="Body">Body; "" for none.</param>
internal sealed record RouteSample(string Route, string Path = "", string Body = "")
{
    public string Method => Route[..Route.IndexOf(' ')];

    public string Pattern => Route[(Route.IndexOf(' ') + 1)..];

    public string Target => Path.Length > 0 ? Path : Pattern;
}

/// <summary>One request for each route there is; a route without one fails the test.</summary>
internal static class RouteSamples
{
    private const string Site = "/api/v1/sites/{site}";
    private const string Days = "period=7d";

    public static IReadOnlyList<RouteSample> All { get; } =
    [
        new("GET /health/live"),
        new("GET /health/ready"),
        new("GET /health/collect"),
        new("GET /metrics"),
        new("GET /openapi/v1.json", "/openapi/v1.json"),
        new("GET /", "/"),
        new("GET /{site}", "/example.com"),
        new("GET /assets/{**file}", "/assets/index.js"),
        new("GET /sign-in", $"/sign-in?token={Markers.Key}"),
        new("POST /sign-in", $"/sign-in?token={Markers.Key}"),
        new("GET /p.gif", "/p.gif?s=example.com&u=https%3A%2F%2Fexample.com%2Fsample"),
        new("OPTIONS /p.gif"),
        new("POST /e", "", """{"s":"example.com","u":"https://example.com/sample"}"""),
        new("OPTIONS /e"),
        new("POST /api/v1/events", "", """{"s":"example.com","u":"https://example.com/sample"}"""),
        new("GET /s.js"),
        new("GET /s.core.js"),
        new("GET /s.{version}.js", "/s.0123456789abcdef.js"),
        new("GET /snippet.json"),
        new("POST /{word}", "/abcdefghijklmnop", """{"s":"example.com","u":"https://example.com/sample"}"""),
        new("OPTIONS /{word}", "/abcdefghijklmnop"),
        new("GET /{word}.js", "/abcdefghijklmnop.js"),
        new("GET /{word}.core.js", "/abcdefghijklmnop.core.js"),
        new("GET /privacy.json", "/privacy.json?site=example.com"),
        new("GET /demo/{**path}", "/demo/"),

        new("POST /api/v1/session", "", $$"""{"name":"{{Markers.Mail}}","password":"{{Markers.Password}}","code":"123456"}"""),
        new("GET /api/v1/session"),
        new("POST /api/v1/share", "", $$"""{"password":"{{Markers.Password}}"}"""),
        new("POST /api/v1/account", "", $$"""{"name":"{{Markers.Mail}}","password":"{{Markers.Password}}"}"""),
        new("PUT /api/v1/account/password", "", $$"""{"password":"{{Markers.Password}}","current":"{{Markers.Password}} not"}"""),
        new("GET /api/v1/account/sessions"),
        new("POST /api/v1/account/codes"),
        new("PUT /api/v1/account/codes", "", $$"""{"secret":"ABCDEFGHIJKLMNOP","code":"123456","password":"{{Markers.Password}}"}"""),
        new("POST /api/v1/account/codes/off", "", $$"""{"password":"{{Markers.Password}}"}"""),
        new("DELETE /api/v1/account/sessions/{id}", "/api/v1/account/sessions/999999"),

        new("GET /api/v1/sites"),
        new("POST /api/v1/sites", "", """{"name":"zqown-site.example"}"""),
        new($"GET {Site}"),
        new($"PUT {Site}", "", $$"""{"internal_networks":["{{Markers.OwnNetwork}}"],"excluded_referrers":["zqown-referrer.example"]}"""),
        new($"GET {Site}/reports/{{report}}", $"{Site}/reports/overview?{Days}"),
        new($"GET {Site}/export/events", $"{Site}/export/events?{Days}&format=jsonl"),

        new($"POST {Site}/goals", "", """{"name":"zqown goal","type":"page","value":"/zqown-page"}"""),
        new($"GET {Site}/goals"),
        new($"GET {Site}/goals/{{id}}"),
        new($"PUT {Site}/goals/{{id}}", "", """{"name":"zqown goal","type":"event","value":"zqown-event"}"""),
        new($"POST {Site}/funnels", "", """{"name":"zqown funnel","steps":["page:/zqown-a","page:/zqown-b"]}"""),
        new($"GET {Site}/funnels"),
        new($"GET {Site}/funnels/{{id}}"),
        new($"PUT {Site}/funnels/{{id}}", "", """{"name":"zqown funnel","steps":["page:/zqown-a","page:/zqown-c"]}"""),
        new($"POST {Site}/segments", "", """{"name":"zqown segment","filters":["page==/zqown-a"]}"""),
        new($"GET {Site}/segments"),
        new($"GET {Site}/segments/{{id}}"),
        new($"PUT {Site}/segments/{{id}}", "", """{"name":"zqown segment","filters":["page==/zqown-b"]}"""),
        new($"POST {Site}/annotations", "", """{"kind":"note","text":"zqown annotation"}"""),
        new($"GET {Site}/annotations"),
        new($"GET {Site}/annotations/{{id}}"),
        new($"PUT {Site}/annotations/{{id}}", "", """{"kind":"release","text":"zqown annotation"}"""),
        new($"POST {Site}/alerts", "", """{"name":"zqown alert","kind":"spike","threshold":5}"""),
        new($"GET {Site}/alerts"),
        new($"GET {Site}/alerts/{{id}}"),
        new($"PUT {Site}/alerts/{{id}}", "", """{"name":"zqown alert","kind":"drop","threshold":5}"""),
        new($"GET {Site}/alerts/{{id}}/history"),
        new($"GET {Site}/alerts/{{id}}/check"),
        new($"POST {Site}/alerts/{{id}}/test"),
        new($"POST {Site}/alerts/{{id}}/secret"),
        new($"POST {Site}/summaries", "", """{"name":"zqown summary","rhythm":"daily","recipients":["zqown@example.com"]}"""),
        new($"GET {Site}/summaries"),
        new($"GET {Site}/summaries/{{id}}"),
        new($"PUT {Site}/summaries/{{id}}", "", """{"name":"zqown summary","rhythm":"weekly","recipients":["zqown@example.com"]}"""),
        new($"GET {Site}/summaries/{{id}}/preview"),
        new($"GET {Site}/summaries/{{id}}/editions"),
        new($"GET {Site}/summaries/{{id}}/editions/{{edition}}", $"{Site}/summaries/{{id}}/editions/1"),
        new($"GET {Site}/costs", $"{Site}/costs?{Days}"),
        new($"POST {Site}/costs", "", "date,source,medium,campaign,cost\n2026-11-02,zqown-source,cpc,zqown-campaign,5\n"),
        new($"POST {Site}/reclass", "", $$"""{"filters":["page==/reset/{{Markers.HexToken}}"],"class":"bot","period":"7d"}"""),
        new($"POST {Site}/visitors/export", "", $$"""{"user":"{{Markers.UserId}}-of-nobody"}"""),
        new($"POST {Site}/visitors/erase", "", $$"""{"user":"{{Markers.UserId}}-of-nobody"}"""),

        new($"GET {Site}/shares"),
        new($"POST {Site}/shares", "", $$"""{"name":"zqown share","password":"{{Markers.Password}}","filters":["page==/zqown-a"]}"""),
        new($"GET {Site}/users"),
        new($"PUT {Site}/users", "", """{"name":"zqown-viewer@example.com","role":"viewer"}"""),
        new("GET /api/v1/keys"),
        new("POST /api/v1/keys", "", """{"label":"zqown key","site":"example.com","rights":["read"]}"""),
        new("GET /api/v1/users"),
        new("POST /api/v1/users", "", """{"name":"zqown-user@example.com","role":"viewer"}"""),
        new("PUT /api/v1/users/{id}", "", """{"role":"analyst"}"""),
        new("POST /api/v1/users/{id}/reset"),
        new("GET /api/v1/audit"),

        // Last, for they take away what the others need.
        new($"DELETE {Site}/goals/{{id}}"),
        new($"DELETE {Site}/funnels/{{id}}"),
        new($"DELETE {Site}/segments/{{id}}"),
        new($"DELETE {Site}/annotations/{{id}}"),
        new($"DELETE {Site}/alerts/{{id}}"),
        new($"DELETE {Site}/summaries/{{id}}"),
        new($"DELETE {Site}/costs", $"{Site}/costs?from=2026-11-01&to=2026-11-03"),
        new($"DELETE {Site}/shares/{{id}}"),
        new($"DELETE {Site}/users/{{id}}"),
        new("DELETE /api/v1/keys/{id}"),
        new("DELETE /api/v1/users/{id}"),
        new("DELETE /api/v1/account/sessions"),
        new("DELETE /api/v1/session"),
        new($"DELETE {Site}", "/api/v1/sites/zqown-site.example"),
    ];

    /// <summary>
    /// Routes whose answer may repeat what the very same request said, and why. Nothing of it is kept, and no other answer may hold it.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Echoes { get; } = new Dictionary<string, string>
    {
        [$"GET {Site}/reports/{{report}}"] = "an answer names the question; a problem quotes the filter that it cannot read",
        [$"GET {Site}/export/events"] = "a problem quotes the filter that it cannot read",
        [$"POST {Site}/reclass"] = "an answer names the hits that were meant",
    };
}
