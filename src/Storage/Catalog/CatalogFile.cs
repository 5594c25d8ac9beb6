using Dapper;
using Microsoft.Data.Sqlite;
using Storage.Schema;

namespace Storage.Catalog;

/// <summary>
/// The SQLite file of the catalog: one connection, one caller at a time (its queries take microseconds), write-ahead log,
/// fsync at each commit. Opening it brings it to the schema of this program.
/// </summary>
internal sealed class CatalogFile : IDisposable
{
    // How long a write waits for another process (the command line) to finish its own.
    private const int BusySeconds = 5;

    private const int ConstraintUnique = 2067;
    private const int ConstraintForeignKey = 787;

    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();
    private long _ownChanges;

    private CatalogFile(SqliteConnection connection) => _connection = connection;

    /// <summary>Changes made through this object; those of other processes show only in <see cref="Stamp"/>.</summary>
    public long OwnChanges => Volatile.Read(ref _ownChanges);

    /// <exception cref="NewerVersionException">The file was written by a newer Collector.</exception>
    /// <exception cref="CatalogException">The file cannot be opened; the message says why.</exception>
    public static CatalogFile Open(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            ForeignKeys = true,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            CreatePrivate(path);
            connection.Open();
            connection.Execute($"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            Migrate(connection);
            return new CatalogFile(connection);
        }
        catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            throw new CatalogException(
                CatalogFailure.Unavailable, $"The catalog {path} cannot be opened ({failure.Message}). Check its folder's rights, or restore it from a backup.");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs queries that change nothing.</summary>
    public T Read<T>(Func<SqliteConnection, T> queries)
    {
        lock (_lock)
        {
            return Guarded(queries);
        }
    }

    /// <summary>Runs changes in one transaction: all or nothing, on disk when it returns.</summary>
    public T Write<T>(Func<SqliteConnection, T> changes)
    {
        lock (_lock)
        {
            var result = Guarded(x => InTransaction(x, changes));
            Interlocked.Increment(ref _ownChanges);
            return result;
        }
    }

    /// <summary>Notes something that may be lost (a last use): no failure, and no reason for anyone to read again.</summary>
    public void Note(string sql, object parameters)
    {
        lock (_lock)
        {
            try
            {
                _connection.Execute(sql, parameters);
            }
            catch (SqliteException)
            {
                // Not worth failing a request that is otherwise good; the next use notes it again.
            }
        }
    }

    /// <summary>Differs from an earlier one when this object or another process has changed the file in between.</summary>
    public (long Own, long Others) Stamp()
    {
        lock (_lock)
        {
            return (_ownChanges, Guarded(x => x.ExecuteScalar<long>("PRAGMA data_version")));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _connection.Dispose();
        }
    }

    private static void CreatePrivate(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            // SQLite gives its companion files the same rights.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
    }

    private static void Migrate(SqliteConnection connection)
    {
        var migrations = Migration.InFolder("Catalog.Migrations");
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = connection.ExecuteScalar<long>("PRAGMA user_version");
        if (version > migrations[^1].Version)
        {
            throw new NewerVersionException("The catalog file", version, migrations[^1].Version);
        }

        foreach (var migration in migrations.Where(migration => migration.Version > version))
        {
            connection.Execute($"{migration.Sql}\n;PRAGMA user_version = {migration.Version}");
        }

        transaction.Commit();
    }

    private static T InTransaction<T>(SqliteConnection connection, Func<SqliteConnection, T> changes)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var result = changes(connection);
        transaction.Commit();
        return result;
    }

    private T Guarded<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            return work(_connection);
        }
        catch (SqliteException failure)
        {
            throw failure.SqliteExtendedErrorCode switch
            {
                ConstraintUnique => CatalogException.Conflict("The name is already taken."),
                ConstraintForeignKey => CatalogException.NotFound("site"),
                13 => new CatalogException(CatalogFailure.Unavailable, "The catalog cannot be written: the disk is full. Free space and try again."),
                11 or 26 => new CatalogException(CatalogFailure.Unavailable, "The catalog is damaged (SQLite error 11 or 26): stop the collector and put catalog.db back from a backup."),
                _ => new CatalogException(CatalogFailure.Unavailable, $"The catalog cannot be used now (SQLite error {failure.SqliteExtendedErrorCode})."),
            };
        }
    }
}
