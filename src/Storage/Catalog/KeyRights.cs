namespace Storage.Catalog;

/// <summary>What an API key may do. Stored by number; never renumber.</summary>
[Flags]
public enum KeyRights
{
    None = 0,

    /// <summary>Send events.</summary>
    Send = 1,

    /// <summary>Read reports and exports.</summary>
    Read = 2,

    /// <summary>Change sites, goals, funnels and keys.</summary>
    Admin = 4,
}
