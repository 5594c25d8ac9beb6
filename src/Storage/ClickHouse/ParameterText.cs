using System.Collections;
using System.Globalization;
using System.Text;

namespace Storage.ClickHouse;

/// <summary>
/// Renders a bound value as ClickHouse reads <c>param_x</c>: text as in TSV (backslash escapes), arrays as <c>[…]</c> with quoted
/// text and times inside.
/// </summary>
internal static class ParameterText
{
    /// <exception cref="ArgumentException">The value's type cannot be bound.</exception>
    public static string Of(object value)
    {
        var text = new StringBuilder();
        if (value is IEnumerable items and not string)
        {
            AppendArray(text, items);
        }
        else
        {
            Append(text, value, quoted: false);
        }

        return text.ToString();
    }

    private static void AppendArray(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        var first = true;
        foreach (var item in items)
        {
            if (!first)
            {
                text.Append(',');
            }

            first = false;
            Append(text, item, quoted: item is string or char or DateTimeOffset or DateOnly);
        }

        text.Append(']');
    }

    private static void Append(StringBuilder text, object? value, bool quoted)
    {
        var quote = quoted ? "'" : "";
        text.Append(quote);
        AppendEscaped(text, Plain(value));
        text.Append(quote);
    }

    private static string Plain(object? value) => value switch
    {
        string text => text,
        char letter => letter.ToString(),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        double or decimal or byte or sbyte or short or ushort or int or uint or long or ulong =>
            ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A value of type {value?.GetType().Name ?? "null"} cannot be bound to a query."),
    };

    // A quote is escaped in arrays and harmless outside of them. Lone surrogates become U+FFFD when the address is made.
    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '\\' => text.Append(@"\\"),
                '\'' => text.Append(@"\'"),
                '\t' => text.Append(@"\t"),
                '\n' => text.Append(@"\n"),
                '\r' => text.Append(@"\r"),
                '\0' => text.Append(@"\0"),
                '\b' => text.Append(@"\b"),
                '\f' => text.Append(@"\f"),
                _ => text.Append(letter),
            };
        }
    }
}
