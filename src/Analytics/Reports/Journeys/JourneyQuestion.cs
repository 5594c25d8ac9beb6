using Analytics.Dimensions;
using Analytics.Querying;

namespace Analytics.Reports.Journeys;

/// <summary>What is asked of the ways visits took.</summary>
/// <param name="Anchor">Where the ways start, or end; null: with the visit.</param>
/// <param name="IsBackward">Whether the ways that led to the anchor are asked for.</param>
/// <param name="Steps">How many steps from the anchor, 1 to 8.</param>
/// <param name="Top">How many pages each step shows, 1 to 25; the rest is "other".</param>
/// <param name="WithEvents">Whether custom events are stops too, not only pages.</param>
/// <param name="FolderDepth">Pages are put together by their first folders, so many; 0: each page by itself.</param>
/// <param name="KeepsRepeats">Whether the same stop twice in a row counts twice.</param>
internal sealed record JourneyQuestion(
    EventPattern? Anchor, bool IsBackward, int Steps, int Top, bool WithEvents, int FolderDepth, bool KeepsRepeats)
{
    private const int DefaultSteps = 4;
    private const int MaxSteps = 8;
    private const int DefaultTop = 10;
    private const int MaxTop = 25;
    private const int MaxDepth = 5;

    public static JourneyQuestion Parse(ReportRequest request)
    {
        var values = request.Values;
        var (start, end) = (values.Single("start"), values.Single("end"));
        if (start is not null && end is not null)
        {
            throw new QueryProblemException("end", end, "Give either start (what came after it) or end (what led to it).");
        }

        if (request.Previous is not null)
        {
            throw new QueryProblemException("compare", values.Single("compare"), "Journeys are not compared: ask for both ranges.");
        }

        var isByFolder = values.OneOf("group", ["page", "folder"]) == "folder";
        if (!isByFolder && values.Single("depth") is { } depth)
        {
            throw new QueryProblemException("depth", depth, "depth goes with group=folder.");
        }

        return new JourneyQuestion(
            start is not null ? EventPattern.Parse("start", start, request.Goals) : end is not null ? EventPattern.Parse("end", end, request.Goals) : null,
            end is not null,
            values.Number("steps", DefaultSteps, 1, MaxSteps),
            values.Number("top", DefaultTop, 1, MaxTop),
            values.OneOf("nodes", ["pages", "all"]) == "all",
            isByFolder ? values.Number("depth", 1, 1, MaxDepth) : 0,
            values.OneOf("repeats", ["collapse", "keep"]) == "keep");
    }
}
