using System.Text.RegularExpressions;
using Analytics.Metrics;
using Shared;

namespace Browser.Tests;

/// <summary>The dashboard's strings. That no language misses a key is the type checker's business, at build time.</summary>
public sealed partial class CatalogTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "dashboard", "src");

    private static readonly string Catalogs = Path.Combine(Source, "i18n");

    [Fact]
    public void No_string_of_the_catalogue_is_unused()
    {
        var code = string.Concat(Components().Select(file => File.ReadAllText(file)));
        var keys = Directory.EnumerateFiles(Path.Combine(Catalogs, "en"), "*.ts").SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).ToList();
        // t(`period.${name}`) uses every key that begins so.
        var prefixes = Prefix().Matches(code).Select(match => match.Groups[1].Value).ToList();

        var unused = keys.Where(key => !code.Contains($"'{key}'", StringComparison.Ordinal) && !code.Contains($"title=\"{key}\"", StringComparison.Ordinal) && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)));

        Assert.True(keys.Count > 100, $"Only {keys.Count} keys were found.");
        Assert.Empty(unused);
    }

    [Fact]
    public void No_component_has_words_of_its_own()
    {
        var words = Components().Where(file => file.EndsWith(".tsx", StringComparison.Ordinal)).SelectMany(file =>
            Text().Matches(File.ReadAllText(file)).Concat(Attribute().Matches(File.ReadAllText(file)))
                .Select(match => $"{Path.GetRelativePath(Source, file)}: {match.Groups[1].Value.Trim()}"));

        Assert.Equal(["shell/AllSites.tsx: Collector", "shell/NoSite.tsx: collector site add example.com", "shell/Shell.tsx: Collector"], words.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("fa")]
    [InlineData("ar")]
    [InlineData("hy")]
    [InlineData("ms")]
    public void A_translation_has_the_values_of_the_english_string(string language)
    {
        var wrong = Directory.EnumerateFiles(Path.Combine(Catalogs, "en"), "*.ts").Where(file => Path.GetFileName(file) != "index.ts").SelectMany(file =>
        {
            var translated = Strings(Path.Combine(Catalogs, language, Path.GetFileName(file)));
            return Strings(file).Where(english => !Values(english.Value).SetEquals(Values(translated[english.Key]))).Select(english => english.Key);
        });

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("fa")]
    [InlineData("ar")]
    [InlineData("hy")]
    [InlineData("ms")]
    public void Every_metric_of_the_reports_has_words_in_every_language(string language)
    {
        var words = File.ReadAllText(Path.Combine(Catalogs, language, "metrics.ts"));

        Assert.All(MetricTable.OfPages, metric => Assert.Contains($"  {metric.Name}: {{", words, StringComparison.Ordinal));
    }

    private static Dictionary<string, string> Strings(string file) =>
        Sentence().Matches(File.ReadAllText(file)).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static HashSet<string> Values(string sentence) => [.. Value().Matches(sentence).Select(match => match.Value)];

    private static IEnumerable<string> Components() =>
        Directory.EnumerateFiles(Source, "*.ts*", SearchOption.AllDirectories).Where(file => Path.GetDirectoryName(Path.GetDirectoryName(file)) != Catalogs);

    [GeneratedRegex(@"^  '([\w.-]+)': ", RegexOptions.Multiline)]
    private static partial Regex Key();

    /// <summary>A key with one string; those with a form per plural are left out.</summary>
    [GeneratedRegex(@"^  '([\w.-]+)': '(.*)',$", RegexOptions.Multiline)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"`([a-z][\w.]*\.)\$\{")]
    private static partial Regex Prefix();

    /// <summary>Text between two tags, with a word in it; arrow functions and comparisons have no tag's end right before.</summary>
    [GeneratedRegex(@"(?<=[\w""'}/]>)([^<>{}()=;`|]*\p{L}{2}[^<>{}()=;`|]*)(?=</?[a-zA-Z])")]
    private static partial Regex Text();

    [GeneratedRegex(@"(?:aria-label|title|placeholder|alt|label|name)=""([^""]*\p{Lu}[^""]*|[^""]* [^""]*)""")]
    private static partial Regex Attribute();
}
