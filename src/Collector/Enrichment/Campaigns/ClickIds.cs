using Collector.Enrichment.Referrers;

namespace Collector.Enrichment.Campaigns;

/// <summary>A kind of click id that advertising systems add to addresses.</summary>
/// <param name="Kind">Name of the query field; all that is kept of it.</param>
/// <param name="Source">Who adds it.</param>
/// <param name="SourceKind">Sort of the source.</param>
/// <param name="IsPaid">Whether it proves a paid click: fbclid is on every link that leaves Facebook.</param>
internal sealed record ClickIdKind(string Kind, string Source, SourceKind SourceKind, bool IsPaid);

/// <summary>The kinds of click ids that are known, in order of rank.</summary>
internal static class ClickIds
{
    public static IReadOnlyList<ClickIdKind> All => Kinds;

    private static readonly ClickIdKind[] Kinds =
    [
        new("gclid", "Google", SourceKind.Search, true),
        new("gbraid", "Google", SourceKind.Search, true),
        new("wbraid", "Google", SourceKind.Search, true),
        new("dclid", "Google", SourceKind.Search, true),
        new("msclkid", "Bing", SourceKind.Search, true),
        new("ttclid", "TikTok", SourceKind.Social, true),
        new("li_fat_id", "LinkedIn", SourceKind.Social, true),
        new("twclid", "X", SourceKind.Social, true),
        new("fbclid", "Facebook", SourceKind.Social, false),
    ];

    /// <summary>The higher-ranking of a query field's name and the kind found so far ("" for none).</summary>
    public static string Better(ReadOnlySpan<char> name, string found)
    {
        foreach (var kind in Kinds)
        {
            if (kind.Kind == found)
            {
                return found;
            }

            if (name.Equals(kind.Kind, StringComparison.OrdinalIgnoreCase))
            {
                return kind.Kind;
            }
        }

        return found;
    }

    /// <summary>What is known of a kind, or null for "".</summary>
    public static ClickIdKind? Find(string kind) => kind.Length == 0 ? null : Array.Find(Kinds, known => known.Kind == kind);
}
