using Dapper;

namespace Storage.Catalog;

/// <content>Who changed what.</content>
public sealed partial class CatalogStore
{
    /// <summary>Entries that are kept of one actor; older ones go. So nobody's many changes push out what others did.</summary>
    private const int MaxAuditOfOne = 2_000;

    /// <summary>Entries that are kept in all.</summary>
    private const int MaxAudit = 100_000;

    /// <summary>Writes an entry down, after what it tells of.</summary>
    public void Audit(string actor, string action, string subject) => _file.Write(x =>
    {
        var id = x.ExecuteScalar<long>(
            "INSERT INTO audit (time, actor, action, subject) VALUES (@now, @actor, @action, @subject) RETURNING id",
            new { now = Now(), actor, action, subject });
        x.Execute(
            "DELETE FROM audit WHERE actor = @actor AND id <= (SELECT id FROM audit WHERE actor = @actor ORDER BY id DESC LIMIT 1 OFFSET @most)",
            new { actor, most = MaxAuditOfOne });
        return x.Execute("DELETE FROM audit WHERE id <= @last", new { last = id - MaxAudit });
    });

    /// <summary>The latest entries before an id (null for the newest), newest first.</summary>
    public IReadOnlyList<AuditEntry> AuditTrail(int limit, long? before = null) => _file.Read(x => x.Query<AuditRow>(
            "SELECT id, time, actor, action, subject FROM audit WHERE id < coalesce(@before, id + 1) ORDER BY id DESC LIMIT @limit", new { limit, before })
        .Select(row => new AuditEntry(row.Id, Time(row.Time), row.Actor, row.Action, row.Subject)).ToArray());

    /// <summary>A row of <c>audit</c>.</summary>
    private sealed record AuditRow(long Id, long Time, string Actor, string Action, string Subject);
}
