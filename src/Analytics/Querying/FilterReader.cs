using System.Globalization;
using Storage.Catalog;

namespace Analytics.Querying;

/// <summary>Reads the filters of a question, the site's segments among them written out. One reader for one question.</summary>
internal sealed class FilterReader(IReadOnlyList<Segment> segments)
{
    public const string SegmentWord = "segment";

    /// <summary>Segments within segments: at most this deep.</summary>
    private const int MaxDepth = 4;

    /// <summary>Most conditions of one question, segments written out.</summary>
    private const int MaxConditions = 100;

    private int _conditions;

    /// <summary>Reads <c>filter</c> and <c>segment</c>, both repeatable; all must hold.</summary>
    public IReadOnlyList<Filter> Read(QueryValues values) =>
    [
        .. values.All("filter").Select(text => Read(text, 0)),
        .. values.All(SegmentWord).Select(word => OfSegment(SegmentWord, word, word, 0)),
    ];

    /// <summary>Reads the conditions of a segment.</summary>
    public Filter Read(Segment segment, int depth = 0) => new(SegmentWord, FilterOperator.Is, segment.Name, $"{SegmentWord}=={segment.Name}")
    {
        Clauses = [.. segment.Filters.Select(any => any.Select(text => Read(text, depth + 1)).ToList())],
    };

    private Filter Read(string text, int depth)
    {
        if (++_conditions > MaxConditions)
        {
            throw new QueryProblemException("filter", text, $"A question has at most {MaxConditions} conditions, those of its segments included.");
        }

        var filter = Filter.Parse(text);
        if (filter.Dimension != SegmentWord)
        {
            return filter;
        }

        return filter.Operator == FilterOperator.Is
            ? OfSegment("filter", filter.Value, text, depth)
            : throw new QueryProblemException("filter", text, "A segment is compared with ==.", ["=="]);
    }

    // By id or by name; a number is an id first.
    private Filter OfSegment(string parameter, string word, string text, int depth)
    {
        if (depth >= MaxDepth)
        {
            throw new QueryProblemException(parameter, text, $"Segments lie at most {MaxDepth} deep in each other, and none in itself.");
        }

        var id = long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var segment = segments.FirstOrDefault(known => known.Id == id) ?? segments.FirstOrDefault(known => known.Name == word)
            ?? throw new QueryProblemException(parameter, text, "The site has no segment of that id or name.", [.. segments.Select(known => known.Name)]);
        return Read(segment, depth);
    }
}
