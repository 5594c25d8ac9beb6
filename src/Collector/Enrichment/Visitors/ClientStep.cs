using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Visitors;

/// <summary>What the browser says of itself: its first language and the width of the screen.</summary>
internal sealed class ClientStep : IHitStep
{
    /// <summary>Longest language tag kept, in characters (RFC 5646, section 4.4.1).</summary>
    private const int MaxTag = 35;

    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        row.ScreenWidth = hit.ScreenWidth;
        row.Language = FirstLanguage(hit.Request.AcceptLanguage);
        return RejectReason.None;
    }

    /// <summary>
    /// Language, script and region of the first tag of an Accept-Language header in lower case; "" when it is no language tag. What
    /// may follow (dialects, extensions, parts of one's own) could hold anything and tell one visitor from the others.
    /// </summary>
    public static string FirstLanguage(string header)
    {
        var end = header.AsSpan().IndexOfAny(',', ';');
        var tag = (end < 0 ? header : header.AsSpan(0, end)).Trim();
        return IsTag(tag) ? Common(tag).ToString().ToLowerInvariant() : "";
    }

    private static ReadOnlySpan<char> Common(ReadOnlySpan<char> tag)
    {
        var end = EndOfPart(tag, 0);
        end = Part(tag, end) is { Length: 4 } script && !script.ContainsAnyInRange('0', '9') ? end + 5 : end;
        var region = Part(tag, end);
        var isRegion = region.Length == 2 ? !region.ContainsAnyInRange('0', '9') : region.Length == 3 && !region.ContainsAnyExceptInRange('0', '9');
        return tag[..(isRegion ? end + 1 + region.Length : end)];
    }

    /// <summary>The part behind the dash at <paramref name="dash"/>; empty at the tag's end.</summary>
    private static ReadOnlySpan<char> Part(ReadOnlySpan<char> tag, int dash) => dash == tag.Length ? default : tag[(dash + 1)..EndOfPart(tag, dash + 1)];

    private static int EndOfPart(ReadOnlySpan<char> tag, int from) => tag[from..].IndexOf('-') is >= 0 and var length ? from + length : tag.Length;

    /// <summary>Two or three letters, then parts of one to eight letters and digits.</summary>
    private static bool IsTag(ReadOnlySpan<char> tag)
    {
        if (tag.Length is < 2 or > MaxTag)
        {
            return false;
        }

        var length = 0;
        var isFirst = true;
        foreach (var c in tag)
        {
            if (c == '-')
            {
                if (length < (isFirst ? 2 : 1))
                {
                    return false;
                }

                isFirst = false;
                length = 0;
                continue;
            }

            length++;
            if (isFirst ? !char.IsAsciiLetter(c) || length > 3 : !char.IsAsciiLetterOrDigit(c) || length > 8)
            {
                return false;
            }
        }

        return length >= (isFirst ? 2 : 1);
    }
}
