using System.Text;

namespace Collector.Enrichment.Pages;

/// <summary>
/// Turns the path of an address into what is stored: segments decoded where the result is plain text (so that a page has one
/// name however it was written), e-mail addresses and secrets replaced, no query, no fragment; an empty path is <c>/</c>.
/// </summary>
internal static class UrlScrubber
{
    /// <summary>How often text is decoded to look behind nested escapes.</summary>
    private const int MaxDecodes = 8;

    public static string Path(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty)
        {
            return "/";
        }

        var text = path.Contains('%') ? DecodeSegments(path) : path.ToString();
        return Text(text);
    }

    /// <summary>A title or other text without e-mail addresses and secrets, also those behind percent escapes; text without any as it is.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="withUuids">Whether a UUID counts as a secret.</param>
    public static string Text(string text, bool withUuids = true) => withUuids
        ? Revealed(text, static x => Secrets.WithoutTokens(Secrets.WithoutEmails(x)))
        : Revealed(text, static x => Secrets.WithoutTokens(Secrets.WithoutEmails(x), withUuids: false));

    /// <summary>A name or id without e-mail addresses, also those behind percent escapes; secrets stay: an order's id looks like one.</summary>
    public static string Name(string text) => Revealed(text, Secrets.WithoutEmails);

    /// <summary>
    /// The value of a property. One that holds an address keeps its host and path, scrubbed as a page's; in any other a UUID stays: it
    /// names a thing more often than it opens a door.
    /// </summary>
    public static string Value(string text)
    {
        if (text.Contains('%') && !IsAddress(text) && Decoded(text) is var decoded && IsAddress(decoded))
        {
            text = decoded;
        }

        var isAddress = IsAddress(text);
        if (isAddress && text.AsSpan().IndexOfAny("?#@%\\") >= 0)
        {
            text = string.Join(' ', text.Split(' ').Select(word => IsAddress(word) ? Address(word) : word));
        }

        return Text(text, withUuids: isAddress);
    }

    private static bool IsAddress(ReadOnlySpan<char> text) =>
        text.StartsWith('/')
        || text.Contains("://", StringComparison.Ordinal)
        || (text.IndexOf('?') is >= 0 and var query && text[query..].Contains('='));

    /// <summary>An address without user name, query and fragment, its path scrubbed.</summary>
    private static string Address(ReadOnlySpan<char> word)
    {
        var end = word.IndexOfAny('?', '#');
        word = end < 0 ? word : word[..end];
        var scheme = word.IndexOf("//", StringComparison.Ordinal);
        var host = scheme < 0 ? 0 : scheme + 2;
        var path = word[host..].IndexOfAny('/', '\\') is >= 0 and var slash ? host + slash : word.Length;
        var user = scheme < 0 ? -1 : word[host..path].LastIndexOf('@');
        return string.Concat(word[..host], word[(host + user + 1)..path], path == word.Length ? "" : Path(word[path..]));
    }

    /// <summary>The text scrubbed; decoded when something to scrub is behind its escapes.</summary>
    private static string Revealed(string text, Func<string, string> scrub)
    {
        var scrubbed = scrub(text);
        if (!text.Contains('%'))
        {
            return scrubbed;
        }

        var decoded = Decoded(text);
        var hidden = scrub(decoded);
        return ReferenceEquals(hidden, decoded) ? scrubbed : string.Create(hidden.Length, hidden, (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        });
    }

    private static string Decoded(string text)
    {
        for (var i = 0; i < MaxDecodes && text.Contains('%'); i++)
        {
            text = PercentText.Decode(text, plusIsSpace: false);
        }

        return text;
    }

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
        var decoded = Decoded(raw.ToString());
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
