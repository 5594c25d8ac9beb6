using System.Text.RegularExpressions;
using Shared;

namespace Architecture.Tests;

/// <summary>The README and the documents cannot point at what is not there.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string[] Folders = ["src/", "tests/", "docs/", "bench/", "snippet/", "dashboard/", "build/"];

    [Fact]
    public void Every_file_that_the_readme_names_exists()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var named = CodeWord().Matches(text).Select(match => match.Groups[1].Value)
            .Concat(Link().Matches(text).Select(match => match.Groups[1].Value))
            .Where(word => Folders.Any(folder => word.StartsWith(folder, StringComparison.Ordinal)) && !word.Contains('*'))
            .Select(word => word.Split('#')[0]);

        var missing = named.Where(path => !Path.Exists(Path.Combine(Repository.Root, path))).ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_link_between_the_documents_leads_to_a_file()
    {
        var docs = Path.Combine(Repository.Root, "docs");
        var broken = Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories)
            .SelectMany(path => Link().Matches(File.ReadAllText(path)).Select(match => (From: path, To: match.Groups[1].Value.Split('#')[0])))
            .Where(link => link.To.Length > 0 && !link.To.Contains("://", StringComparison.Ordinal) && !link.To.StartsWith('/')
                && !Path.Exists(Path.Combine(Path.GetDirectoryName(link.From)!, link.To)));

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"`([\w./-]+)`")]
    private static partial Regex CodeWord();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
