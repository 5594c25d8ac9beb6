using Dapper;
using Microsoft.Data.Sqlite;

namespace Storage.Catalog;

/// <content>API keys.</content>
public sealed partial class CatalogStore
{
    private const string SelectKeys =
        "SELECT id, label, site_id AS SiteId, rights, prefix, hash, created, last_used AS LastUsed, revoked FROM api_keys ORDER BY id";

    // A key revoked by another process is refused after this long at the latest; one revoked here at once.
    private const long RingCheckMilliseconds = 1_000;

    private const long LastUsedMilliseconds = 60_000;

    private volatile KeyRing? _ring;

    /// <summary>All keys, also revoked ones, oldest first.</summary>
    public IReadOnlyList<ApiKey> Keys() => _file.Read(x => x.Query<KeyRow>(SelectKeys).Select(ToKey).ToArray());

    /// <summary>Makes a key. The secret is not stored and cannot be had again.</summary>
    /// <param name="label">What it is for.</param>
    /// <param name="siteId">The one site it is good for; null for all.</param>
    /// <param name="rights">What it may do.</param>
    public (string Secret, ApiKey Key) CreateKey(string label, uint? siteId, KeyRights rights)
    {
        var secret = Secret.New();
        var shown = KeyRing.Start + secret;
        var row = new KeyRow(
            0,
            CatalogRules.Label(label, "A key's label"),
            siteId,
            (long)CatalogRules.Rights(rights),
            secret[..KeyRing.PrefixLength],
            Secret.Hash(shown)!, // ASCII of the right length: it has a hash.
            Now(),
            null,
            null);
        return _file.Write(x =>
        {
            Expect(x.ExecuteScalar<int>("SELECT count(*) FROM api_keys") < CatalogRules.MaxKeys, CatalogRules.MaxKeys, "keys");
            var id = x.ExecuteScalar<long>(
                """
                INSERT INTO api_keys (label, site_id, rights, prefix, hash, created)
                VALUES (@Label, @SiteId, @Rights, @Prefix, @Hash, @Created) RETURNING id
                """,
                row);
            return (shown, ToKey(row with { Id = id }));
        });
    }

    /// <summary>
    /// The key of this secret; null when it is none of ours or revoked. Looks at the file at most once a second and writes the
    /// last use at most once a minute.
    /// </summary>
    public ApiKey? VerifyKey(ReadOnlySpan<char> secret)
    {
        var now = Now();
        var entry = Ring(now).Find(secret);
        if (entry is null || entry.Key.Revoked is not null)
        {
            return null;
        }

        if (entry.IsDue(now, LastUsedMilliseconds))
        {
            _file.Note("UPDATE api_keys SET last_used = @now WHERE id = @Id", new { now, entry.Key.Id });
        }

        return entry.Key;
    }

    /// <summary>Withdraws a key for good.</summary>
    public void RevokeKey(long id) => _file.Write(x =>
    {
        Expect(x.Execute("UPDATE api_keys SET revoked = coalesce(revoked, @now) WHERE id = @id", new { id, now = Now() }), "key");
        return true;
    });

    private KeyRing Ring(long now)
    {
        var ring = _ring;
        if (ring is not null && ring.Stamp.Own == _file.OwnChanges && Math.Abs(now - ring.CheckedAt) < RingCheckMilliseconds)
        {
            return ring;
        }

        // The stamp is taken before the rows: a change in between is seen next time.
        var stamp = _file.Stamp();
        if (ring is not null && ring.Stamp == stamp)
        {
            ring.CheckedAt = now;
            return ring;
        }

        ring = new KeyRing(_file.Read(ReadEntries), stamp, now);
        _ring = ring;
        return ring;
    }

    private static KeyRing.Entry[] ReadEntries(SqliteConnection connection) =>
        [.. connection.Query<KeyRow>(SelectKeys).Select(x => new KeyRing.Entry(ToKey(x), x.Prefix, x.Hash))];

    private static ApiKey ToKey(KeyRow row) => new(
        row.Id,
        row.Label,
        (uint?)row.SiteId,
        (KeyRights)row.Rights,
        Time(row.Created),
        row.LastUsed is { } used ? Time(used) : null,
        row.Revoked is { } revoked ? Time(revoked) : null);

    /// <summary>A row of <c>api_keys</c>.</summary>
    private sealed record KeyRow(
        long Id, string Label, long? SiteId, long Rights, string Prefix, byte[] Hash, long Created, long? LastUsed, long? Revoked);
}
