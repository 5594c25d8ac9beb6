using Dapper;
using Microsoft.Data.Sqlite;

namespace Storage.Catalog;

/// <content>One-time sign-in links and the sessions of browsers.</content>
public sealed partial class CatalogStore
{
    private const long IdleMilliseconds = 12 * 60 * 60 * 1_000L;
    private const long AbsoluteMilliseconds = 7 * 24 * 60 * 60 * 1_000L;
    private const long LastSeenMilliseconds = 60_000;

    /// <summary>Sessions of one user at a time; the one used longest ago makes room.</summary>
    private const int MaxSessions = 50;

    private const string SelectSessions = "SELECT id, user_id AS UserId, device, created, last_seen AS LastSeen FROM sign_in_sessions";

    /// <summary>Makes a one-time token that opens a session within <paramref name="life"/>; only its hash is stored.</summary>
    /// <param name="life">How long it is good.</param>
    /// <param name="userId">Whom it signs in; null for the operator, as long as there is no owner.</param>
    public string CreateSignInToken(TimeSpan life, long? userId = null)
    {
        var token = Secret.New();
        var row = new { hash = Secret.Hash(token), expires = Now() + (long)life.TotalMilliseconds, now = Now(), userId };
        return _file.Write(x =>
        {
            x.Execute("DELETE FROM sign_in_tokens WHERE expires <= @now", row);
            x.Execute("INSERT INTO sign_in_tokens (hash, expires, user_id) VALUES (@hash, @expires, @userId)", row);
            return token;
        });
    }

    /// <summary>Uses a token up and opens a session: returns its secret, or null when the token is unknown, used or expired.</summary>
    public string? RedeemSignInToken(string token, string device)
    {
        var used = new { hash = Secret.Hash(token), now = Now() };
        return used.hash is null ? null : _file.Write(x =>
        {
            var found = x.Query<TokenRow>("DELETE FROM sign_in_tokens WHERE hash = @hash AND expires > @now RETURNING expires, user_id AS UserId", used).ToList();
            return found is [var row] ? Open(x, row.UserId, device) : null;
        });
    }

    /// <summary>Opens a session of a user and returns its secret.</summary>
    public string OpenSession(long userId, string device) => _file.Write(x => Open(x, userId, device));

    /// <summary>The open session of this secret: used within the last 12 hours and begun within the last 7 days.</summary>
    public UserSession? FindSession(string secret)
    {
        var hash = Secret.Hash(secret);
        if (hash is null)
        {
            return null;
        }

        var now = Now();
        var session = _file.Read(x => x.QuerySingleOrDefault<SessionRow>($"{SelectSessions} WHERE hash = @hash", new { hash }) is { } row && IsOpen(row, now)
            ? new UserSession(row.Id, row.UserId is { } id ? FindUser(x, "id = @key", id) : null, row.Device, Time(row.Created), Time(row.LastSeen))
            : null);
        if (session is not null && now - session.LastSeen.ToUnixTimeMilliseconds() >= LastSeenMilliseconds)
        {
            _file.Note("UPDATE sign_in_sessions SET last_seen = @now WHERE hash = @hash", new { now, hash });
        }

        return session;
    }

    /// <summary>The open sessions of a user, the latest used first.</summary>
    public IReadOnlyList<UserSession> SessionsOf(User user)
    {
        var now = Now();
        return _file.Read(x => x.Query<SessionRow>($"{SelectSessions} WHERE user_id = @Id ORDER BY last_seen DESC", new { user.Id })
            .Where(row => IsOpen(row, now))
            .Select(row => new UserSession(row.Id, user, row.Device, Time(row.Created), Time(row.LastSeen))).ToArray());
    }

    /// <summary>Closes a session; nothing happens when it is not open.</summary>
    public void EndSession(string secret)
    {
        if (Secret.Hash(secret) is { } hash)
        {
            _file.Write(x => x.Execute("DELETE FROM sign_in_sessions WHERE hash = @hash", new { hash }));
        }
    }

    /// <summary>Closes one session of a user.</summary>
    public void EndSession(long userId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM sign_in_sessions WHERE user_id = @userId AND id = @id", new { userId, id }), "session");
        return true;
    });

    /// <summary>Closes all sessions of a user but one.</summary>
    public void EndOtherSessions(long userId, long but) =>
        _file.Write(x => x.Execute("DELETE FROM sign_in_sessions WHERE user_id = @userId AND id <> @but", new { userId, but }));

    private string Open(SqliteConnection connection, long? userId, string device)
    {
        var secret = Secret.New();
        var now = Now();
        var row = new { hash = Secret.Hash(secret), userId, device, now, idleSince = now - IdleMilliseconds, bornBefore = now - AbsoluteMilliseconds, keep = MaxSessions - 1 };
        connection.Execute("DELETE FROM sign_in_sessions WHERE last_seen <= @idleSince OR created <= @bornBefore", row);
        connection.Execute(
            "DELETE FROM sign_in_sessions WHERE id IN (SELECT id FROM sign_in_sessions WHERE user_id IS @userId ORDER BY last_seen DESC, id DESC LIMIT -1 OFFSET @keep)", row);
        connection.Execute("INSERT INTO sign_in_sessions (hash, user_id, device, created, last_seen) VALUES (@hash, @userId, @device, @now, @now)", row);
        return secret;
    }

    private static bool IsOpen(SessionRow session, long now) => now - session.LastSeen < IdleMilliseconds && now - session.Created < AbsoluteMilliseconds;

    /// <summary>A row of <c>sign_in_tokens</c>.</summary>
    private sealed record TokenRow(long Expires, long? UserId);

    /// <summary>A row of <c>sign_in_sessions</c>.</summary>
    private sealed record SessionRow(long Id, long? UserId, string Device, long Created, long LastSeen);
}
