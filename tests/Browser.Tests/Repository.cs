namespace Browser.Tests;

/// <summary>Where the repository lies, and the web assets its build has made.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Assets => Path.Combine(Root, "artifacts", "assets");

    public static string Fixtures => Path.Combine(Root, "tests", "Browser.Tests", "fixtures");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Collector.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("Collector.sln is in no folder above the tests.");
    }
}
