using System.Net;
using System.Text;

namespace Integration.Tests.Privacy;

/// <summary>What is sent and must not be found, and what a site's own people save and must be found in the catalog alone.</summary>
internal static class Markers
{
    public const string Address4 = "203.0.113.177";
    public const string Address6 = "2001:db8:1a2b:3c4d:5e6f:7a8b:9c0d:1e2f";
    public const string Forged = "198.51.100.201";
    public const string OwnNetwork = "198.51.100.178";
    public const string Agent = "Mozilla/5.0 (MarkerAgent; zq7731) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
    public const string UserId = "marker-user-zq7732";
    public const string Mail = "marker.zq7733@example.org";
    public const string Query = "secret=zq7734";
    public const string EventId = "marker-event-zq7735";
    public const string ClickId = "gclid=zq7736";
    public const string FirstPartyId = "marker-id-zq7737-of-22ch";
    public const string Hint = "zq7738";
    public const string Language = "zq-zq7739";
    public const string Password = "zq7740 is the secret word";
    public const string Broken = "zq7741";
    public const string Key = "zq7742-a-key-that-nobody-made";
    public const string Cookie = "zq7743cookie";
    public const string ViewId = "marker-view-zq7744";
    public const string HexToken = "9f4c21d07b3e58a6c1d2e4f5a6b7c8d9";
    public const string Token = "k7Gh2pQx9ZrT4mNbW8sLc3VdFy6J";
    public const string Uuid = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    /// <summary>Part of whatever the site's people save by themselves: names of goals, texts of annotations, filters of segments.</summary>
    public const string Own = "zqown";

    /// <summary>Must be in no file, no log line and no table. What of it may be in the answer to the request that brought it is said by route.</summary>
    public static IReadOnlyList<string> InText { get; } = ["zq7733", HexToken, Token, Uuid, "zq7734", Broken, "zq7736", OwnNetwork];

    /// <summary>Must be nowhere, not even in the answer to the request that brought it.</summary>
    public static IReadOnlyList<string> Never { get; } =
        [Address4, Address6, Forged, "zq7731", UserId, EventId, "zq7737", Hint, "zq7739", Password, Key, Cookie, ViewId];

    /// <summary>The marker as bytes however it may be written: as it is, in the other case, in UTF-16, percent-encoded once and twice, in base64 at each of its three offsets.</summary>
    public static IEnumerable<byte[]> Forms(string marker)
    {
        var texts = new[] { marker, marker.ToLowerInvariant(), marker.ToUpperInvariant() };
        var escaped = texts.SelectMany(text => new[] { text, Uri.EscapeDataString(text), Uri.EscapeDataString(Uri.EscapeDataString(text)) }).Distinct().ToList();
        var forms = escaped.Select(Encoding.UTF8.GetBytes).Concat(escaped.Select(Encoding.Unicode.GetBytes)).Concat(texts.SelectMany(Base64));
        return IPAddress.TryParse(marker, out var address) && address.GetAddressBytes() is { Length: 16 } bytes ? forms.Append(bytes).Append(bytes[..8]) : forms;
    }

    private static IEnumerable<byte[]> Base64(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        for (var offset = 0; offset < 3; offset++)
        {
            // Only the characters that no neighbouring byte has a part in.
            var encoded = Convert.ToBase64String([.. new byte[offset], .. plain]);
            var inner = encoded[(((4 * offset) + 2) / 3)..(4 * (offset + plain.Length) / 3)];
            yield return Encoding.ASCII.GetBytes(inner);
            yield return Encoding.ASCII.GetBytes(inner.Replace('+', '-').Replace('/', '_'));
        }
    }
}
