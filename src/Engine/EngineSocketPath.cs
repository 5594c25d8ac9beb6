using System.Security.Cryptography;
using System.Text;

namespace Engine;

/// <summary>Where the engine's Unix socket is.</summary>
internal static class EngineSocketPath
{
    /// <summary>Longest path that fits into sockaddr_un on Linux; macOS has 103.</summary>
    private const int LongestBytes = 103;

    /// <summary>In the engine's folder, or, when that path is too long, in a private folder of the temporary one named by its hash.</summary>
    internal static string For(string engineFolder)
    {
        var path = Path.Combine(engineFolder, "engine.sock");
        if (Encoding.UTF8.GetByteCount(path) <= LongestBytes)
        {
            return path;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(engineFolder)))[..16];
        return Path.Combine(Path.GetTempPath(), "collector-" + hash, "engine.sock");
    }

    /// <summary>Makes the socket's folder, for this user alone.</summary>
    /// <exception cref="IOException">The folder exists and others may enter it.</exception>
    internal static void Prepare(string socketPath, string engineFolder)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("There is no embedded database engine for Windows: set COLLECTOR_CLICKHOUSE to use a server.");
        }

        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(engineFolder, ownerOnly);

        // Never null: For combines a folder and a name.
        var folder = Path.GetDirectoryName(socketPath)!;
        Directory.CreateDirectory(folder, ownerOnly);
        if (folder != engineFolder && File.GetUnixFileMode(folder) != ownerOnly)
        {
            throw new IOException($"The folder {folder} must belong to this user alone: delete it, or move the data folder to a shorter path.");
        }
    }
}
