using Dapper;

namespace Storage.Catalog;

/// <content>One-time sign-in links and the sessions they open.</content>
public sealed partial class CatalogStore
{
    private const long IdleMilliseconds = 12 * 60 * 60 * 1_000L;
    private const long AbsoluteMilliseconds = 7 * 24 * 60 * 60 * 1_000L;
    private const long LastSeenMilliseconds = 60_000;

    /// <summary>Makes a one-time token that opens a session within <paramref name="life"/>; only its hash is stored.</summary>
    public string CreateSignInToken(TimeSpan life)
    {
        var token = Secret.New();
        var row = new { hash = Secret.Hash(token), expires = Now() + (long)life.TotalMilliseconds, now = Now() };
        return _file.Write(x =>
        {
            x.Execute("DELETE FROM sign_in_tokens WHERE expires <= @now", row);
            x.Execute("INSERT INTO sign_in_tokens (hash, expires) VALUES (@hash, @expires)", row);
            return token;
        });
    }

    /// <summary>Uses a token up and opens a session: returns its secret, or null when the token is unknown, used or expired.</summary>
    public string? RedeemSignInToken(string token)
    {
        var used = new { hash = Secret.Hash(token), now = Now() };
        if (used.hash is null)
        {
            return null;
        }

        var session = Secret.New();
        var opened = new { hash = Secret.Hash(session), used.now, idleSince = used.now - IdleMilliseconds, bornBefore = used.now - AbsoluteMilliseconds };
        return _file.Write(x =>
        {
            if (x.Execute("DELETE FROM sign_in_tokens WHERE hash = @hash AND expires > @now", used) == 0)
            {
                return null;
            }

            x.Execute("DELETE FROM sign_in_sessions WHERE last_seen <= @idleSince OR created <= @bornBefore", opened);
            x.Execute("INSERT INTO sign_in_sessions (hash, created, last_seen) VALUES (@hash, @now, @now)", opened);
            return session;
        });
    }

    /// <summary>Whether the session is open: used within the last 12 hours and begun within the last 7 days.</summary>
    public bool VerifySession(string secret)
    {
        var hash = Secret.Hash(secret);
        if (hash is null || _file.Read(x => x.QuerySingleOrDefault<SessionRow>(
            "SELECT created, last_seen AS LastSeen FROM sign_in_sessions WHERE hash = @hash", new { hash })) is not { } session)
        {
            return false;
        }

        var now = Now();
        if (now - session.LastSeen >= IdleMilliseconds || now - session.Created >= AbsoluteMilliseconds)
        {
            return false;
        }

        if (now - session.LastSeen >= LastSeenMilliseconds)
        {
            _file.Note("UPDATE sign_in_sessions SET last_seen = @now WHERE hash = @hash", new { now, hash });
        }

        return true;
    }

    /// <summary>Closes a session; nothing happens when it is not open.</summary>
    public void EndSession(string secret)
    {
        if (Secret.Hash(secret) is { } hash)
        {
            _file.Write(x => x.Execute("DELETE FROM sign_in_sessions WHERE hash = @hash", new { hash }));
        }
    }

    /// <summary>A row of <c>sign_in_sessions</c>.</summary>
    private sealed record SessionRow(long Created, long LastSeen);
}
