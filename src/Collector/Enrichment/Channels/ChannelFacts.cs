using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Referrers;

namespace Collector.Enrichment.Channels;

/// <summary>What the channel is decided by. Words are compared without regard to case.</summary>
/// <param name="Source">Source by name; "" for none.</param>
/// <param name="Kind">Sort of the source.</param>
/// <param name="Medium"><c>utm_medium</c>.</param>
/// <param name="Campaign"><c>utm_campaign</c>.</param>
/// <param name="Click">Click id in the address, or null.</param>
internal readonly record struct ChannelFacts(string Source, SourceKind Kind, string Medium, string Campaign, ClickIdKind? Click)
{
    /// <summary>
    /// A paid medium holds <c>cp</c> (cpc, cpm, cpa, cpv), is <c>ppc</c> or <c>retargeting</c>, or starts with <c>paid</c>; podcast, push and print
    /// do not. Without a medium a click id of paid clicks decides.
    /// </summary>
    public bool IsPaid => Medium.Length == 0
        ? Click is { IsPaid: true }
        : MediumHas("cp") || MediumIs("ppc") || MediumIs("retargeting") || Medium.StartsWith("paid", StringComparison.OrdinalIgnoreCase);

    public bool MediumIs(string word) => Medium.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool MediumHas(string word) => Medium.Contains(word, StringComparison.OrdinalIgnoreCase);

    public bool SourceIs(string word) => Source.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool CampaignHas(string word) => Campaign.Contains(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the campaign says shopping: the word <c>shopping</c> anywhere, or <c>shop</c> not after a letter (workshop is none).</summary>
    public bool CampaignIsShopping
    {
        get
        {
            if (CampaignHas("shopping"))
            {
                return true;
            }

            var at = Campaign.IndexOf("shop", StringComparison.OrdinalIgnoreCase);
            return at == 0 || (at > 0 && !char.IsLetter(Campaign[at - 1]));
        }
    }
}
