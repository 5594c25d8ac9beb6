using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Browser.Tests;

/// <summary>The saved funnels of the canned API: one, until it is changed.</summary>
internal sealed class CannedFunnels
{
    private readonly List<JsonObject> _saved = [Parse("""{"id":1,"name":"Buy a teapot","steps":["page:/demo/product*","event:AddToCart","event:Purchase"],"window":"1d","order":"ordered","unit":"visitor"}""")];

    /// <summary>All of them, as JSON.</summary>
    public string Text
    {
        get
        {
            lock (_saved)
            {
                return $"[{string.Join(',', _saved.Select(funnel => funnel.ToJsonString()))}]";
            }
        }
    }

    public void Clear() => _saved.Clear();

    public void Map(WebApplication app)
    {
        const string Route = "/api/v1/sites/{site}/funnels";
        app.MapGet(Route, () => Results.Text(Text, "application/json"));
        app.MapPost(Route, (HttpRequest request) => SaveAsync(request, _saved.Count + 1));
        app.MapPut(Route + "/{id:int}", (HttpRequest request, int id) => SaveAsync(request, id));
        app.MapDelete(Route + "/{id:int}", (int id) => Remove(id));
    }

    private async Task<IResult> SaveAsync(HttpRequest request, int id)
    {
        var funnel = (await JsonSerializer.DeserializeAsync<JsonObject>(request.Body))!;
        funnel["id"] = id;
        Remove(id);
        lock (_saved)
        {
            _saved.Add(funnel);
        }
        return Results.Text(funnel.ToJsonString(), "application/json");
    }

    private IResult Remove(int id)
    {
        lock (_saved)
        {
            _saved.RemoveAll(funnel => (int)funnel["id"]! == id);
        }
        return Results.NoContent();
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
