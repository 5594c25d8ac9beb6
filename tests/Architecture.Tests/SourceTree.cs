using System.Text.RegularExpressions;
using Shared;

namespace Architecture.Tests;

/// <summary>The project's own source files, as text.</summary>
internal static partial class SourceTree
{
    /// <summary>C# files below a folder of the repository, build outputs left out.</summary>
    public static IEnumerable<SourceFile> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => new SourceFile(path, File.ReadAllText(Path.Combine(Repository.Root, path))));

    [GeneratedRegex(@"(?<![\w.])Collector\.(?<room>[A-Z]\w+)")]
    public static partial Regex RoomReference();
}

/// <summary>One source file: path from the repository's root, with forward slashes, and its text.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    public int Lines => Text.Count(c => c == '\n');

    /// <summary>The folder directly below the project: the room.</summary>
    public string Room => Path.Split('/')[2];
}
