using Collector.Enrichment.Visitors;

namespace Collector.Tests.Enrichment.Visitors;

public sealed class ClientStepTests
{
    [Theory]
    [InlineData("de", "de")]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "de-de")]
    [InlineData("PT-BR", "pt-br")]
    [InlineData(" en ; q=1", "en")]
    [InlineData("zh-Hant-TW,zh", "zh-hant-tw")]
    [InlineData("fil", "fil")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-CH-1996", "de-ch")]
    [InlineData("ca-valencia", "ca")]
    [InlineData("en-US-u-ca-buddhist", "en-us")]
    [InlineData("en-x-jane7731", "en")]
    [InlineData("en-jane7731", "en")]
    [InlineData("sr-Latn", "sr-latn")]
    [InlineData("", "")]
    [InlineData("*", "")]
    [InlineData("e", "")]
    [InlineData("english", "")]
    [InlineData("de_DE", "")]
    [InlineData("de-", "")]
    [InlineData("de--at", "")]
    [InlineData("-de", "")]
    [InlineData("d1", "")]
    [InlineData("de-abcdefghi", "")]
    [InlineData("<script>", "")]
    [InlineData("\u0130n", "")]
    public void The_first_language_is_kept_when_it_is_one(string header, string language) =>
        Assert.Equal(language, ClientStep.FirstLanguage(header));

    [Fact]
    public void A_tag_longer_than_35_characters_is_none() =>
        Assert.Equal("", ClientStep.FirstLanguage("de-" + string.Join('-', Enumerable.Repeat("abcdefgh", 4))));

    [Fact]
    public void Language_and_screen_are_stored()
    {
        var hit = Make.Hit(request: Make.Request() with { AcceptLanguage = "fr-CA,fr" });
        hit.ScreenWidth = 1920;
        var row = Make.Row(hit);
        new ClientStep().Apply(hit, Make.Site(), row);
        Assert.Equal(("fr-ca", (ushort)1920), (row.Language, row.ScreenWidth));
    }
}
