using Collector.Parsing;

namespace Collector.Tests.Parsing;

public class RejectReasonWordsTests
{
    [Theory]
    [InlineData(nameof(RejectReason.None), "none", nameof(RejectCategory.None))]
    [InlineData(nameof(RejectReason.MissingSite), "missing_site", nameof(RejectCategory.Rejected))]
    [InlineData(nameof(RejectReason.BadUrl), "bad_url", nameof(RejectCategory.Rejected))]
    [InlineData(nameof(RejectReason.BadName), "bad_name", nameof(RejectCategory.Rejected))]
    [InlineData(nameof(RejectReason.BadEngagement), "bad_engagement", nameof(RejectCategory.Rejected))]
    [InlineData(nameof(RejectReason.BadEvent), "bad_event", nameof(RejectCategory.Rejected))]
    [InlineData(nameof(RejectReason.TooManyParameters), "too_many_parameters", nameof(RejectCategory.Rejected))]
    [InlineData(nameof(RejectReason.UnknownSite), "unknown_site", nameof(RejectCategory.Dropped))]
    [InlineData(nameof(RejectReason.Host), "host", nameof(RejectCategory.Dropped))]
    [InlineData(nameof(RejectReason.Duplicate), "duplicate", nameof(RejectCategory.Dropped))]
    [InlineData(nameof(RejectReason.Head), "head", nameof(RejectCategory.Dropped))]
    [InlineData(nameof(RejectReason.Consent), "consent", nameof(RejectCategory.Dropped))]
    [InlineData(nameof(RejectReason.PrivacyControl), "privacy_control", nameof(RejectCategory.Dropped))]
    [InlineData(nameof(RejectReason.Rate), "rate", nameof(RejectCategory.Refused))]
    [InlineData(nameof(RejectReason.Busy), "busy", nameof(RejectCategory.Refused))]
    [InlineData(nameof(RejectReason.DiskFull), "disk_full", nameof(RejectCategory.Refused))]
    [InlineData(nameof(RejectReason.StorageFault), "storage_fault", nameof(RejectCategory.Refused))]
    [InlineData(nameof(RejectReason.Stopping), "stopping", nameof(RejectCategory.Refused))]
    public void A_reason_has_its_word_and_category(string reason, string word, string category)
    {
        Assert.Equal(reason, RejectReasonWords.Find(word).ToString());
        Assert.Equal(word, RejectReasonWords.Word(Enum.Parse<RejectReason>(reason)));
        Assert.Equal(category, RejectReasonWords.Category(Enum.Parse<RejectReason>(reason)).ToString());
    }

    [Fact]
    public void An_unknown_word_is_no_reason()
    {
        Assert.Null(RejectReasonWords.Find("Bad_Url"));
    }
}
