using System.Text.RegularExpressions;
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

        Assert.Equal(["shell/AllSites.tsx: Collector", "shell/Shell.tsx: Collector"], words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nor_has_any_code_in_its_expressions()
    {
        // Names of keys, of headers and of values that the collector gives, an example for an input, an error that nobody reads.
        HashSet<string> known = ["Escape", "Enter", "Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Key", "AltGraph", "Authorization", "Content-Type", "Bearer ", "Share ${ticket && ", "Direct", "Signup", "Outbound", "Download", "No picture was made.", " – Collector", " ·  – Collector"];
        var words = Components().Where(file => !file.Contains($"{Path.DirectorySeparatorChar}i18n{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).SelectMany(file =>
            Literal().Matches(Comment().Replace(File.ReadAllText(file), ""))
                .Select(match => Filled().Replace(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value, ""))
                .Where(text => Worded().IsMatch(text) && !known.Contains(text))
                .Select(text => $"{Path.GetRelativePath(Source, file)}: {text}"));

        Assert.Empty(words);
    }

    [Theory]
    [InlineData("const name = on ? 'Switch it off' : label;", true)]
    [InlineData("<p>{busy && `Please wait ${seconds} s`}</p>", true)]
    [InlineData("<p class={on ? 'card opens' : 'card'}>{t('widgets.close')}</p>", false)]
    [InlineData("// Don't say 'Hello'\nimport x from './x';", false)]
    public void Words_in_an_expression_are_found(string code, bool found) =>
        Assert.Equal(found, Literal().Matches(Comment().Replace(code, "")).Any(match => Worded().IsMatch(Filled().Replace(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value, ""))));

    [Fact]
    public void Without_JavaScript_the_page_speaks_every_language()
    {
        var page = File.ReadAllText(Path.Combine(Source, "..", "index.html"));
        foreach (var language in Directory.EnumerateDirectories(Catalogs).Select(folder => Path.GetFileName(folder)))
        {
            Assert.Matches($"<noscript>[\\s\\S]*<p lang=\"{language}\"[^>]*>[\\s\\S]*?/openapi/v1\\.json[\\s\\S]*</noscript>", page);
        }
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

    /// <summary>A string between single quotes or backticks.</summary>
    [GeneratedRegex(@"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")]
    private static partial Regex Literal();

    /// <summary>Comments, and imports, whose paths are no words.</summary>
    [GeneratedRegex(@"/\*[\s\S]*?\*/|(?<=^|\s)//.*$|^import .*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>What is filled in is looked at by itself.</summary>
    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Filled();

    /// <summary>Begins as words for people do: keys of the catalogue, classes and names of the API are lower case.</summary>
    [GeneratedRegex(@"^[^\p{L}./]*\p{Lu}\p{Ll}+")]
    private static partial Regex Worded();

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
