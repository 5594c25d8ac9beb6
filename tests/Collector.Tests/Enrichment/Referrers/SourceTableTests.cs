using Collector.Enrichment.Referrers;

namespace Collector.Tests.Enrichment.Referrers;

public sealed class SourceTableTests
{
    private static readonly SourceTable Table = SourceTable.Load();

    [Theory]
    [InlineData("google.com", "Google", nameof(SourceKind.Search))]
    [InlineData("www.google.co.uk", "Google", nameof(SourceKind.Search))]
    [InlineData("google.de", "Google", nameof(SourceKind.Search))]
    [InlineData("www.google.com.br", "Google", nameof(SourceKind.Search))]
    [InlineData("images.google.fr", "Google", nameof(SourceKind.Search))]
    [InlineData("mail.google.com", "Gmail", nameof(SourceKind.Email))]
    [InlineData("gemini.google.com", "Gemini", nameof(SourceKind.Ai))]
    [InlineData("shopping.google.com", "Google Shopping", nameof(SourceKind.Shopping))]
    [InlineData("com.google.android.gm", "Gmail", nameof(SourceKind.Email))]
    [InlineData("search.yahoo.com", "Yahoo!", nameof(SourceKind.Search))]
    [InlineData("mail.yahoo.com", "Yahoo! Mail", nameof(SourceKind.Email))]
    [InlineData("search.yahoo.co.jp", "Yahoo! Japan", nameof(SourceKind.Search))]
    [InlineData("l.facebook.com", "Facebook", nameof(SourceKind.Social))]
    [InlineData("t.co", "X", nameof(SourceKind.Social))]
    [InlineData("x.com", "X", nameof(SourceKind.Social))]
    [InlineData("out.reddit.com", "Reddit", nameof(SourceKind.Social))]
    [InlineData("m.youtube.com", "YouTube", nameof(SourceKind.Video))]
    [InlineData("chatgpt.com", "ChatGPT", nameof(SourceKind.Ai))]
    [InlineData("www.perplexity.ai", "Perplexity", nameof(SourceKind.Ai))]
    [InlineData("claude.ai", "Claude", nameof(SourceKind.Ai))]
    [InlineData("www.amazon.de", "Amazon", nameof(SourceKind.Shopping))]
    [InlineData("yandex.ru", "Yandex", nameof(SourceKind.Search))]
    [InlineData("WWW.BING.COM", "Bing", nameof(SourceKind.Search))]
    [InlineData("duckduckgo.com", "DuckDuckGo", nameof(SourceKind.Search))]
    [InlineData("outlook.live.com", "Outlook", nameof(SourceKind.Email))]
    [InlineData("search.bt.com", "BT Search", nameof(SourceKind.Search))]
    [InlineData("www.123people.co.uk", "123people", nameof(SourceKind.Search))]
    [InlineData("open.spotify.com", "Spotify", nameof(SourceKind.Audio))]
    public void A_known_host_has_its_name_and_kind(string host, string name, string kind) =>
        Assert.Equal(new TrafficSource(name, Enum.Parse<SourceKind>(kind)), Table.ByHost(host));

    [Theory]
    [InlineData("example.com")]
    [InlineData("notgoogle.com")]
    [InlineData("google.com.evil.test")]
    [InlineData("google.evil")]
    [InlineData("google")]
    [InlineData("netflix.com.x")]
    [InlineData("maxx.com")]
    [InlineData("com")]
    [InlineData("co.uk")]
    [InlineData("203.0.113.7")]
    [InlineData("")]
    [InlineData(".")]
    public void Another_host_is_unknown(string host) => Assert.Null(Table.ByHost(host));

    [Theory]
    [InlineData("google", "Google")]
    [InlineData("Facebook", "Facebook")]
    [InlineData("fb", "Facebook")]
    [InlineData("IG", "Instagram")]
    [InlineData("hacker news", "Hacker News")]
    [InlineData("www.google.com", "Google")]
    [InlineData("t.co", "X")]
    [InlineData("chatgpt.com", "ChatGPT")]
    public void A_word_of_utm_source_has_its_name(string word, string name) => Assert.Equal(name, Table.ByWord(word)?.Name);

    [Theory]
    [InlineData("newsletter")]
    [InlineData("partner-x")]
    [InlineData("com")]
    [InlineData("")]
    public void Another_word_is_unknown(string word) => Assert.Null(Table.ByWord(word));

    [Fact]
    public void The_table_is_sorted_without_doubles()
    {
        using var stream = typeof(SourceTable).Assembly.GetManifestResourceStream("sources.tsv")!;
        using var reader = new StreamReader(stream);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split('\t')).ToList();

        Assert.All(rows, row => Assert.Equal(3, row.Length));
        Assert.Equal(rows.Select(row => row[0]).Distinct().Order(StringComparer.Ordinal), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Equal(row[0].ToLowerInvariant(), row[0]));
    }

    [Theory]
    [InlineData(nameof(SourceKind.Search), 300)]
    [InlineData(nameof(SourceKind.Social), 250)]
    [InlineData(nameof(SourceKind.Ai), 50)]
    [InlineData(nameof(SourceKind.Email), 70)]
    [InlineData(nameof(SourceKind.Shopping), 80)]
    [InlineData(nameof(SourceKind.Video), 30)]
    [InlineData(nameof(SourceKind.Audio), 12)]
    [InlineData(nameof(SourceKind.Other), 40)]
    public void So_many_domains_of_each_kind_are_known(string kind, int atLeast) =>
        Assert.InRange(SourceTable.Rows().Count(row => !row.Key.StartsWith('~') && row.Source.Kind == Enum.Parse<SourceKind>(kind)), atLeast, 2_000);

    [Fact]
    public void A_name_has_one_kind()
    {
        using var stream = typeof(SourceTable).Assembly.GetManifestResourceStream("sources.tsv")!;
        using var reader = new StreamReader(stream);
        var kinds = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split('\t'))
            .GroupBy(row => row[1], row => row[2]).Where(name => name.Distinct().Count() > 1).Select(name => name.Key);
        Assert.Empty(kinds);
    }
}
