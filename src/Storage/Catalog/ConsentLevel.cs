namespace Storage.Catalog;

/// <summary>How far a visitor (or a site that does not ask) lets an event tell who it was. Stored and sent by number; never renumber.</summary>
public enum ConsentLevel
{
    /// <summary>Nothing is stored.</summary>
    None = 0,

    /// <summary>Counted without a visitor: no key, no visit.</summary>
    Aggregate = 1,

    /// <summary>A key that lives for the site's day.</summary>
    Cookieless = 2,

    /// <summary>A durable key, from the user id or the first-party id.</summary>
    Full = 3,
}
