namespace Shared;

/// <summary>Finds the repository and the test data beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Collector.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Test data beside the repository; may be absent.</summary>
    public static string SharedData { get; } = Path.Combine(Root, "..", "shared", "data");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Collector.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Collector.sln is in no folder above the tests.");
        }

        return folder;
    }
}
