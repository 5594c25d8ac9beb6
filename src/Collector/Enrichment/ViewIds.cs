namespace Collector.Enrichment;

/// <summary>
/// The 64-bit id of a page view: FNV-1a over the site and the text the snippet gave, with a final mix so that all bits depend
/// on all of it. The visitor is not in it: a view that lasts over midnight stays one view. Not meant against forgers, who can
/// send any view id anyway.
/// </summary>
internal static class ViewIds
{
    private const ulong Offset = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    /// <summary>The id; 0 only when no text was given.</summary>
    public static ulong Of(uint site, string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var hash = (Offset ^ site) * Prime;
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }
}
