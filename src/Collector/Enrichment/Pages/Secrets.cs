using System.Text;

namespace Collector.Enrichment.Pages;

/// <summary>
/// Replaces e-mail addresses by <c>[email]</c> and secrets by <c>[token]</c>. The rule for a secret, made so that slugs survive:
/// a word of letters and digits with both in it that is all hexadecimal and at least 16 long, or at least 20 long and changes
/// between lower case, upper case and digits at 30 % of its places (50 % when it has both cases); a UUID; a JSON web token.
/// A base64url word may hold a few dashes and underscores. SecretsTests shows both sides as a table.
/// </summary>
internal static class Secrets
{
    private const int MinHex = 16;
    private const int MinMixed = 20;
    private const int UuidLength = 36;
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
    public static string WithoutTokens(string text)
    {
        if (text.Length < MinHex)
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

            for (var from = i; end - from >= MinHex;)
            {
                var (start, length) = FirstToken(text.AsSpan(from, end - from));
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

    /// <summary>Finds the first secret in a word of letters, digits, dashes and underscores; length 0 for none.</summary>
    private static (int Start, int Length) FirstToken(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("eyJ", StringComparison.Ordinal) || (HasFewSeparators(word) && IsToken(word)))
        {
            return (0, word.Length);
        }

        for (var i = 0; word.Length - i >= MinHex;)
        {
            if (IsUuid(word[i..]))
            {
                return (i, UuidLength);
            }

            var run = word[i..].IndexOfAny('-', '_');
            run = run < 0 ? word.Length - i : run;
            if (IsToken(word.Slice(i, run)))
            {
                return (i, run);
            }

            i += run + 1;
        }

        return (0, 0);
    }

    private static bool IsToken(ReadOnlySpan<char> word)
    {
        int length = 0, digits = 0, lower = 0, upper = 0, hex = 0, changes = 0, last = 0;
        foreach (var c in word)
        {
            if (c is '-' or '_')
            {
                continue;
            }

            var kind = char.IsAsciiDigit(c) ? 1 : char.IsAsciiLetterLower(c) ? 2 : 3;
            digits += kind == 1 ? 1 : 0;
            lower += kind == 2 ? 1 : 0;
            upper += kind == 3 ? 1 : 0;
            hex += char.IsAsciiHexDigit(c) ? 1 : 0;
            changes += kind != last && last != 0 ? 1 : 0;
            last = kind;
            length++;
        }

        if (digits == 0 || digits == length)
        {
            return false;
        }

        var mixed = lower > 0 && upper > 0;
        return (length >= MinHex && hex == length && !mixed)
            || (length >= MinMixed && changes * 10 >= (length - 1) * (mixed ? 5 : 3));
    }

    /// <summary>At most one separator in twelve places, and no part that reads as a word: then they belong to base64url.</summary>
    private static bool HasFewSeparators(ReadOnlySpan<char> word)
    {
        var separators = 0;
        foreach (var part in word.SplitAny('-', '_'))
        {
            separators++;
            var text = word[part];
            if (text.Length >= 3 && text.IndexOfAnyInRange('0', '9') < 0)
            {
                return false;
            }
        }

        return (separators - 1) * 12 <= word.Length;
    }

    private static bool IsUuid(ReadOnlySpan<char> text) =>
        text.Length >= UuidLength
        && (text.Length == UuidLength || !char.IsAsciiLetterOrDigit(text[UuidLength]))
        && Guid.TryParseExact(text[..UuidLength], "D", out _);

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
