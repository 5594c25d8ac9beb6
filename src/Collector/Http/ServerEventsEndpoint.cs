using Collector.Parsing;

namespace Collector.Http;

/// <summary>
/// <c>POST /api/v1/events</c>: events from servers, with a key that may send, up to 1,000 in 1 MiB; answered when they are
/// durable. An event of a site that the key is not for refuses the whole body.
/// </summary>
internal sealed class ServerEventsEndpoint(RequestFactsReader facts, HitIntake intake, IKeyVerifier keys, ProblemResponses problems)
{
    private const string Scheme = "Bearer ";

    /// <summary>Longest key looked at, in characters; ours have fewer than 64.</summary>
    private const int MaxKeyLength = 256;

    public async Task ServeAsync(HttpContext context)
    {
        if (Authorize(context.Request, out var grant) is { } refusal)
        {
            await problems.WriteAsync(context, refusal);
            return;
        }

        var (batch, problem) = await EventsBody.ReadAsync(context, facts.ReadServerSide(), "", HitLimits.ServerBodyBytes, HitLimits.ServerEvents);
        if (batch is null)
        {
            await problems.WriteAsync(context, problem ?? Problems.BadRequest);
            return;
        }

        if (!batch.Hits.TrueForAll(hit => grant.Covers(hit.Site)))
        {
            await problems.WriteAsync(context, Problems.KeyNotForSite);
            return;
        }

        await intake.SubmitAsync(batch);
        await EventsAnswer.WriteAsync(context, problems, batch.Reasons, withResults: true);
    }

    private Problem? Authorize(HttpRequest request, out KeyGrant grant)
    {
        grant = new KeyGrant(false, []);
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length > Scheme.Length + MaxKeyLength)
        {
            return Problems.MissingKey;
        }

        var found = keys.Verify(header[Scheme.Length..].Trim());
        if (found is null)
        {
            return Problems.UnknownKey;
        }

        grant = found;
        return found.MaySend ? null : Problems.KeyMayNotSend;
    }
}
