using System.Text.RegularExpressions;
using Shared;

namespace Architecture.Tests;

/// <summary>Rules of the house that the compiler does not know.</summary>
public sealed partial class HouseRuleTests
{
    [Theory]
    [InlineData("src", 400)]
    [InlineData("tests", 600)]
    public void No_source_file_is_longer_than_its_wall(string folder, int wall)
    {
        Assert.Empty(SourceTree.Files(folder).Where(file => file.Lines > wall).Select(file => $"{file.Path}: {file.Lines} lines"));
    }

    [Fact]
    public void No_type_bears_the_name_of_a_namespace()
    {
        var files = SourceTree.Files("src").ToList();
        var namespaces = files.SelectMany(file => NamespaceLine().Matches(file.Text).SelectMany(match => match.Groups[1].Value.Split('.'))).ToHashSet();
        var offences = files.SelectMany(file => TypeLine().Matches(file.Text).Select(match => match.Groups[1].Value)).Where(namespaces.Contains);

        Assert.Empty(offences);
    }

    [Fact]
    public void Native_code_is_only_in_the_engine_and_in_the_seams_of_files_sockets_and_a_threads_time()
    {
        string[] seams = ["src/Engine/", "src/Collector/Journal/Posix", "src/Collector/Journal/LibcFiles.cs", "src/Collector/Http/FastLane/LibcSockets.cs", "src/Collector/Http/FastLane/SocketCalls.cs", "src/Collector/Http/FastLane/Epoll.cs", "src/Collector/Enrichment/UserAgents/ThreadTime.cs"];
        var offences = SourceTree.Files("src")
            .Where(file => NativeWord().IsMatch(file.Text))
            .Select(file => file.Path)
            .Where(path => !seams.Any(seam => path.StartsWith(seam, StringComparison.Ordinal)));

        Assert.Empty(offences);
    }

    [Fact]
    public void Every_package_version_stands_in_the_central_file()
    {
        var offences = Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("PackageReference", StringComparison.Ordinal) && Regex.IsMatch(File.ReadAllText(path), @"PackageReference[^>]*Version="));

        Assert.Empty(offences);
    }

    [Fact]
    public void No_file_names_a_folder_of_the_machine_it_was_written_on()
    {
        var offences = SourceTree.Files("src").Concat(SourceTree.Files("bench")).Concat(SourceTree.Files("tests"))
            .Where(file => file.Path != "tests/Architecture.Tests/HouseRuleTests.cs" && MachinePath().IsMatch(file.Text))
            .Select(file => file.Path);

        Assert.Empty(offences);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^(?:public|internal)[\w ]* (?:class|struct|record|enum|interface) (?:class |struct )?(\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"\[LibraryImport|\[DllImport|\bunsafe\b")]
    private static partial Regex NativeWord();

    [GeneratedRegex(@"""/(work|home|root)/")]
    private static partial Regex MachinePath();
}
