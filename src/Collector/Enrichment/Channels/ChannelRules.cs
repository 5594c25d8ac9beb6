using Collector.Enrichment.Referrers;

namespace Collector.Enrichment.Channels;

/// <summary>A rule: the channel's name, when it holds, in words and as code.</summary>
internal sealed record ChannelRule(string Channel, string When, Func<ChannelFacts, bool> Holds);

/// <summary>The channels in order; the first rule that holds decides. docs/channels.md is this table in words.</summary>
internal static class ChannelRules
{
    public static IReadOnlyList<ChannelRule> All => Rules;

    private static readonly ChannelRule[] Rules =
    [
        new("Cross-network", "the campaign contains `cross-network`", f => f.CampaignHas("cross-network")),
        new("Paid Shopping", "paid, and the source is a shop or the campaign says shopping", f => f.IsPaid && (f.Kind == SourceKind.Shopping || f.CampaignIsShopping)),
        new("Paid Search", "paid, and the source is a search engine (not by `dclid`)", f => f.IsPaid && f.Kind == SourceKind.Search && !(f.Medium.Length == 0 && f.Click is { Kind: "dclid" })),
        new("Paid Social", "paid, and the source is a social network", f => f.IsPaid && f.Kind == SourceKind.Social),
        new("Paid Video", "paid, and the source is a video site", f => f.IsPaid && f.Kind == SourceKind.Video),
        new("Display", "the medium is `display`, `banner`, `expandable`, `interstitial` or `cpm`; or without a medium the click id is `dclid`", IsDisplay),
        new("Paid Other", "paid", f => f.IsPaid),
        new("Organic Shopping", "the source is a shop, or the campaign says shopping", f => f.Kind == SourceKind.Shopping || f.CampaignIsShopping),
        new("Organic Social", "the source is a social network, or the medium is `social`, `social-network`, `social-media`, `social_media`, `social network`, `social media` or `sm`", f => f.Kind == SourceKind.Social || IsSocialMedium(f)),
        new("Organic Video", "the source is a video site, or the medium contains `video`", f => f.Kind == SourceKind.Video || f.MediumHas("video")),
        new("AI Assistants", "the source is an AI assistant, or the medium is `ai` or `ai-assistant`", f => f.Kind == SourceKind.Ai || f.MediumIs("ai-assistant") || f.MediumIs("ai")),
        new("Organic Search", "the source is a search engine, or the medium is `organic`", f => f.Kind == SourceKind.Search || f.MediumIs("organic")),
        new("Email", "the source is web mail or a mail app, or source or medium is `email`, `e-mail`, `e_mail`, `e mail` or `newsletter`", f => f.Kind == SourceKind.Email || IsEmail(f.Source) || IsEmail(f.Medium)),
        new("Affiliates", "the medium is `affiliate` or `affiliates`", f => f.MediumIs("affiliate") || f.MediumIs("affiliates")),
        new("Audio", "the source is a music or podcast service, or the medium is `audio` or `podcast`", f => f.Kind == SourceKind.Audio || f.MediumIs("audio") || f.MediumIs("podcast")),
        new("SMS", "source or medium is `sms`", f => f.MediumIs("sms") || f.SourceIs("sms")),
        new("Push", "the medium ends with `push` or contains `notification`, or the source is `firebase`", f => f.Medium.EndsWith("push", StringComparison.OrdinalIgnoreCase) || f.MediumHas("notification") || f.SourceIs("firebase")),
        new("Referral", "there is any source, medium or campaign", f => f.Source.Length > 0 || f.Medium.Length > 0 || f.Campaign.Length > 0),
        new("Direct", "there is none", _ => true),
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
