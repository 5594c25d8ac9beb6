using Shared;
using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>A catalog in a folder of its own, with a clock to move.</summary>
internal sealed class TempCatalog : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("collector-catalog-");

    public TempCatalog()
    {
        Clock = new TestClock(Start);
        Store = Open();
    }

    public TestClock Clock { get; }

    public CatalogStore Store { get; }

    public string Path => System.IO.Path.Combine(_folder.FullName, "catalog.db");

    /// <summary>The same file once more, as another process has it.</summary>
    public CatalogStore Open() => CatalogStore.Open(Path, Clock);

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }
}
