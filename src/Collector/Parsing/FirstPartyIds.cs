using System.Buffers;

namespace Collector.Parsing;

/// <summary>What the snippet's visitor id looks like: base64url of at least 96 random bits. A shorter one could be guessed back from its hash.</summary>
internal static class FirstPartyIds
{
    /// <summary>96 bits.</summary>
    private const int MinLength = 16;

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length is >= MinLength and <= HitLimits.FirstPartyId && !text.ContainsAnyExcept(Letters);
}
