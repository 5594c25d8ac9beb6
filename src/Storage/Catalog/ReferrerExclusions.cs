using System.Collections.Frozen;

namespace Storage.Catalog;

/// <summary>
/// A site's words on referrers: a domain (<c>pay.example.com</c>) with all below it is no source; one after a minus
/// (<c>-paypal.com</c>) is a source after all. The longest fitting domain decides.
/// </summary>
public sealed class ReferrerExclusions
{
    /// <summary>Most entries of a site.</summary>
    public const int MaxEntries = 100;

    public static readonly ReferrerExclusions None = new([]);

    private readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> _excluded;

    /// <param name="entries">Domains, perhaps after a minus; of a domain given twice the last word counts.</param>
    public ReferrerExclusions(IEnumerable<string> entries)
    {
        var domains = entries.Select(entry => entry.Trim().ToLowerInvariant()).GroupBy(Domain, entry => entry, StringComparer.Ordinal).ToArray();
        Entries = [.. domains.Select(domain => domain.Last())];
        _excluded = domains
            .ToFrozenDictionary(domain => domain.Key, domain => !domain.Last().StartsWith('-'), StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public IReadOnlyList<string> Entries { get; }

    /// <summary>Whether exactly this domain is excluded; null when the site says nothing of it.</summary>
    public bool? Find(ReadOnlySpan<char> domain) => _excluded.TryGetValue(domain, out var excluded) ? excluded : null;

    /// <summary>The entry without its minus.</summary>
    internal static string Domain(string entry) => entry.StartsWith('-') ? entry[1..] : entry;
}
