namespace Storage.Events;

/// <summary>What a visitor key was made from, hence how long it lives. Stored by number; never renumber.</summary>
public enum IdentityKind : sbyte
{
    /// <summary>No key: the visitor asked not to be identified.</summary>
    None = 0,

    /// <summary>Salted hash of the site's local day; lives one day.</summary>
    Cookieless = 1,

    /// <summary>First-party id kept by consent; durable.</summary>
    Consented = 2,

    /// <summary>The site's own user id, hashed; durable.</summary>
    User = 3,
}
