using Shared;

namespace Browser.Tests;

/// <summary>Where the built assets and this project's pages are.</summary>
internal static class TestFiles
{
    /// <summary>What the build made of snippet and dashboard.</summary>
    public static string Assets { get; } = Path.Combine(Repository.Root, "artifacts", "assets");

    /// <summary>One html page per behaviour.</summary>
    public static string Fixtures { get; } = Path.Combine(Repository.Root, "tests", "Browser.Tests", "fixtures");
}
