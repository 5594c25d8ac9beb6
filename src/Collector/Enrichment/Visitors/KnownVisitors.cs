using System.Globalization;

namespace Collector.Enrichment.Visitors;

/// <summary>Finds the key of a visitor that somebody can name: by the same function that made it when the hits came.</summary>
/// <param name="secret">The installation's secret.</param>
internal sealed class KnownVisitors(byte[] secret)
{
    private const int KeyDigits = 16;

    private readonly KeyedHash _secret = new(secret);

    /// <summary>The key; 0 with what is wrong when there can be none.</summary>
    public ulong KeyOf(uint site, string kind, string id, out string problem)
    {
        problem = "";
        switch (kind)
        {
            // An e-mail's pixel carries the recipient in `id`, as a page its user: one name space, so that an opened mail and an order meet.
            case "user" or "recipient":
                return VisitorKeys.User(_secret, site, id);
            case "first_party":
                return VisitorKeys.Consented(_secret, site, id);
            case "visitor" when id.Length == KeyDigits && ulong.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key) && key != 0:
                return key;
            case "visitor":
                problem = "A visitor key is 16 hex digits, not all zero.";
                return 0;
            default:
                problem = $"Visitors are not named by {kind}.";
                return 0;
        }
    }
}
