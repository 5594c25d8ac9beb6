using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Who asks: a signed-in browser, an API key or a shared link, and the roles it has.</summary>
internal sealed record Caller
{
    /// <summary>For the audit: a user's name, a key's label.</summary>
    public required string Name { get; init; }

    /// <summary>The role for all sites; null when only those of <see cref="SiteRoles"/> are open.</summary>
    public UserRole? Role { get; init; }

    public IReadOnlyDictionary<uint, UserRole> SiteRoles { get; init; } = new Dictionary<uint, UserRole>();

    /// <summary>The browser's session; null for keys and shared links.</summary>
    public UserSession? Session { get; init; }

    /// <summary>The shared link that was followed; null for all others.</summary>
    public Share? Share { get; init; }

    /// <summary>Whether it is a key that may send events; to all sites when <see cref="OnlySite"/> is null.</summary>
    public bool Sends { get; init; }

    /// <summary>The one site of a key; null for all.</summary>
    public uint? OnlySite { get; init; }

    public bool MaySendTo(uint siteId) => Sends && (OnlySite is null || OnlySite == siteId);

    /// <summary>The highest role for any site; null when there is none.</summary>
    public UserRole? Highest => SiteRoles.Values.Append(Role ?? 0).Max() is var role && role > 0 ? role : null;

    /// <summary>The higher of the roles that reach a site; null when none does.</summary>
    public UserRole? RoleFor(uint siteId)
    {
        UserRole? own = SiteRoles.TryGetValue(siteId, out var role) ? role : null;
        return Role is null || own > Role ? own : Role;
    }

    public static Caller Of(UserSession session) => session.User is { } user
        ? new Caller { Name = user.Name, Role = user.Role, SiteRoles = user.SiteRoles, Session = session }
        : new Caller { Name = "operator", Role = UserRole.Owner, Session = session };

    /// <summary>A key that may change things is an owner, or the admin of its one site; one that may read is a viewer.</summary>
    public static Caller Of(ApiKey key)
    {
        UserRole? role = key.Rights.HasFlag(KeyRights.Admin) ? key.SiteId is null ? UserRole.Owner : UserRole.Admin
            : key.Rights.HasFlag(KeyRights.Read) ? UserRole.Viewer : null;
        var caller = new Caller { Name = $"key {key.Label}", Sends = key.Rights.HasFlag(KeyRights.Send), OnlySite = key.SiteId };
        return (key.SiteId, role) switch
        {
            (null, _) => caller with { Role = role },
            ({ } site, { } held) => caller with { SiteRoles = new Dictionary<uint, UserRole> { [site] = held } },
            _ => caller,
        };
    }

    public static Caller Of(Share share) => new()
    {
        Name = $"shared link {share.Name}",
        SiteRoles = new Dictionary<uint, UserRole> { [share.SiteId] = UserRole.Viewer },
        Share = share,
    };
}
