using Analytics.Dimensions;
using Analytics.Querying;

namespace Analytics.Reports.Funnels;

/// <summary>How a funnel is split: a dimension, and the event of a run whose value counts.</summary>
/// <param name="Dimension">What to split by.</param>
/// <param name="Step">The step whose event gives the value; 0 the first event of the run, -1 its last.</param>
internal sealed record FunnelSplit(Dimension Dimension, int Step)
{
    private const string OfStep = "step:";

    private static readonly string[] Words = ["first_touch", "last_touch", "step:2"];

    /// <summary>Reads <c>by</c> and <c>attribution</c>; null when there is no <c>by</c>.</summary>
    public static FunnelSplit? Parse(QueryValues values, FunnelDefinition funnel)
    {
        var attribution = values.Single("attribution");
        if (values.Single("by") is not { } by)
        {
            return attribution is null
                ? null
                : throw new QueryProblemException("attribution", attribution, "attribution goes with by: say what to split by.", DimensionTable.Names);
        }

        var dimension = DimensionTable.Find("by", by);
        if (!dimension.OnRows)
        {
            throw new QueryProblemException("by", by, $"{by} is known of whole visits only: a funnel is split by what its events say.");
        }

        return new FunnelSplit(dimension, attribution switch
        {
            null or "first_touch" => 0,
            "last_touch" => -1,
            _ => ParseStep(attribution, funnel),
        });
    }

    private static int ParseStep(string text, FunnelDefinition funnel)
    {
        var number = text.StartsWith(OfStep, StringComparison.Ordinal) ? text[OfStep.Length..] : "";
        return int.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var step)
            && step >= 1 && step <= funnel.Steps.Count
            ? step
            : throw new QueryProblemException("attribution", text, $"attribution is first_touch, last_touch or step: with a number from 1 to {funnel.Steps.Count}.", Words);
    }
}
