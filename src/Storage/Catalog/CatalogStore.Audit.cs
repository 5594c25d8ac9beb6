using Dapper;

namespace Storage.Catalog;

/// <content>Who changed what.</content>
public sealed partial class CatalogStore
{
    /// <summary>Entries that are kept; older ones go.</summary>
    private const int MaxAudit = 10_000;

    /// <summary>Writes an entry down, after what it tells of.</summary>
    public void Audit(string actor, string action, string subject) => _file.Write(x =>
    {
        var id = x.ExecuteScalar<long>(
            "INSERT INTO audit (time, actor, action, subject) VALUES (@now, @actor, @action, @subject) RETURNING id",
            new { now = Now(), actor, action, subject });
        return x.Execute("DELETE FROM audit WHERE id <= @last", new { last = id - MaxAudit });
    });

    /// <summary>The latest entries before an id (null for the newest), newest first.</summary>
    public IReadOnlyList<AuditEntry> AuditTrail(int limit, long? before = null) => _file.Read(x => x.Query<AuditRow>(
            "SELECT id, time, actor, action, subject FROM audit WHERE id < coalesce(@before, id + 1) ORDER BY id DESC LIMIT @limit", new { limit, before })
        .Select(row => new AuditEntry(row.Id, Time(row.Time), row.Actor, row.Action, row.Subject)).ToArray());

    /// <summary>A row of <c>audit</c>.</summary>
    private sealed record AuditRow(long Id, long Time, string Actor, string Action, string Subject);
}
