namespace Collector.Enrichment.Pages;

/// <summary>
/// Finds secrets in a word of ASCII letters, digits, dashes and underscores: a JSON web token; a UUID; 16 and more hexadecimal digits with
/// letters and figures among them; and what looks drawn by chance. For the last each pair of neighbours speaks for chance or against it, in
/// half bits: letters by <see cref="LetterPairs"/>, a change of case or between letters and figures for it, a dash against it. A stretch
/// that gathers <see cref="Threshold"/> is a secret when, up to the dashes around it, it is <see cref="MinLength"/> long. One without
/// figures and without a capital inside could be a word of a language with hard clusters, and needs <see cref="LettersThreshold"/>.
/// TokensTests measures what is missed, and that nothing honest is taken.
/// </summary>
internal static class Tokens
{
    /// <summary>Characters that a secret has at least.</summary>
    public const int MinLength = 16;

    private const int Threshold = 23;
    private const int LettersThreshold = 34;
    private const int CapitalInside = 5;
    private const int LettersAndFigures = 3;
    private const int Separator = -4;

    /// <summary>A part between dashes that is no longer could be any abbreviation: it speaks for nothing.</summary>
    private const int Abbreviation = 3;

    private const int UuidLength = 36;

    /// <summary>Finds the first secret.</summary>
    /// <param name="word">ASCII letters, digits, dashes and underscores alone.</param>
    /// <param name="withUuids">Whether a UUID counts as a secret.</param>
    /// <returns>Where it is; length 0 for none.</returns>
    public static (int Start, int Length) First(ReadOnlySpan<char> word, bool withUuids)
    {
        if (word.Length < MinLength)
        {
            return default;
        }

        if (word.StartsWith("eyJ", StringComparison.Ordinal))
        {
            return (0, word.Length);
        }

        if (!withUuids && FirstUuid(word) is >= 0 and var kept)
        {
            var before = First(word[..Math.Max(0, kept - 1)], withUuids: true);
            var after = before.Length > 0 ? default : First(word[(kept + UuidLength)..], withUuids);
            return before.Length > 0 ? before : (kept + UuidLength + after.Start, after.Length);
        }

        var id = FirstId(word);
        var chance = FirstByChance(word);
        if (chance.Length == 0 || id.Length == 0)
        {
            return chance.Length == 0 ? id : chance;
        }

        var (first, second) = id.Start <= chance.Start ? (id, chance) : (chance, id);
        return second.Start > first.Start + first.Length
            ? first
            : (first.Start, Math.Max(first.Start + first.Length, second.Start + second.Length) - first.Start);
    }

    /// <summary>The first UUID or part of hexadecimal digits.</summary>
    private static (int Start, int Length) FirstId(ReadOnlySpan<char> word)
    {
        for (var start = 0; word.Length - start >= MinLength;)
        {
            if (IsUuid(word[start..]))
            {
                return (start, UuidLength);
            }

            var end = EndOfPart(word, start);
            if (IsHex(word[start..end]))
            {
                return (start, end - start);
            }

            start = end + 1;
        }

        return default;
    }

    /// <summary>Where the first UUID is; −1 for none.</summary>
    private static int FirstUuid(ReadOnlySpan<char> word)
    {
        for (var start = 0; word.Length - start >= UuidLength; start = EndOfPart(word, start) + 1)
        {
            if (IsUuid(word[start..]))
            {
                return start;
            }
        }

        return -1;
    }

    /// <summary>The first stretch that looks drawn by chance: the sum of what speaks for it, begun anew where it falls to nothing.</summary>
    private static (int Start, int Length) FirstByChance(ReadOnlySpan<char> word)
    {
        int sum = 0, most = 0, from = 0, first = 0, last = 0;
        for (var start = 0; start < word.Length;)
        {
            var end = EndOfPart(word, start);
            for (var i = start + 1; i < end && end - start > Abbreviation; i++)
            {
                from = sum == 0 ? i - 1 : from;
                sum = Math.Max(0, sum + ForChance(word[i - 1], word[i]));
                if (sum > most)
                {
                    (most, first, last) = (sum, from, i);
                }

                if (sum == 0 && Whole(word, first, last, most) is { Length: > 0 } found)
                {
                    return found;
                }

                most = sum == 0 ? 0 : most;
            }

            sum = Math.Max(0, sum + Separator);
            start = end + 1;
            if (sum == 0 && Whole(word, first, last, most) is { Length: > 0 } whole)
            {
                return whole;
            }

            most = sum == 0 ? 0 : most;
        }

        return Whole(word, first, last, most);
    }

    /// <summary>The stretch up to the dashes around it, with the parts beside it that look no better; length 0 when that is no secret.</summary>
    private static (int Start, int Length) Whole(ReadOnlySpan<char> word, int first, int last, int sum)
    {
        if (sum < Threshold)
        {
            return default;
        }

        var start = StartOfPart(word, first);
        var end = EndOfPart(word, last);
        if (sum < LettersThreshold && !HasFigureOrCapitalInside(word[start..end]))
        {
            return default;
        }

        while (start > 0 && LooksNoBetter(word[StartOfPart(word, start - 2)..(start - 1)]))
        {
            start = StartOfPart(word, start - 2);
        }

        while (end < word.Length && LooksNoBetter(word[(end + 1)..EndOfPart(word, end + 1)]))
        {
            end = EndOfPart(word, end + 1);
        }

        return end - start >= MinLength ? (start, end - start) : default;
    }

    private static bool LooksNoBetter(ReadOnlySpan<char> part)
    {
        var sum = 0;
        for (var i = 1; i < part.Length; i++)
        {
            sum += ForChance(part[i - 1], part[i]);
        }

        return part.Length <= Abbreviation || sum > 0;
    }

    private static int ForChance(char before, char c)
    {
        if (char.IsAsciiDigit(before) || char.IsAsciiDigit(c))
        {
            return char.IsAsciiDigit(before) == char.IsAsciiDigit(c) ? 0 : LettersAndFigures;
        }

        // A row of one letter is no chance.
        if (before == c)
        {
            return Math.Min(0, LetterPairs.ForChance(before, c));
        }

        return char.IsAsciiLetterLower(before) && char.IsAsciiLetterUpper(c) ? CapitalInside : LetterPairs.ForChance(before, c);
    }

    private static bool HasFigureOrCapitalInside(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) || (i > 0 && char.IsAsciiLetterUpper(text[i]) && char.IsAsciiLetterLower(text[i - 1])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHex(ReadOnlySpan<char> part)
    {
        int figures = 0, lower = 0, upper = 0;
        foreach (var c in part)
        {
            figures += char.IsAsciiDigit(c) ? 1 : 0;
            lower += c is >= 'a' and <= 'f' ? 1 : 0;
            upper += c is >= 'A' and <= 'F' ? 1 : 0;
        }

        return part.Length >= MinLength && figures > 0 && figures + Math.Max(lower, upper) == part.Length && figures < part.Length;
    }

    private static bool IsUuid(ReadOnlySpan<char> text) =>
        text.Length >= UuidLength
        && (text.Length == UuidLength || !char.IsAsciiLetterOrDigit(text[UuidLength]))
        && Guid.TryParseExact(text[..UuidLength], "D", out _);

    private static int StartOfPart(ReadOnlySpan<char> word, int at) => at < 0 ? 0 : word[..(at + 1)].LastIndexOfAny('-', '_') + 1;

    private static int EndOfPart(ReadOnlySpan<char> word, int at) => word[at..].IndexOfAny('-', '_') is var length and >= 0 ? at + length : word.Length;
}
