namespace Collector.Hosting;

/// <summary>
/// A file that holds some space of the disk and is given up when nothing else is left: a start on a full disk can then open the catalog
/// and the database, serve pixels and refuse hits, and goes on by itself when there is room again. Made anew when there is.
/// </summary>
/// <param name="folder">The data folder.</param>
internal sealed class SpaceReserve(string folder)
{
    /// <summary>32 MiB, or a 32nd of a small disk: what the catalog, the engine and the journal need to open and to finish what they do.</summary>
    private const long LargestBytes = 32 << 20;

    private const int SmallestShare = 32;

    private readonly string _path = Path.Combine(folder, "reserve");

    /// <summary>Gives the space up when the disk is full, takes it when there is plenty. Never fails: it only helps.</summary>
    public void Keep()
    {
        try
        {
            var drive = new DriveInfo(folder);
            var bytes = Math.Min(LargestBytes, drive.TotalSize / SmallestShare);
            var held = File.Exists(_path);
            if (held && drive.AvailableFreeSpace < bytes / 4)
            {
                File.Delete(_path);
            }
            else if (!held && drive.AvailableFreeSpace > 8 * bytes)
            {
                // Not a length alone: the blocks are taken from the disk now.
                using var file = new FileStream(_path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes });
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk filled up meanwhile.
        }
    }
}
