using System.Collections.Concurrent;
using System.Text;

namespace Collector.Http;

/// <summary>
/// The snippet: <c>/s.js</c> (everything), <c>/s.core.js</c>, the sites' own unguessable <c>/WORD.js</c> and <c>/WORD.core.js</c>,
/// which send to <c>/WORD</c>, and every version ever served from this data folder under <c>/s.VERSION.js</c>, which never changes.
/// </summary>
internal sealed class SnippetEndpoint
{
    private const string ForAnHour = "public, max-age=3600";
    private const string ForEver = "public, max-age=31536000, immutable";

    private static ReadOnlySpan<byte> CommonTarget => "\"/e\""u8;

    private readonly Script _full;
    private readonly Script _core;
    private readonly IScriptPaths _paths;
    private readonly Dictionary<string, Script> _versions = [];
    private readonly byte[] _list;
    private readonly ConcurrentDictionary<string, Script> _ofSites = new(StringComparer.Ordinal);

    /// <param name="scripts">The snippet's two forms and its earlier versions.</param>
    /// <param name="paths">Knows the sites' own paths.</param>
    public SnippetEndpoint(SnippetScripts scripts, IScriptPaths paths)
    {
        _full = new Script(scripts.Full);
        _core = new Script(scripts.Core);
        _paths = paths;
        foreach (var script in (Script[])[_full, _core, .. scripts.Earlier.Select(content => new Script(content))])
        {
            _versions[script.Version] = script;
        }

        _list = Encoding.ASCII.GetBytes($"{{\"full\":{Describe(_full)},\"core\":{Describe(_core)}}}");
    }

    public Task ServeFullAsync(HttpContext context) => _full.ServeAsync(context, ForAnHour);

    public Task ServeCoreAsync(HttpContext context) => _core.ServeAsync(context, ForAnHour);

    /// <summary>Serves <c>/WORD.js</c>: the snippet, sending to <c>/WORD</c>, when WORD is a site's, otherwise 404.</summary>
    public Task ServeSiteFullAsync(HttpContext context) => ServeSiteAsync(context, "", _full);

    public Task ServeSiteCoreAsync(HttpContext context) => ServeSiteAsync(context, ".core", _core);

    /// <summary>Serves <c>/WORD</c> when WORD is a site's, otherwise 404.</summary>
    public RequestDelegate GuardSite(RequestDelegate serve) => context => WordOf(context) is null ? NotFound(context) : serve(context);

    /// <summary>Serves <c>/s.VERSION.js</c>: content that the address names, so caches and <c>integrity</c> may rely on it.</summary>
    public Task ServeVersionAsync(HttpContext context) =>
        context.Request.RouteValues["version"] is string version && _versions.TryGetValue(version, out var script)
            ? script.ServeAsync(context, ForEver)
            : NotFound(context);

    /// <summary><c>/snippet.json</c>: address, <c>integrity</c> and size of the two current scripts.</summary>
    public async Task ServeListAsync(HttpContext context)
    {
        CollectHeaders.AllowAnyOrigin(context.Response);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = _list.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.BodyWriter.WriteAsync(_list);
        }
    }

    // No character in it needs escaping.
    private static string Describe(Script script) =>
        $"{{\"path\":\"/s.{script.Version}.js\",\"integrity\":\"{script.Integrity}\",\"bytes\":{script.Content.Length}}}";

    private Task ServeSiteAsync(HttpContext context, string form, Script script) =>
        WordOf(context) is { } word
            ? _ofSites.GetOrAdd(word + form, _ => new Script(WithTarget(script.Content, word))).ServeAsync(context, ForAnHour)
            : NotFound(context);

    private string? WordOf(HttpContext context) => context.Request.RouteValues["word"] is string word && _paths.Contains(word) ? word : null;

    /// <summary>The script with the site's own address in the one place where it names the common one.</summary>
    private static byte[] WithTarget(ReadOnlySpan<byte> script, string word)
    {
        var at = script.IndexOf(CommonTarget);
        return at < 0 ? script.ToArray() : [.. script[..at], .. Encoding.ASCII.GetBytes($"\"/{word}\""), .. script[(at + CommonTarget.Length)..]];
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}

/// <summary>Knows the unguessable words of the sites' own script paths.</summary>
internal interface IScriptPaths
{
    bool Contains(string word);
}
