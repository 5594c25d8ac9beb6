using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Channels;
using Collector.Enrichment.Referrers;
using Shared;

namespace Collector.Tests.Enrichment.Channels;

public sealed class ChannelRulesTests
{
    [Theory]
    // One row for each rule.
    [InlineData("Cross-network", "Google", nameof(SourceKind.Search), "cpc", "Cross-Network spring", "")]
    [InlineData("Paid Shopping", "Amazon", nameof(SourceKind.Shopping), "cpc", "", "")]
    [InlineData("Paid Search", "Google", nameof(SourceKind.Search), "cpc", "", "")]
    [InlineData("Paid Social", "Facebook", nameof(SourceKind.Social), "paidsocial", "", "")]
    [InlineData("Paid Video", "YouTube", nameof(SourceKind.Video), "cpv", "", "")]
    [InlineData("Display", "partner", nameof(SourceKind.Unknown), "banner", "", "")]
    [InlineData("Paid Other", "partner", nameof(SourceKind.Unknown), "cpc", "", "")]
    [InlineData("Organic Shopping", "Etsy", nameof(SourceKind.Shopping), "", "", "")]
    [InlineData("Organic Social", "Reddit", nameof(SourceKind.Social), "", "", "")]
    [InlineData("Organic Video", "Vimeo", nameof(SourceKind.Video), "", "", "")]
    [InlineData("AI Assistants", "ChatGPT", nameof(SourceKind.Ai), "", "", "")]
    [InlineData("Organic Search", "Bing", nameof(SourceKind.Search), "", "", "")]
    [InlineData("Email", "Gmail", nameof(SourceKind.Email), "", "", "")]
    [InlineData("Affiliates", "partner", nameof(SourceKind.Unknown), "affiliate", "", "")]
    [InlineData("Audio", "Spotify", nameof(SourceKind.Audio), "", "", "")]
    [InlineData("SMS", "partner", nameof(SourceKind.Unknown), "sms", "", "")]
    [InlineData("Push", "app", nameof(SourceKind.Unknown), "web-push", "", "")]
    [InlineData("Referral", "partner.test", nameof(SourceKind.Unknown), "", "", "")]
    [InlineData("Direct", "", nameof(SourceKind.Unknown), "", "", "")]
    // Media that look paid and are not.
    [InlineData("Audio", "show", nameof(SourceKind.Unknown), "podcast", "", "")]
    [InlineData("Push", "app", nameof(SourceKind.Unknown), "push", "", "")]
    [InlineData("Referral", "flyer", nameof(SourceKind.Unknown), "print", "", "")]
    [InlineData("Referral", "flyer", nameof(SourceKind.Unknown), "unpaid", "", "")]
    // Media that are paid.
    [InlineData("Paid Search", "Google", nameof(SourceKind.Search), "PPC", "", "")]
    [InlineData("Paid Search", "Google", nameof(SourceKind.Search), "cpm", "", "")]
    [InlineData("Paid Social", "Facebook", nameof(SourceKind.Social), "retargeting", "", "")]
    [InlineData("Paid Other", "partner", nameof(SourceKind.Unknown), "paid", "", "")]
    [InlineData("Display", "partner", nameof(SourceKind.Unknown), "cpm", "", "")]
    [InlineData("Display", "Google", nameof(SourceKind.Search), "display", "", "gclid")]
    // Click ids.
    [InlineData("Paid Search", "Google", nameof(SourceKind.Search), "", "", "gclid")]
    [InlineData("Display", "Google", nameof(SourceKind.Search), "", "", "dclid")]
    [InlineData("Paid Search", "Google", nameof(SourceKind.Search), "cpc", "", "dclid")]
    [InlineData("Organic Social", "Facebook", nameof(SourceKind.Social), "", "", "fbclid")]
    [InlineData("Paid Social", "Facebook", nameof(SourceKind.Social), "cpc", "", "fbclid")]
    [InlineData("Organic Search", "Google", nameof(SourceKind.Search), "organic", "", "gclid")]
    // Shopping campaigns.
    [InlineData("Paid Shopping", "Google", nameof(SourceKind.Search), "cpc", "spring_shopping", "")]
    [InlineData("Paid Shopping", "Google", nameof(SourceKind.Search), "cpc", "shop-sale", "")]
    [InlineData("Paid Search", "Google", nameof(SourceKind.Search), "cpc", "workshop", "")]
    [InlineData("Organic Shopping", "Google", nameof(SourceKind.Search), "organic", "my shop", "")]
    // Media without a known source.
    [InlineData("Organic Social", "partner", nameof(SourceKind.Unknown), "social", "", "")]
    [InlineData("Organic Social", "partner", nameof(SourceKind.Unknown), "Social-Media", "", "")]
    [InlineData("Organic Video", "partner", nameof(SourceKind.Unknown), "video-embed", "", "")]
    [InlineData("AI Assistants", "partner", nameof(SourceKind.Unknown), "ai-assistant", "", "")]
    [InlineData("Organic Search", "partner", nameof(SourceKind.Unknown), "organic", "", "")]
    [InlineData("Email", "partner", nameof(SourceKind.Unknown), "E-Mail", "", "")]
    [InlineData("Email", "newsletter", nameof(SourceKind.Unknown), "", "", "")]
    [InlineData("Email", "email", nameof(SourceKind.Unknown), "", "spring", "")]
    [InlineData("SMS", "sms", nameof(SourceKind.Unknown), "text", "", "")]
    [InlineData("Push", "firebase", nameof(SourceKind.Unknown), "", "", "")]
    [InlineData("Push", "app", nameof(SourceKind.Unknown), "in-app-notification", "", "")]
    [InlineData("Referral", "", nameof(SourceKind.Unknown), "", "spring", "")]
    [InlineData("Referral", "Wikipedia", nameof(SourceKind.Other), "", "", "")]
    public void The_first_rule_that_holds_names_the_channel(string channel, string source, string kind, string medium, string campaign, string click) =>
        Assert.Equal(channel, ChannelRules.Find(new ChannelFacts(source, Enum.Parse<SourceKind>(kind), medium, campaign, ClickIds.Find(click))));

    [Fact]
    public void The_documented_table_lists_the_channels_in_the_same_order()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, "docs", "channels.md"))
            .SkipWhile(line => line != "|---|---|").Skip(1).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|')[1].Trim());
        Assert.Equal(ChannelRules.All.Select(rule => rule.Channel), documented);
    }
}
