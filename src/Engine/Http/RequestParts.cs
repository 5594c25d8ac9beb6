using Microsoft.AspNetCore.Http;

namespace Engine.Http;

/// <summary>Reads a request's query string, headers and form fields into a <see cref="QueryRequest"/>.</summary>
internal static class RequestParts
{
    /// <summary>Parts of a query string, at most 10,000: more is no honest request.</summary>
    private const int MostParts = 10_000;

    /// <summary>The request's parts, or why it cannot be served.</summary>
    internal static async Task<(QueryRequest Request, EngineError? Error)> ReadAsync(HttpContext context)
    {
        var request = new QueryRequest();
        var headers = context.Request.Headers;
        request.Database = NullIfEmpty(headers["X-ClickHouse-Database"]);
        request.DefaultFormat = NullIfEmpty(headers["X-ClickHouse-Format"]);

        var error = TakeQueryString(request, context.Request.QueryString.Value ?? "");
        if (error is null && IsForm(context))
        {
            error = await TakeFormAsync(request, context);
        }

        return (request, error);
    }

    /// <summary>
    /// Whether the body is a form of named parts. Not the URL-encoded kind: curl -d calls any body so.
    /// </summary>
    internal static bool IsForm(HttpContext context) =>
        context.Request.HasFormContentType && context.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true;

    // Bytes rather than strings: a value may hold what is not UTF-8.
    private static EngineError? TakeQueryString(QueryRequest request, string query)
    {
        var parts = query.TrimStart('?').Split('&', MostParts + 1, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > MostParts)
        {
            return EngineError.Of(36, "BAD_ARGUMENTS", $"The query string has more than {MostParts} parts");
        }

        foreach (var part in parts)
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? [] : PercentCode.Decode(part.AsSpan(equals + 1));
            if (request.Take(System.Text.Encoding.UTF8.GetString(PercentCode.Decode(name)), value) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static async Task<EngineError?> TakeFormAsync(QueryRequest request, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        foreach (var (name, value) in form)
        {
            var error = name == "query" || name.StartsWith("param_", StringComparison.Ordinal)
                ? request.Take(name, System.Text.Encoding.UTF8.GetBytes(value.ToString()))
                : EngineError.Of(48, "NOT_IMPLEMENTED", "External tables are not offered: send the rows in the statement");
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
