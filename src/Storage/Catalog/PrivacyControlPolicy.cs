namespace Storage.Catalog;

/// <summary>What a site does with hits that come with Global Privacy Control (<c>Sec-GPC: 1</c>) or Do Not Track (<c>DNT: 1</c>). Stored by number; never renumber.</summary>
public enum PrivacyControlPolicy
{
    /// <summary>Notes the signal on the row and goes on as without it.</summary>
    Off = 0,

    /// <summary>At most a cookieless key; no user id, first-party id or click id is read. The default.</summary>
    Downgrade = 1,

    /// <summary>Stores nothing.</summary>
    Drop = 2,
}
