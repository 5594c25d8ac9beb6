using System.Text.Json;
using Dapper;

namespace Storage.Catalog;

/// <content>Shared links.</content>
public sealed partial class CatalogStore
{
    private const string SelectShares = "SELECT id, site_id AS SiteId, name, password, filters, origins, created, expires FROM shares";

    /// <summary>A site's shared links by name, also those that have ended.</summary>
    public IReadOnlyList<Share> Shares(uint siteId) =>
        _file.Read(x => x.Query<ShareRow>($"{SelectShares} WHERE site_id = @siteId ORDER BY name", new { siteId }).Select(ToShare).ToArray());

    /// <summary>Makes a shared link. Its token is not stored and cannot be had again.</summary>
    public (string Token, Share Share) AddShare(Share share)
    {
        var stored = CatalogRules.Checked(share);
        var token = Secret.New();
        return _file.Write(x =>
        {
            var count = x.ExecuteScalar<int>("SELECT count(*) FROM shares WHERE site_id = @SiteId", new { stored.SiteId });
            Expect(count < CatalogRules.MaxPerSite, CatalogRules.MaxPerSite, "shared links in this site");
            var row = new
            {
                stored.SiteId,
                stored.Name,
                hash = Secret.Hash(token),
                stored.Password,
                created = Now(),
                expires = stored.Expires?.ToUnixTimeMilliseconds(),
                filters = JsonSerializer.Serialize(stored.Filters),
                origins = JsonSerializer.Serialize(stored.Origins),
            };
            var id = x.ExecuteScalar<long>(
                """
                INSERT INTO shares (site_id, name, hash, password, filters, origins, created, expires)
                VALUES (@SiteId, @Name, @hash, @Password, @filters, @origins, @created, @expires) RETURNING id
                """,
                row);
            return (token, stored with { Id = id, Created = Time(row.created) });
        });
    }

    /// <summary>The link of this token; null when there is none or it has ended.</summary>
    public Share? FindShare(string token) => Secret.Hash(token) is { } hash
        && _file.Read(x => x.QuerySingleOrDefault<ShareRow>($"{SelectShares} WHERE hash = @hash", new { hash })) is { } row
        && (row.Expires is null || row.Expires > Now()) ? ToShare(row) : null;

    /// <summary>Removes a link: it shows nothing any more, at once.</summary>
    public void RemoveShare(uint siteId, long id) => _file.Write(x =>
    {
        Expect(x.Execute("DELETE FROM shares WHERE id = @id AND site_id = @siteId", new { id, siteId }), "shared link");
        return true;
    });

    private static Share ToShare(ShareRow row) => new()
    {
        Id = row.Id,
        SiteId = (uint)row.SiteId,
        Name = row.Name,
        Password = row.Password,
        Filters = JsonSerializer.Deserialize<string[]>(row.Filters) ?? [],
        Origins = JsonSerializer.Deserialize<string[]>(row.Origins) ?? [],
        Created = Time(row.Created),
        Expires = row.Expires is { } expires ? Time(expires) : null,
    };

    /// <summary>A row of <c>shares</c>.</summary>
    private sealed record ShareRow(long Id, long SiteId, string Name, string? Password, string Filters, string Origins, long Created, long? Expires);
}
