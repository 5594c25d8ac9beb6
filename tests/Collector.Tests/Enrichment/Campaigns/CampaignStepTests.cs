using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Referrers;
using Storage.Events;

namespace Collector.Tests.Enrichment.Campaigns;

public sealed class CampaignStepTests
{
    private const string Search = "https://www.google.com/";
    private readonly CampaignStep _step = new(SourceTable.Load());

    [Theory]
    [InlineData("jane@example.org", "[email]")]
    [InlineData("jane%40example.org", "[email]")]
    [InlineData("jane%2540example.org", "[email]")]
    [InlineData("jane%252540example.org", "[email]")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015", "[token]")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", "[token]")]
    [InlineData("spring+sale%2C+20%25+off", "spring sale, 20% off")]
    [InlineData("DE_Search_Brand_Exact_2026-Q1_v2", "DE_Search_Brand_Exact_2026-Q1_v2")]
    public void A_campaign_field_holds_no_address_and_no_secret(string sent, string stored)
    {
        var row = Apply($"utm_source={sent}&utm_medium={sent}&utm_campaign={sent}&utm_content={sent}&utm_term={sent}", "");
        Assert.Equal([stored, stored, stored, stored, stored, stored], [row.UtmSource, row.UtmMedium, row.UtmCampaign, row.UtmContent, row.UtmTerm, row.TouchCampaign]);
    }

    [Theory]
    [InlineData("", "", "", "Direct")]
    [InlineData("", Search, "Google", "Organic Search")]
    [InlineData("gclid=abc", "", "Google", "Paid Search")]
    [InlineData("gbraid=abc", "", "Google", "Paid Search")]
    [InlineData("wbraid=abc", "", "Google", "Paid Search")]
    [InlineData("dclid=abc", "", "Google", "Display")]
    [InlineData("msclkid=abc", "", "Bing", "Paid Search")]
    [InlineData("ttclid=abc", "", "TikTok", "Paid Social")]
    [InlineData("li_fat_id=abc", "", "LinkedIn", "Paid Social")]
    [InlineData("twclid=abc", "", "X", "Paid Social")]
    [InlineData("fbclid=abc", "", "Facebook", "Organic Social")]
    [InlineData("gclid=abc", "https://partner.test/", "Google", "Paid Search")]
    [InlineData("utm_source=newsletter&gclid=abc", Search, "newsletter", "Paid Other")]
    [InlineData("utm_source=newsletter&utm_medium=email&gclid=abc", Search, "newsletter", "Email")]
    [InlineData("utm_medium=cpc", Search, "Google", "Paid Search")]
    [InlineData("utm_source=fb&utm_medium=paid_social", "", "Facebook", "Paid Social")]
    [InlineData("ref=producthunt", "", "Product Hunt", "Organic Social")]
    [InlineData("source=partner", Search, "partner", "Referral")]
    [InlineData("utm_source=flyer&utm_medium=print", "", "flyer", "Referral")]
    [InlineData("gclid=", "", "", "Direct")]
    [InlineData("gclid", "", "", "Direct")]
    public void The_source_is_the_first_of_utm_click_id_referrer(string query, string referrer, string source, string channel)
    {
        var row = Apply(query, referrer);
        Assert.Equal((source, channel), (row.Source, row.Channel));
        Assert.Equal((source, channel), (row.TouchSource, row.TouchChannel));
        Assert.Equal(channel == "Direct" ? 0 : 1, row.Touch);
    }

    [Fact]
    public void All_five_fields_are_stored_decoded()
    {
        var row = Apply("UTM_Source=Fr%C3%BChling+Brief&utm_medium=E-Mail&utm_campaign=a%2Bb&utm_content=%20x%20&utm_term=100%&utm_source=second");
        Assert.Equal(
            ("Frühling Brief", "E-Mail", "a+b", "x", "100%"),
            (row.UtmSource, row.UtmMedium, row.UtmCampaign, row.UtmContent, row.UtmTerm));
        Assert.Equal(("E-Mail", "a+b", "Email"), (row.TouchMedium, row.TouchCampaign, row.TouchChannel));
    }

    [Fact]
    public void The_source_as_written_is_kept_beside_its_name()
    {
        var row = Apply("utm_source=fb");
        Assert.Equal(("fb", "Facebook"), (row.UtmSource, row.Source));
    }

    [Fact]
    public void Of_a_click_id_only_the_kind_is_kept_and_the_highest_counts()
    {
        var row = Apply("fbclid=SECRET1&gclid=SECRET2");
        Assert.Equal("gclid", row.ClickId);
        Assert.DoesNotContain("SECRET", string.Concat(row.Source, row.Referrer, row.UtmSource, row.UtmTerm, row.ClickId, row.Path), StringComparison.Ordinal);
    }

    [Fact]
    public void With_privacy_control_no_click_id_is_read()
    {
        var hit = Make.Hit("https://example.com/?gclid=abc&utm_source=", "https://www.bing.com/", Make.Request() with { PrivacyControl = true });
        var row = Make.Row(hit);
        _step.Apply(hit, Make.Site(), row);
        Assert.Equal(("", "Bing", "Organic Search"), (row.ClickId, row.Source, row.Channel));
    }

    [Fact]
    public void A_site_that_ignores_privacy_control_reads_click_ids()
    {
        var hit = Make.Hit("https://example.com/?gclid=abc", "", Make.Request() with { PrivacyControl = true });
        var row = Make.Row(hit);
        _step.Apply(hit, Make.Site() with { Privacy = new() { PrivacyControl = Storage.Catalog.PrivacyControlPolicy.Off } }, row);
        Assert.Equal("gclid", row.ClickId);
    }

    [Fact]
    public void An_email_address_in_a_campaign_is_not_stored() => Assert.Equal("to [email]", Apply("utm_content=to+jane%40example.com").UtmContent);

    [Fact]
    public void A_referral_code_that_looks_like_a_secret_is_not_stored() =>
        Assert.Equal("[token]", Apply("ref=9f86d081884c7d659a2feaa0c55ad015").UtmSource);

    [Fact]
    public void A_value_is_cut_at_200_characters() => Assert.Equal(200, Apply("utm_term=" + new string('a', 500)).UtmTerm.Length);

    [Fact]
    public void Control_characters_are_removed() => Assert.Equal("ab", Apply("utm_term=a%00%0Ab").UtmTerm);

    [Fact]
    public void A_query_of_thousands_of_fields_is_read_to_its_hundredth() =>
        Assert.Equal("", Apply(string.Concat(Enumerable.Repeat("a=b&", 5_000)) + "utm_source=x").UtmSource);

    [Fact]
    public void A_hit_without_page_has_only_its_referrer()
    {
        var hit = Make.Hit("", Search);
        hit.Name = "Signup";
        var row = Make.Row(hit);
        _step.Apply(hit, Make.Site(), row);
        Assert.Equal(("Google", (byte)1), (row.Source, row.Touch));
    }

    private EventRow Apply(string query, string referrer = "")
    {
        var hit = Make.Hit("https://example.com/page?" + query, referrer);
        var row = Make.Row(hit);
        row.Hostname = "example.com";
        _step.Apply(hit, Make.Site(), row);
        return row;
    }
}
