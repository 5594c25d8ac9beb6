using Dapper;
namespace Storage.Catalog;

/// <summary>
/// Everything that is configured: sites, goals, funnels, segments, API keys and sign-ins, in one SQLite file. Thread-safe; keep one for
/// the process's life. Other processes (the command line) may use the same file at the same time. What is refused is a
/// <see cref="CatalogException"/>.
/// </summary>
public sealed partial class CatalogStore : IDisposable
{
    private readonly CatalogFile _file;
    private readonly TimeProvider _time;

    private CatalogStore(CatalogFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    /// <summary>Opens the file, making or migrating it as needed; its folder must exist.</summary>
    /// <exception cref="Schema.NewerVersionException">The file was written by a newer Collector; it has not been touched.</exception>
    /// <exception cref="CatalogException">The file cannot be opened; the message says why.</exception>
    public static CatalogStore Open(string path, TimeProvider time) => new(CatalogFile.Open(path), time);

    public void Dispose() => _file.Dispose();

    /// <summary>The installation's id, 32 hex digits, made with the file.</summary>
    public string Installation => _file.Read(x => x.ExecuteScalar<string>("SELECT id FROM installation")) ?? "";

    /// <summary>Differs from an earlier one when anything but a last use has changed, also by another process.</summary>
    internal (long Own, long Others) Stamp() => _file.Stamp();

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static void Expect(int changed, string what)
    {
        if (changed == 0)
        {
            throw CatalogException.NotFound(what);
        }
    }

    private static void Expect(bool hasRoom, int limit, string what)
    {
        if (!hasRoom)
        {
            throw CatalogException.Conflict($"There are already {limit} {what}: remove one first.");
        }
    }
}
