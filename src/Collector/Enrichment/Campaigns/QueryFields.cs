using Collector.Enrichment.Pages;

namespace Collector.Enrichment.Campaigns;

/// <summary>
/// The fields of a query that say where a visit came from; nothing else of a query is ever looked at. The first of several
/// equal names counts, names are compared without regard to case.
/// </summary>
internal struct QueryFields
{
    /// <summary>Fields looked at in one query; the rest is not read.</summary>
    private const int MaxFields = 100;

    /// <summary>Longest stored value in characters.</summary>
    private const int MaxValue = 200;

    /// <summary>The fields beside the click ids whose values are kept.</summary>
    public static IReadOnlyList<string> Names { get; } = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "ref", "source"];

    public string Source { get; private set; }

    public string Medium { get; private set; }

    public string Campaign { get; private set; }

    public string Content { get; private set; }

    public string Term { get; private set; }

    /// <summary>The highest-ranking click id that is there: its kind, or "".</summary>
    public string ClickId { get; private set; }

    private string Fallback { get; set; }

    /// <summary>Reads a query.</summary>
    /// <param name="query">Query without its question mark.</param>
    /// <param name="withClickIds">False when the visitor has asked for privacy: click ids are not looked at.</param>
    public static QueryFields Read(ReadOnlySpan<char> query, bool withClickIds)
    {
        var fields = new QueryFields { Source = "", Medium = "", Campaign = "", Content = "", Term = "", ClickId = "", Fallback = "" };
        for (var i = 0; i < MaxFields && !query.IsEmpty; i++)
        {
            var end = query.IndexOf('&');
            var field = end < 0 ? query : query[..end];
            query = end < 0 ? default : query[(end + 1)..];
            var equals = field.IndexOf('=');
            if (equals > 0 && equals < field.Length - 1)
            {
                fields.Take(field[..equals], field[(equals + 1)..], withClickIds);
            }
        }

        fields.Source = fields.Source.Length > 0 ? fields.Source : fields.Fallback;
        return fields;
    }

    private void Take(ReadOnlySpan<char> name, ReadOnlySpan<char> value, bool withClickIds)
    {
        if (name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase))
        {
            TakeUtm(name[4..], value);
        }
        else if (Is(name, "ref") || Is(name, "source"))
        {
            Fallback = Fallback.Length > 0 ? Fallback : Clean(value);
        }
        else if (withClickIds)
        {
            ClickId = ClickIds.Better(name, ClickId);
        }
    }

    private void TakeUtm(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (Is(name, "source"))
        {
            Source = Source.Length > 0 ? Source : Clean(value);
        }
        else if (Is(name, "medium"))
        {
            Medium = Medium.Length > 0 ? Medium : Clean(value);
        }
        else if (Is(name, "campaign"))
        {
            Campaign = Campaign.Length > 0 ? Campaign : Clean(value);
        }
        else if (Is(name, "content"))
        {
            Content = Content.Length > 0 ? Content : Clean(value);
        }
        else if (Is(name, "term"))
        {
            Term = Term.Length > 0 ? Term : Clean(value);
        }
    }

    private static string Clean(ReadOnlySpan<char> value)
    {
        var text = PercentText.Decode(value, plusIsSpace: true).Trim();
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || text.AsSpan().IndexOfAnyInRange('\u007F', '\u009F') >= 0)
        {
            text = string.Concat(text.Where(c => !char.IsControl(c)));
        }

        text = UrlScrubber.Text(text);
        return text.Length > MaxValue ? text[..MaxValue] : text;
    }

    private static bool Is(ReadOnlySpan<char> name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}
