using Analytics.Reports;
using Microsoft.AspNetCore.Http;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Before each route of the API: its rule. After each change: who made it.</summary>
internal sealed class AccessFilter(Access access, CatalogStore catalog) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var rule = RouteRules.Of(http);
        var caller = access.Authorize(http, rule);
        QuestionRoom.Caller = caller?.Name;
        var result = await next(context);
        if (caller is not null && rule.Method != HttpMethods.Get)
        {
            catalog.Audit(caller.Name, $"{rule.Method} {rule.Path}", string.Join(' ', http.Request.RouteValues.Values));
        }

        return result;
    }
}
