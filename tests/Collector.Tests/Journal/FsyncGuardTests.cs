using Shared;

namespace Collector.Tests.Journal;

/// <summary>.NET's own flush hides fsync errors: no source may use it.</summary>
public class FsyncGuardTests
{
    private static readonly string[] Hidden = ["Flush(true)", "flushToDisk: true", "FlushToDisk("];

    [Fact]
    public void No_source_syncs_through_dotnet()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, source => File.ReadLines(source).Any(line => Hidden.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))));
    }
}
