using System.Text;

namespace Collector.Enrichment.Pages;

/// <summary>
/// Turns the path of an address into what is stored: segments decoded where the result is plain text (so that a page has one
/// name however it was written), e-mail addresses and secrets replaced, no query, no fragment; an empty path is <c>/</c>.
/// </summary>
internal static class UrlScrubber
{
    /// <summary>How often a segment is decoded to look behind nested escapes.</summary>
    private const int MaxDecodes = 3;

    public static string Path(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "/";
        }

        var text = path.Contains('%') ? DecodeSegments(path) : path.ToString();
        return Text(text);
    }

    /// <summary>A title or other text of the page without e-mail addresses and secrets.</summary>
    public static string Text(string text) => Secrets.WithoutTokens(Secrets.WithoutEmails(text));

    private static string DecodeSegments(ReadOnlySpan<char> path)
    {
        var output = new StringBuilder(path.Length);
        foreach (var range in path.Split('/'))
        {
            if (range.Start.Value > 0)
            {
                output.Append('/');
            }

            output.Append(Segment(path[range]));
        }

        return output.ToString();
    }

    private static string Segment(ReadOnlySpan<char> raw)
    {
        var decoded = raw.ToString();
        for (var i = 0; i < MaxDecodes && decoded.Contains('%'); i++)
        {
            decoded = PercentText.Decode(decoded, plusIsSpace: false);
        }

        if (IsPlain(decoded))
        {
            return decoded;
        }

        // It stays encoded; but then nothing hidden in it may be stored either.
        var scrubbed = Text(decoded);
        return ReferenceEquals(scrubbed, decoded) ? raw.ToString() : scrubbed.Replace('/', ' ').Replace('?', ' ').Replace('#', ' ');
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '/' or '?' or '#' or '%' or '\\' or '\uFFFD')
            {
                return false;
            }
        }

        return true;
    }
}
