namespace Storage.Catalog;

/// <summary>What a user may do, each including what stands before it. Stored by number; never renumber.</summary>
public enum UserRole
{
    /// <summary>Read reports and exports.</summary>
    Viewer = 1,

    /// <summary>Also make goals, funnels, segments and campaign costs.</summary>
    Analyst = 2,

    /// <summary>Also change the site, its keys, users and shared links.</summary>
    Admin = 3,

    /// <summary>Everything, also adding and removing sites and owners.</summary>
    Owner = 4,
}
