using System.Diagnostics;
using Collector.Enrichment.Pages;
using Shared;

namespace Collector.Tests.Enrichment.Pages;

/// <summary>The rule for secrets, measured on both sides; docs/privacy.md states the figures.</summary>
public sealed class TokensTests
{
    private const int Seed = 20261122;
    private const int Samples = 20_000;
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Figures = "0123456789";

    /// <summary>The most that may be missed, in hundredths of a percent, at 16, 22, 24, 32, 43 and 64 characters.</summary>
    public static TheoryData<string, string, int[]> Alphabets => new()
    {
        { "base64url", Upper + Lower + Figures + "-_", [700, 100, 60, 10, 5, 5] },
        { "letters and figures", Upper + Lower + Figures, [250, 20, 15, 5, 5, 5] },
        { "lower case and figures", Lower + Figures, [750, 100, 60, 10, 5, 5] },
        { "base32", Upper + "234567", [750, 100, 60, 10, 5, 5] },
        { "base32, lower case", Lower + "234567", [750, 100, 60, 10, 5, 5] },
        { "Crockford's base32", "0123456789ABCDEFGHJKMNPQRSTVWXYZ", [300, 30, 20, 5, 5, 5] },
        { "hexadecimal", "0123456789abcdef", [20, 5, 5, 5, 5, 5] },
        { "letters of both cases", Upper + Lower, [450, 60, 40, 10, 5, 5] },
        { "letters, lower case", Lower, [3_500, 900, 550, 120, 20, 5] },
    };

    [Theory]
    [MemberData(nameof(Alphabets))]
    public void Of_random_tokens_no_more_are_missed_than_stated(string name, string alphabet, int[] bounds)
    {
        var random = new Random(Seed);
        int[] lengths = [16, 22, 24, 32, 43, 64];
        var rates = lengths.Select(length =>
        {
            var missed = 0;
            for (var i = 0; i < Samples; i++)
            {
                var path = "/reset/" + string.Concat(random.GetItems<char>(alphabet, length));
                missed += UrlScrubber.Path(path) == path ? 1 : 0;
            }

            return missed * 10_000 / Samples;
        }).ToArray();

        Assert.True(rates.Zip(bounds).All(pair => pair.First <= pair.Second), $"seed {Seed}, {name}: {string.Join(", ", rates)} of 10,000 missed at {string.Join(", ", lengths)}");
    }

    [Fact]
    public void No_honest_segment_is_touched_written_plain_or_percent_encoded()
    {
        var segments = HonestSegments();
        var touched = segments.SelectMany(x => new[] { x, Uri.EscapeDataString(x) }).Where(x => UrlScrubber.Path("/" + x) != "/" + Uri.UnescapeDataString(x)).ToList();

        Assert.True(segments.Length >= 300);
        Assert.Empty(touched);
    }

    [Fact]
    public void No_honest_segment_is_touched_in_a_title_a_property_or_an_address_in_a_property() =>
        Assert.DoesNotContain(HonestSegments(), x => UrlScrubber.Text(x) != x || UrlScrubber.Value(x) != x || UrlScrubber.Value($"https://shop.example/{x}") != $"https://shop.example/{x}");

    [Fact]
    public void A_clean_text_costs_no_memory()
    {
        string[] texts = ["/products/iphone-15-pro-max-256gb-space-black", "https://shop.example/blog/how-to-make-tea-at-home-in-ten-minutes", "blue", "A-1001"];
        var before = 0L;
        var changed = false;
        for (var round = 0; round < 3; round++)
        {
            before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var text in texts)
            {
                changed |= !ReferenceEquals(UrlScrubber.Text(text), text) || !ReferenceEquals(UrlScrubber.Value(text), text) || !ReferenceEquals(UrlScrubber.Name(text), text);
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(changed);
    }

    [Fact]
    public void A_long_text_of_the_worst_kind_is_read_in_milliseconds()
    {
        var text = string.Concat(Enumerable.Repeat("qx-", 20_000)) + new string('a', 60_000) + string.Concat(Enumerable.Repeat("x7Kq-tion-", 6_000));
        UrlScrubber.Text(text[..1_000]);
        var since = Stopwatch.GetTimestamp();
        UrlScrubber.Text(text);

        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMilliseconds(500), $"{Stopwatch.GetElapsedTime(since)}");
    }

    private static string[] HonestSegments() => File.ReadAllLines(Path.Combine(Repository.Root, "tests", "Data", "honest-segments.txt"));
}
