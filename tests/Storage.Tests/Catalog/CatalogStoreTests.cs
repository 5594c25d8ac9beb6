using Dapper;
using Microsoft.Data.Sqlite;
using Storage.Catalog;
using Storage.Schema;

namespace Storage.Tests.Catalog;

/// <summary>The file itself: its settings, its versions, several users at once.</summary>
public sealed class CatalogStoreTests : IDisposable
{
    /// <summary>The version of this program: one for each migration.</summary>
    private static readonly int Version = Directory.GetFiles(Path.Combine(Shared.Repository.Root, "src", "Storage", "Catalog", "Migrations"))
        .Max(file => int.Parse(Path.GetFileName(file)[..4], System.Globalization.CultureInfo.InvariantCulture));

    private readonly TempCatalog _catalog = new();

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void What_was_stored_is_there_after_opening_again()
    {
        var site = _catalog.Store.AddSite("example.com", "Europe/Berlin", "USD");
        _catalog.Store.Dispose();
        using var again = _catalog.Open();
        Assert.Equivalent(site, again.FindSite("example.com"), strict: true);
    }

    [Fact]
    public void The_file_has_a_write_ahead_log_and_only_its_owner_may_read_it()
    {
        using var connection = new SqliteConnection($"Data Source={_catalog.Path};Pooling=False");
        connection.Open();
        Assert.Equal("wal", connection.ExecuteScalar<string>("PRAGMA journal_mode"));
        Assert.Equal(Version, connection.ExecuteScalar<int>("PRAGMA user_version"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_catalog.Path));
        }
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused_and_stays_as_it_is()
    {
        _catalog.Store.AddSite("example.com", "UTC", "EUR");
        using var connection = new SqliteConnection($"Data Source={_catalog.Path};Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA user_version = 99");
        var failure = Assert.Throws<NewerVersionException>(_catalog.Open);
        Assert.Contains($"has version 99, but this Collector knows versions up to {Version}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(99, connection.ExecuteScalar<int>("PRAGMA user_version"));
    }

    [Fact]
    public void A_file_that_is_no_catalog_is_refused_with_a_reason()
    {
        var path = _catalog.Path + ".broken";
        File.WriteAllText(path, new string('x', 10_000));
        var failure = Assert.Throws<CatalogException>(() => CatalogStore.Open(path, _catalog.Clock));
        Assert.Equal(CatalogFailure.Unavailable, failure.Failure);
        Assert.Throws<CatalogException>(() => CatalogStore.Open("/nowhere/catalog.db", _catalog.Clock));
    }

    [Fact]
    public void Two_processes_and_many_threads_lose_nothing()
    {
        using var other = _catalog.Open();
        Parallel.For(0, 60, i => (i % 2 == 0 ? _catalog.Store : other).AddSite($"site{i}", "UTC", "EUR"));
        Assert.Equal(60, _catalog.Store.Sites().Select(x => x.Id).Distinct().Count());
        Assert.Equal(60, other.Sites().Count);
    }
}
