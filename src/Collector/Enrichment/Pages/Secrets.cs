using System.Text;

namespace Collector.Enrichment.Pages;

/// <summary>
/// Replaces e-mail addresses by <c>[email]</c> and secrets by <c>[token]</c>; what is a secret is the rule of <see cref="Tokens"/>.
/// A text without any comes back as it is. SecretsTests shows both sides as a table.
/// </summary>
internal static class Secrets
{
    private const string Email = "[email]";
    private const string Token = "[token]";

    /// <summary>The text without e-mail addresses.</summary>
    public static string WithoutEmails(string text)
    {
        var at = text.IndexOf('@');
        if (at < 0)
        {
            return text;
        }

        StringBuilder? output = null;
        var done = 0;
        for (; at >= 0; at = text.IndexOf('@', at + 1))
        {
            var left = at;
            while (left > done && IsLocalPart(text[left - 1]))
            {
                left--;
            }

            var right = EndOfDomain(text, at + 1);
            if (left == at || right == 0)
            {
                continue;
            }

            output = (output ?? new StringBuilder()).Append(text, done, left - done).Append(Email);
            done = right;
            at = right - 1;
        }

        return output is null ? text : output.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The text without words that look like secrets.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="withUuids">Whether a UUID counts as a secret.</param>
    public static string WithoutTokens(string text, bool withUuids = true)
    {
        if (text.Length < Tokens.MinLength)
        {
            return text;
        }

        StringBuilder? output = null;
        var done = 0;
        for (var i = 0; i < text.Length;)
        {
            if (!IsWord(text[i]))
            {
                i++;
                continue;
            }

            var end = i + 1;
            while (end < text.Length && IsWord(text[end]))
            {
                end++;
            }

            for (var from = i; end - from >= Tokens.MinLength;)
            {
                var (start, length) = Tokens.First(text.AsSpan(from, end - from), withUuids);
                if (length == 0)
                {
                    break;
                }

                output = (output ?? new StringBuilder()).Append(text, done, from + start - done).Append(Token);
                done = from = from + start + length;
            }

            i = end;
        }

        return output is null ? text : output.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>Where a mail domain that starts at <paramref name="from"/> ends; 0 when there is none: it needs a dot and, behind it, two letters.</summary>
    private static int EndOfDomain(string text, int from)
    {
        var right = from;
        while (right < text.Length && (char.IsLetterOrDigit(text[right]) || text[right] is '.' or '-'))
        {
            right++;
        }

        while (right > from && (text[right - 1] is '.' or '-'))
        {
            right--;
        }

        // Something may follow without a gap (a@example.org7235): the address ends with the letters of its last label that has two.
        for (var domain = text.AsSpan(from, right - from); domain.LastIndexOf('.') is > 0 and var dot; domain = domain[..dot])
        {
            var letters = 0;
            while (dot + 1 + letters < domain.Length && char.IsLetter(domain[dot + 1 + letters]))
            {
                letters++;
            }

            if (letters >= 2)
            {
                return from + dot + 1 + letters;
            }
        }

        return 0;
    }

    private static bool IsLocalPart(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
