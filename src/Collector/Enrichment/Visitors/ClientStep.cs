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

    /// <summary>The first tag of an Accept-Language header in lower case; "" when it is no language tag.</summary>
    public static string FirstLanguage(string header)
    {
        var end = header.AsSpan().IndexOfAny(',', ';');
        var tag = (end < 0 ? header : header.AsSpan(0, end)).Trim();
        return IsTag(tag) ? tag.ToString().ToLowerInvariant() : "";
    }

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
