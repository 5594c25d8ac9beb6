using System.Security.Cryptography;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// <c>secret.bin</c>: 32 random bytes made once per installation, which turn the sites' user ids into visitor keys. Durable: without it the
/// same user gets another key, so a file that is there but wrong is never replaced.
/// </summary>
internal static class InstallationSecret
{
    public const string Name = "secret.bin";
    public const int Length = 32;

    /// <exception cref="InvalidDataException">The file has another length.</exception>
    public static byte[] LoadOrCreate(string folder, Action<string> syncFolder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, Name);
        if (File.Exists(path))
        {
            var found = File.ReadAllBytes(path);
            return found.Length == Length
                ? found
                : throw new InvalidDataException($"{path} is damaged ({found.Length} bytes, not {Length}): put it back from a backup, or delete it to give all known users new keys.");
        }

        var secret = RandomNumberGenerator.GetBytes(Length);
        var fresh = path + ".new";
        using (var file = PrivateFiles.Create(fresh))
        {
            file.Write(secret);
        }

        File.Move(fresh, path);
        syncFolder(folder);
        return secret;
    }
}
