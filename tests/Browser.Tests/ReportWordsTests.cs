using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Analytics.Dimensions;
using Analytics.Metrics;
using Analytics.Reports;
using Analytics.Reports.Attribution;
using Collector.Enrichment.Bots;
using Collector.Enrichment.Places;
using Shared;

namespace Browser.Tests;

/// <summary>
/// What reports say in English has words in every other language: columns, notes, the collector's own values. What there is to say is
/// taken from the code, so that a new column or note fails here until it is translated.
/// </summary>
public sealed partial class ReportWordsTests
{
    private static readonly string Catalogs = Path.Combine(Repository.Root, "dashboard", "src", "i18n");

    private static readonly string Reports = Path.Combine(Repository.Root, "src", "Analytics", "Reports");

    public static TheoryData<string> Languages => ["fa", "ar", "hy", "ms"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_column_with_a_definition_has_a_title_and_a_definition(string language)
    {
        var shared = MetricTable.OfPages.Concat(MetricTable.Scroll).ToDictionary(metric => metric.Name, metric => metric.Definition);
        // A column that means what the metric of its name means is said once.
        var columns = Defined().Select(found => shared.GetValueOrDefault(found.Column.Name) == found.Column.Definition ? found.Column.Name : $"{found.Report}.{found.Column.Name}")
            .Concat(shared.Keys).Distinct();

        var metrics = Metric().Matches(Catalog(language, "metrics")).Select(match => match.Groups[1].Value);
        var own = Report().Matches(Catalog(language, "reports")).SelectMany(report => Column().Matches(report.Groups[2].Value).Select(column => $"{report.Groups[1].Value}.{column.Groups[1].Value}"));

        Assert.Equal(columns.Order(StringComparer.Ordinal), metrics.Concat(own).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_model_of_attribution_is_explained(string language)
    {
        var words = Catalog(language, "attribution");

        Assert.All(AttributionModel.Names, model => Assert.Contains($"  'attribution.model.{model}.means': '", words, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_note_has_words_with_all_its_figures(string language)
    {
        var words = Entry().Matches(Catalog(language, "notes")).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var said = Notes().ToList();

        Assert.True(said.Count > 20, $"Only {said.Count} notes were found.");
        var used = said.Select(note =>
        {
            var name = words.Keys.FirstOrDefault(name => name.EndsWith($".{note.Code}", StringComparison.Ordinal) && note.Folder.StartsWith(name.Split('.')[0], StringComparison.OrdinalIgnoreCase)) ?? note.Code;
            Assert.True(words.ContainsKey(name), $"The note {note.Code} of {note.Folder} has no words.");
            var figures = Value().Matches(words[name]).Select(match => match.Groups[1].Value).Distinct();
            Assert.True(note.Figures.Order(StringComparer.Ordinal).SequenceEqual(figures.Order(StringComparer.Ordinal)), $"{name} does not say {string.Join(", ", note.Figures)}, or more.");
            return name;
        }).ToList();
        Assert.Empty(words.Keys.Except(used));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_kind_of_bot_reason_and_origin_of_a_place_has_a_word(string language)
    {
        var words = Entry().Matches(Catalog(language, "values")).Select(match => match.Groups[1].Value).Where(name => name.Contains('.', StringComparison.Ordinal));
        string[] reasons =
        [
            InternalStep.Reason, .. MailProxies.All.Select(proxy => proxy.Reason), .. BotWords.Rows.Select(row => row.Reason), .. BotRules.Others.Select(other => other.Verdict.Reason),
            .. RequestSignals.All.Select(signal => signal.Word), "prefetch", "reclassed-from",
        ];
        var names = BotKinds.All.Select(kind => $"kind.{kind.Kind}").Concat(reasons.Select(reason => $"reason.{reason}")).Concat(PlaceSources.All.Select(source => $"geo.{source.Word}"));

        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_dimension_has_a_title()
    {
        var words = Catalog("en", "dimensions");

        Assert.All(DimensionTable.All, dimension => Assert.Contains($"  'dimension.{dimension.Name}': '", words, StringComparison.Ordinal));
    }

    private static string Catalog(string language, string part) => File.ReadAllText(Path.Combine(Catalogs, language, $"{part}.ts"));

    /// <summary>The columns that reports keep in fields; those of a helper count for the report of its folder with the shortest name.</summary>
    private static IEnumerable<(string Report, ReportColumn Column)> Defined()
    {
        var types = typeof(ReportColumn).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("Analytics.Reports.", StringComparison.Ordinal) == true).ToList();
        foreach (var type in types)
        {
            var report = types.Where(IsReport).Where(other => IsReport(type) ? other == type : other.Namespace == type.Namespace).Select(NameOf).MinBy(name => name.Length);
            var values = type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Select(field => field.GetValue(null)).ToList();
            foreach (var column in values.OfType<ReportColumn>().Concat(values.OfType<IEnumerable<ReportColumn>>().SelectMany(columns => columns)))
            {
                if (column.Definition is not null)
                {
                    yield return (report!, column);
                }
            }
        }
    }

    private static bool IsReport(Type type) => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IReport));

    private static string NameOf(Type report) => ((IReport)RuntimeHelpers.GetUninitializedObject(report)).Name;

    /// <summary>Every note that the code makes: the folder of its report ("" when many have it), its code and the names of its figures.</summary>
    private static IEnumerable<(string Folder, string Code, List<string> Figures)> Notes() =>
        from file in Directory.EnumerateFiles(Reports, "*.cs", SearchOption.AllDirectories)
        let folder = Path.GetRelativePath(Reports, Path.GetDirectoryName(file)!)
        from note in Note().Matches(File.ReadAllText(file))
        select (folder == "." ? "" : folder, note.Groups[1].Value, Figure().Matches(note.Groups[2].Value).Select(match => match.Groups[1].Value).ToList());

    [GeneratedRegex(@"^  (\w+): \{ title: '[^']+', definition: '[^']+' \},$", RegexOptions.Multiline)]
    private static partial Regex Metric();

    [GeneratedRegex(@"^  (\w+): \{\n(.*?)^  \},$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Report();

    [GeneratedRegex(@"^    (\w+): \{ title: '[^']+', definition: '[^']+' \},$", RegexOptions.Multiline)]
    private static partial Regex Column();

    /// <summary>A key with one string, or with one for each plural form.</summary>
    [GeneratedRegex(@"^  '([\w.-]+)': (.+?)(?=^  '|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Value();

    /// <summary>From a note to the next one.</summary>
    [GeneratedRegex(@"new ReportNote\(""(\w+)""(.*?)(?=new ReportNote\(|\z)", RegexOptions.Singleline)]
    private static partial Regex Note();

    [GeneratedRegex(@"\[""(\w+)""\] = ")]
    private static partial Regex Figure();
}
