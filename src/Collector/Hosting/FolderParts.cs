using Collector.Enrichment.Visitors;

namespace Collector.Hosting;

/// <summary>
/// Whether the parts of a data folder belong together: a catalog made anew would give the sites other numbers, so that events would be
/// reported as another site's; a secret made anew would give known users other keys.
/// </summary>
internal static class FolderParts
{
    /// <summary>What is wrong, each with its cure; none for a new folder and for a whole one.</summary>
    public static IEnumerable<string> Problems(DataFolder folder)
    {
        var isUsed = HoldsEvents(folder);
        if (isUsed && new FileInfo(folder.Catalog) is { Exists: false } or { Length: 0 })
        {
            yield return $"The catalog {folder.Catalog} is missing or empty, but the folder holds a journal or a database: without it nobody knows which site is which. "
                + $"Put it back from a backup. To begin anew instead, move {folder.Journal} and {folder.Engine} away.";
        }

        var secret = new FileInfo(Path.Combine(folder.Secrets, InstallationSecret.Name));
        if (secret.Exists && secret.Length != InstallationSecret.Length)
        {
            yield return $"{secret.FullName} is damaged ({secret.Length} bytes, not {InstallationSecret.Length}): put it back from a backup, or delete it and run 'collector doctor --fix': "
                + "users known by their id then count as new ones.";
        }
        else if (isUsed && !secret.Exists)
        {
            yield return $"{secret.FullName} is missing, but the folder holds a journal or a database: put it back from a backup, or run 'collector doctor --fix' for a new one: "
                + "users known by their id then count as new ones.";
        }
    }

    /// <summary>Does what loses nothing: makes a missing secret.</summary>
    /// <returns>What was done.</returns>
    public static IEnumerable<string> Fix(DataFolder folder)
    {
        if (!File.Exists(Path.Combine(folder.Secrets, InstallationSecret.Name)))
        {
            InstallationSecret.LoadOrCreate(folder.Secrets, new Journal.PosixFiles().SyncFolder);
            yield return $"made a new {InstallationSecret.Name}";
        }
    }

    private static bool HoldsEvents(DataFolder folder) =>
        (Directory.Exists(folder.Journal) && Directory.EnumerateFiles(folder.Journal, "*.*").Any(file => Path.GetExtension(file) is ".seg" or ".done" or ".open"))
        || Directory.Exists(Path.Combine(folder.Engine, "store"));
}
