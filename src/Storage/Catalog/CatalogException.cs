namespace Storage.Catalog;

/// <summary>A change of the catalog was refused; the message says what is allowed and may be shown to the caller.</summary>
public sealed class CatalogException(CatalogFailure failure, string message) : Exception(message)
{
    public CatalogFailure Failure { get; } = failure;

    internal static CatalogException Invalid(string message) => new(CatalogFailure.Invalid, message);

    internal static CatalogException Conflict(string message) => new(CatalogFailure.Conflict, message);

    internal static CatalogException NotFound(string what) => new(CatalogFailure.NotFound, $"There is no such {what}.");
}
