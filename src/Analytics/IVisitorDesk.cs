using Storage.Catalog;

namespace Analytics;

/// <summary>What the report side asks of the collecting side about one visitor. The tests of the API have a fake of it.</summary>
public interface IVisitorDesk
{
    /// <summary>The key under which a visitor's rows are stored.</summary>
    /// <exception cref="Querying.QueryProblemException">The name cannot be one.</exception>
    ulong KeyOf(Site site, VisitorName name);

    /// <summary>Erases everything stored of a visitor; returns the receipt as JSON when it is done, also on disk.</summary>
    Task<byte[]> EraseAsync(Site site, ulong visitor, CancellationToken cancellationToken);
}

/// <summary>How a visitor is named by who asks.</summary>
/// <param name="Kind">user, first_party, recipient or visitor.</param>
/// <param name="Id">The site's user id, the id in the visitor's browser, the sender's recipient id, or the key itself as 16 hex digits.</param>
public sealed record VisitorName(string Kind, string Id)
{
    public static IReadOnlyList<string> Kinds { get; } = ["user", "first_party", "recipient", "visitor"];
}
