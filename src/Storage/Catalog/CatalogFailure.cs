namespace Storage.Catalog;

/// <summary>Why a change of the catalog was refused.</summary>
public enum CatalogFailure
{
    /// <summary>A value is outside what is allowed (HTTP 400).</summary>
    Invalid,

    /// <summary>The name is taken, or there are too many (HTTP 409).</summary>
    Conflict,

    /// <summary>What was to be changed does not exist (HTTP 404).</summary>
    NotFound,

    /// <summary>The file cannot be read or written now: locked by another program, disk full or broken (HTTP 503).</summary>
    Unavailable,
}
