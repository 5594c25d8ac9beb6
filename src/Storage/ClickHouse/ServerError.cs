using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Storage.ClickHouse;

/// <summary>
/// Makes a <see cref="ClickHouseException"/> from what ClickHouse says: <c>Code: 60. DB::Exception: … (UNKNOWN_TABLE) (version …)</c>.
/// Its message holds the code, the name and for harmless codes the description without quoted text, but no value of the query.
/// </summary>
internal static partial class ServerError
{
    // Enough to say what is wrong; descriptions can quote a whole statement.
    private const int MaxDescription = 300;

    private const string Withheld = "…";

    /// <summary>The error in <paramref name="answer"/>, or null when it holds none.</summary>
    public static ClickHouseException? Find(string answer, SqlQuery query)
    {
        var match = Head().Match(answer);
        return match.Success ? Of(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), answer[match.Index..], query) : null;
    }

    /// <summary>The error of a code, described by <paramref name="answer"/> as far as that is harmless.</summary>
    public static ClickHouseException Of(int code, string answer, SqlQuery query)
    {
        var name = Name().Match(answer).Groups[1] is { Length: > 0 } named ? named.Value : "no name given";
        var message = $"ClickHouse error {code} ({name})";
        if (ErrorCodes.Described.ContainsKey(code))
        {
            message += ": " + Description(answer, query);
        }

        return new ClickHouseException(code, message, ErrorCodes.Retryable.ContainsKey(code));
    }

    private static string Description(string answer, SqlQuery query)
    {
        var text = Head().Replace(answer, "", 1);
        text = text[..Name().Match(text).Index].TrimEnd(' ', '.');
        text = Scope().Replace(text, "");
        foreach (var value in query.Parameters.Values.SelectMany(Texts).Where(x => x.Length > 0 && !query.Text.Contains(x, StringComparison.Ordinal)))
        {
            text = text.Replace(value, Withheld, StringComparison.Ordinal);
        }

        text = Quoted().Replace(text, x => query.Text.Contains(x.Groups[2].Value, StringComparison.Ordinal) ? x.Value : Withheld);
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaxDescription ? line : line[..MaxDescription] + Withheld;
    }

    // A value as bound, as sent, and each item of an array.
    private static IEnumerable<string> Texts(object value)
    {
        if (value is System.Collections.IEnumerable items and not string)
        {
            return items.Cast<object>().SelectMany(Texts);
        }

        var sent = ParameterText.Of(value);
        return value is string text ? [text, sent] : [sent];
    }

    [GeneratedRegex(@"Code: (\d{1,9})\. DB::Exception: (?:Received from [^ ]+ DB::Exception: )?", RegexOptions.CultureInvariant)]
    private static partial Regex Head();

    // The name stands in brackets before the version or at the end.
    [GeneratedRegex(@"\(([A-Z][A-Z0-9_]{2,80})\)(?=\s*(?:\(version |$))|$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    // From here on ClickHouse quotes the statement with its values filled in.
    [GeneratedRegex(@"(?:[:.]? (?:in|while processing|while executing|in query) (?:scope|query|SELECT|WITH|').*)$", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Scope();

    // Quoted text, also when its end is missing.
    [GeneratedRegex(@"(?<![A-Za-z])(['""`])((?:\\.|(?!\1).)*)(?:\1|$)", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
