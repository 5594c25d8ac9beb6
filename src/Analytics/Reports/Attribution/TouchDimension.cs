using Analytics.Querying;

namespace Analytics.Reports.Attribution;

/// <summary>What touches are told apart by.</summary>
/// <param name="Name">Word in questions.</param>
/// <param name="Title">Name for people.</param>
/// <param name="OfTouch">Its value on the row of a touch.</param>
/// <param name="OfVisit">Its value for a visit on any of its rows, for a visit whose touch is not known.</param>
internal sealed record TouchDimension(string Name, string Title, string OfTouch, string OfVisit)
{
    private static readonly IReadOnlyList<TouchDimension> All =
    [
        new("source", "Source", "if(touch_source = '', 'Direct', touch_source)", "if(source = '', 'Direct', source)"),
        new("channel", "Channel", "touch_channel", "channel"),
        new("medium", "Campaign medium", "touch_medium", "utm_medium"),
        new("campaign", "Campaign", "touch_campaign", "utm_campaign"),
        new("page", "Landing page", "path", "entry_path"),
    ];

    public static TouchDimension Parse(QueryValues values)
    {
        var by = values.OneOf("by", [.. All.Select(known => known.Name)]) ?? "source";
        return All.First(known => known.Name == by);
    }
}
