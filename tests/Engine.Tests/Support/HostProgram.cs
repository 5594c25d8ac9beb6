namespace Engine.Tests.Support;

/// <summary>Where the program is that the tests start as the engine.</summary>
internal static class HostProgram
{
    /// <summary>Built beside the tests with the same configuration.</summary>
    internal static string Path { get; } = System.IO.Path.Combine(Root, "tests", "EngineHost", "bin", Configuration, "net10.0", "EngineHost.dll");

    internal static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Collector.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("Collector.sln is in none of the folders above.");
            }

            return folder.FullName;
        }
    }

    // …/bin/Release/net10.0/
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
