namespace Storage.Catalog;

/// <summary>Someone who may sign in.</summary>
public sealed record User
{
    public required long Id { get; init; }

    /// <summary>What is typed to sign in, usually an e-mail address; lower case, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The role for all sites; null when only those of <see cref="SiteRoles"/> are open.</summary>
    public UserRole? Role { get; init; }

    /// <summary>Roles for single sites, by site id.</summary>
    public required IReadOnlyDictionary<uint, UserRole> SiteRoles { get; init; }

    /// <summary>False until a password is set: then only a one-time link signs in.</summary>
    public bool HasPassword { get; init; }

    /// <summary>Whether a code is asked for besides the password.</summary>
    public bool HasSecondFactor { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>The higher of the roles that reach a site; null when none does.</summary>
    public UserRole? RoleFor(uint siteId)
    {
        UserRole? own = SiteRoles.TryGetValue(siteId, out var role) ? role : null;
        return Role is null || own > Role ? own : Role;
    }
}
