using Collector.Enrichment.Referrers;

namespace Collector.Enrichment.Channels;

/// <summary>A rule: the channel's name and when it holds.</summary>
internal sealed record ChannelRule(string Channel, Func<ChannelFacts, bool> Holds);

/// <summary>The channels in order; the first rule that holds decides. docs/channels.md is this table in words.</summary>
internal static class ChannelRules
{
    public static IReadOnlyList<ChannelRule> All => Rules;

    private static readonly ChannelRule[] Rules =
    [
        new("Cross-network", f => f.CampaignHas("cross-network")),
        new("Paid Shopping", f => f.IsPaid && (f.Kind == SourceKind.Shopping || f.CampaignIsShopping)),
        new("Paid Search", f => f.IsPaid && f.Kind == SourceKind.Search && !(f.Medium.Length == 0 && f.Click is { Kind: "dclid" })),
        new("Paid Social", f => f.IsPaid && f.Kind == SourceKind.Social),
        new("Paid Video", f => f.IsPaid && f.Kind == SourceKind.Video),
        new("Display", IsDisplay),
        new("Paid Other", f => f.IsPaid),
        new("Organic Shopping", f => f.Kind == SourceKind.Shopping || f.CampaignIsShopping),
        new("Organic Social", f => f.Kind == SourceKind.Social || IsSocialMedium(f)),
        new("Organic Video", f => f.Kind == SourceKind.Video || f.MediumHas("video")),
        new("AI Assistants", f => f.Kind == SourceKind.Ai || f.MediumIs("ai-assistant") || f.MediumIs("ai")),
        new("Organic Search", f => f.Kind == SourceKind.Search || f.MediumIs("organic")),
        new("Email", f => f.Kind == SourceKind.Email || IsEmail(f.Source) || IsEmail(f.Medium)),
        new("Affiliates", f => f.MediumIs("affiliate") || f.MediumIs("affiliates")),
        new("Audio", f => f.Kind == SourceKind.Audio || f.MediumIs("audio") || f.MediumIs("podcast")),
        new("SMS", f => f.MediumIs("sms") || f.SourceIs("sms")),
        new("Push", f => f.Medium.EndsWith("push", StringComparison.OrdinalIgnoreCase) || f.MediumHas("notification") || f.SourceIs("firebase")),
        new("Referral", f => f.Source.Length > 0 || f.Medium.Length > 0 || f.Campaign.Length > 0),
        new("Direct", _ => true),
    ];

    /// <summary>The channel's name.</summary>
    public static string Find(ChannelFacts facts)
    {
        foreach (var rule in Rules)
        {
            if (rule.Holds(facts))
            {
                return rule.Channel;
            }
        }

        return "Direct";
    }

    private static bool IsDisplay(ChannelFacts f) =>
        f.MediumIs("display") || f.MediumIs("banner") || f.MediumIs("expandable") || f.MediumIs("interstitial") || f.MediumIs("cpm")
        || (f.Medium.Length == 0 && f.Click is { Kind: "dclid" });

    private static bool IsSocialMedium(ChannelFacts f) =>
        f.MediumIs("social") || f.MediumIs("social-network") || f.MediumIs("social-media") || f.MediumIs("social_media")
        || f.MediumIs("social network") || f.MediumIs("social media") || f.MediumIs("sm");

    private static bool IsEmail(string word) =>
        word.Equals("email", StringComparison.OrdinalIgnoreCase)
        || word.Equals("e-mail", StringComparison.OrdinalIgnoreCase)
        || word.Equals("e_mail", StringComparison.OrdinalIgnoreCase)
        || word.Equals("e mail", StringComparison.OrdinalIgnoreCase)
        || word.Equals("newsletter", StringComparison.OrdinalIgnoreCase);
}
