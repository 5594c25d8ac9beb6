using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary><c>/api/v1/account</c>: what a signed-in person keeps: password, codes, signed-in browsers.</summary>
internal sealed class AccountApi(Access access, CatalogStore catalog, SignInDesk desk, Passwords passwords, TimeProvider clock)
{
    private const int RecoveryCodes = 10;
    private const int RecoveryBytes = 10;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup("/account").WithTags("Signing in").ProducesProblem(401).ProducesProblem(403);
        account.MapPost("", (HttpContext context, AccountApi api) => api.AddOwnerAsync(context))
            .Accepts<SignInBody>("application/json").Produces(204).ProducesProblem(400).ProducesProblem(409)
            .WithSummary("Makes the first owner, and signs the browser in as such");
        account.MapPut("password", (HttpContext context, AccountApi api) => api.SetPasswordAsync(context))
            .Accepts<PasswordBody>("application/json").Produces(204).ProducesProblem(400).ProducesProblem(429)
            .WithSummary("Sets one's password; all other browsers are signed out");
        account.MapGet("sessions", (HttpContext context, AccountApi api) => api.Browsers(context))
            .Produces<BrowserBody[]>().WithSummary("The signed-in browsers");
        account.MapDelete("sessions", (HttpContext context, AccountApi api) => api.EndOthers(context))
            .Produces(204).WithSummary("Signs all other browsers out");
        account.MapDelete("sessions/{id:long}", (long id, HttpContext context, AccountApi api) => api.End(id, context))
            .Produces(204).ProducesProblem(404).WithSummary("Signs a browser out");
        account.MapPost("codes", (HttpContext context, AccountApi api) => api.NewCodes(context))
            .Produces<CodeSecretBody>().WithSummary("A secret for an authenticator app; nothing is stored yet");
        account.MapPut("codes", (HttpContext context, AccountApi api) => api.TurnCodesOnAsync(context))
            .Accepts<CodesBody>("application/json").Produces<RecoveryCodesBody>().ProducesProblem(400).ProducesProblem(429)
            .WithSummary("Turns codes on; answers with the recovery codes");
        account.MapPost("codes/off", (HttpContext context, AccountApi api) => api.TurnCodesOffAsync(context))
            .Accepts<CodesBody>("application/json").Produces(204).ProducesProblem(429).WithSummary("Turns codes off; needs the password");
    }

    private async Task<NoContent> AddOwnerAsync(HttpContext context)
    {
        if (SessionOf(context).User is { } user)
        {
            throw new ProblemException(409, "conflict", "It exists already", $"You are signed in as {user.Name}.");
        }

        var body = await JsonBody.ReadAsync<SignInBody>(context.Request, context.RequestAborted);
        desk.Open(context, catalog.AddFirstOwner(body.Name ?? "", await passwords.HashAsync(body.Password, context.RequestAborted)));
        return TypedResults.NoContent();
    }

    private async Task<NoContent> SetPasswordAsync(HttpContext context)
    {
        var user = UserOf(context);
        var body = await JsonBody.ReadAsync<PasswordBody>(context.Request, context.RequestAborted);
        if (user.HasPassword)
        {
            await desk.RequirePasswordAsync(context, user.Name, catalog.PasswordOf(user.Id), body.Current);
        }

        catalog.SetPassword(user.Id, await passwords.HashAsync(body.Password, context.RequestAborted));
        desk.Open(context, user);
        return TypedResults.NoContent();
    }

    private Ok<BrowserBody[]> Browsers(HttpContext context)
    {
        var own = SessionOf(context);
        var all = own.User is null ? [own] : catalog.SessionsOf(own.User);
        return TypedResults.Ok(all.Select(session => new BrowserBody
        {
            Id = session.Id,
            Device = session.Device,
            Created = TimeText.Of(session.Created),
            LastSeen = TimeText.Of(session.LastSeen),
            Current = session.Id == own.Id,
        }).ToArray());
    }

    private NoContent EndOthers(HttpContext context)
    {
        catalog.EndOtherSessions(UserOf(context).Id, SessionOf(context).Id);
        return TypedResults.NoContent();
    }

    private NoContent End(long id, HttpContext context)
    {
        catalog.EndSession(UserOf(context).Id, id);
        return TypedResults.NoContent();
    }

    private Ok<CodeSecretBody> NewCodes(HttpContext context)
    {
        var secret = TimeCodes.NewSecret();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CodeSecretBody(Base32.Encode(secret), TimeCodes.UriOf(UserOf(context).Name, secret)));
    }

    private async Task<Ok<RecoveryCodesBody>> TurnCodesOnAsync(HttpContext context)
    {
        var user = UserOf(context);
        var body = await JsonBody.ReadAsync<CodesBody>(context.Request, context.RequestAborted);
        var secret = TimeCodes.ReadSecret(body.Secret ?? "")
            ?? throw new ProblemException(400, "invalid", "A value is not allowed", "The secret is not the one given by POST /api/v1/account/codes.");
        await desk.RequirePasswordAsync(context, user.Name, catalog.PasswordOf(user.Id), body.Password);
        var step = TimeCodes.Match(secret, body.Code ?? "", clock.GetUtcNow())
            ?? throw new ProblemException(400, "invalid", "A value is not allowed", "The code is not one of this secret at this time: look at the clocks of both devices.");
        string[] recovery = [.. Enumerable.Range(0, RecoveryCodes).Select(_ => Base32.Encode(RandomNumberGenerator.GetBytes(RecoveryBytes)))];
        catalog.SetCodeSecret(user.Id, secret, step, recovery);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RecoveryCodesBody(recovery));
    }

    private async Task<NoContent> TurnCodesOffAsync(HttpContext context)
    {
        var user = UserOf(context);
        var body = await JsonBody.ReadAsync<CodesBody>(context.Request, context.RequestAborted);
        await desk.RequirePasswordAsync(context, user.Name, catalog.PasswordOf(user.Id), body.Password);
        catalog.RemoveCodeSecret(user.Id);
        return TypedResults.NoContent();
    }

    private UserSession SessionOf(HttpContext context) => access.Find(context)!.Session!; // the route's rule asks for one

    private User UserOf(HttpContext context) => SessionOf(context).User
        ?? throw new ProblemException(409, "no-account", "No account yet", "Make an owner first: POST /api/v1/account.");
}
