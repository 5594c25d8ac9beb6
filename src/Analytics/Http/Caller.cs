using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Who asks: what they may do, and the one site they may do it with (null for all).</summary>
internal sealed record Caller(KeyRights Rights, uint? SiteId)
{
    public static readonly Caller Administrator = new(KeyRights.Send | KeyRights.Read | KeyRights.Admin, null);

    /// <summary>Whether the right is held; who may change may also read.</summary>
    public bool May(KeyRights right) => Rights.HasFlag(right) || (right == KeyRights.Read && Rights.HasFlag(KeyRights.Admin));
}
