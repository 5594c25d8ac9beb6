using System.Globalization;
using Microsoft.AspNetCore.Http;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>Compares passwords and codes, each guess slowed down; opens sessions and sets their cookies.</summary>
internal sealed class SignInDesk(CatalogStore catalog, AnalyticsOptions options, Passwords passwords, SignInDelays delays, SessionCookies cookies, TimeProvider clock)
{
    /// <summary>Whether a password is right; a wrong one, and one guessed too fast, end the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="account">What is guessed at.</param>
    /// <param name="hash">Of the right password; null when there is none: then no password is right.</param>
    /// <param name="password">The guess.</param>
    /// <param name="code">Whether what else is asked for is right, too; null when it was not sent. Looked at when the password is right.</param>
    public async Task RequirePasswordAsync(HttpContext context, string account, string? hash, string? password, Func<bool?>? code = null)
    {
        var address = options.ClientAddress(context);
        var (refused, wait) = delays.Begin(account, address);
        Refuse(context, refused);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, context.RequestAborted);
        }

        if (!await passwords.IsRightAsync(hash, password, context.RequestAborted))
        {
            throw Wrong(hash, account, "wrong password");
        }

        if (code is not null)
        {
            // Whoever knows the password can guess codes: few, from all addresses together.
            Refuse(context, delays.BeginCode(account));
            if (code() is not { } isRight)
            {
                // For the account the attempt stays a failure until the code comes.
                delays.NoCode(account, address);
                return;
            }

            if (!isRight)
            {
                throw Wrong(hash, account, "wrong code");
            }
        }

        delays.Forgive(account, address);
    }

    private static void Refuse(HttpContext context, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            var seconds = ((int)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            context.Response.Headers.RetryAfter = seconds;
            throw new ProblemException(429, "too-many-attempts", "Too many attempts", $"Wait {seconds} seconds, then try again.");
        }
    }

    // Under an actor of its own, so that guesses push out nobody's entries; a name that nobody has is not written down.
    private ProblemException Wrong(string? hash, string account, string what)
    {
        if (hash is not null)
        {
            catalog.Audit("sign-in", what, account);
        }

        return new(401, "sign-in-refused", "Not signed in", "Name, password or code are not right.");
    }

    /// <summary>Whether a code, by time or of the recovery codes, is right; each is right once.</summary>
    public bool IsCodeRight(long userId, string code) =>
        catalog.CodeSecretOf(userId) is { } secret && TimeCodes.Match(secret, code, clock.GetUtcNow()) is { } step
            ? catalog.UseCodeStep(userId, step)
            : catalog.UseRecoveryCode(userId, code.Trim().ToUpperInvariant());

    /// <summary>The session that the browser came with ends, a new one of the user begins.</summary>
    public void Open(HttpContext context, User user)
    {
        End(context);
        cookies.Set(context, catalog.OpenSession(user.Id, DeviceOf(context)));
    }

    /// <summary>Opens the session of a one-time link; false when the link is none of ours, used or expired.</summary>
    public bool OpenByLink(HttpContext context, string token)
    {
        if (token.Length is 0 or > 64 || catalog.RedeemSignInToken(token, DeviceOf(context)) is not { } session)
        {
            return false;
        }

        End(context);
        cookies.Set(context, session);
        var user = catalog.FindSession(session)?.User;
        catalog.Audit(user?.Name ?? "operator", "signed in by link", "");
        return true;
    }

    /// <summary>Ends the session that the browser came with, if any.</summary>
    public void End(HttpContext context)
    {
        if (cookies.Read(context) is { } secret)
        {
            catalog.EndSession(secret);
            cookies.Remove(context);
        }
    }

    /// <summary>Only the class is kept: enough to know one's own browsers by.</summary>
    private static string DeviceOf(HttpContext context)
    {
        var agent = context.Request.Headers.UserAgent.ToString();
        return agent.Contains("iPad", StringComparison.Ordinal) || agent.Contains("Tablet", StringComparison.Ordinal) ? "tablet"
            : agent.Contains("Mobi", StringComparison.Ordinal) ? "mobile" : "desktop";
    }
}
