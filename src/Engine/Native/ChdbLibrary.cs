using System.Runtime.InteropServices;

namespace Engine.Native;

/// <summary>Finds libchdb: beside the program, or where COLLECTOR_ENGINELIBRARY says.</summary>
internal static class ChdbLibrary
{
    internal const string FileName = "libchdb.so";
    internal const string PathVariable = "COLLECTOR_ENGINELIBRARY";

    /// <summary>Loads the library for the declarations in <see cref="ChdbMethods"/>; null on success, else one sentence naming the cure.</summary>
    /// <param name="folder">The database's folder, whose disk is watched (<see cref="DiskGuard"/>).</param>
    internal static string? Load(string folder)
    {
        var path = Find();
        if (path is null)
        {
            return $"The database engine library {FileName} is missing beside {AppContext.BaseDirectory}: run the build again "
                + $"(it links the library from node_modules), or set {PathVariable} to its path, or set COLLECTOR_CLICKHOUSE to use a server.";
        }

        if (!NativeLibrary.TryLoad(path, out var library))
        {
            return $"The database engine library {path} cannot be loaded on this system (it needs 64-bit glibc Linux): set COLLECTOR_CLICKHOUSE to use a server.";
        }

        NativeLibrary.SetDllImportResolver(typeof(ChdbLibrary).Assembly, (name, _, _) => name == ChdbMethods.Library ? library : 0);
        DiskGuard.Install(library, folder);
        return null;
    }

    private static string? Find()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, FileName);
        if (File.Exists(beside))
        {
            return beside;
        }

        var named = Environment.GetEnvironmentVariable(PathVariable);
        return !string.IsNullOrEmpty(named) && File.Exists(named) ? named : null;
    }
}
