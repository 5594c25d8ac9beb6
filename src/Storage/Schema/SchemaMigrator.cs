using Storage.ClickHouse;

namespace Storage.Schema;

/// <summary>
/// Brings the database to the schema of this program: applies the numbered files that <c>schema_migrations</c> does not list yet.
/// Every statement can be repeated (IF NOT EXISTS), so a start that was cut short, or two collectors starting at once, do no harm.
/// </summary>
public sealed class SchemaMigrator(ClickHouseClient client)
{
    /// <summary>Place in a CREATE TABLE's settings that is filled for the embedded engine; a server's settings are its own.</summary>
    internal const string DurablePlaceholder = "/*embedded: durable*/";

    // ClickHouse fsyncs nothing by default, and the journal forgets a segment once its rows are stored.
    private const string DurableSettings = ", fsync_after_insert = 1, fsync_part_directory = 1";

    private const string CreateHistory =
        $"""
        CREATE TABLE IF NOT EXISTS schema_migrations
        (
            version UInt32,
            name    String,
            applied DateTime64(3, 'UTC') DEFAULT now64(3)
        )
        ENGINE = MergeTree
        ORDER BY version
        SETTINGS index_granularity = 8192{DurablePlaceholder}
        """;

    private const int UnknownDatabase = 81;

    /// <summary>Applies what is missing and returns the schema's version. On a server a missing database is created first.</summary>
    /// <exception cref="NewerVersionException">A newer Collector has changed the schema; nothing has been done.</exception>
    /// <exception cref="ClickHouseException">The database refused or did not answer; calling again goes on where it stopped.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken = default)
    {
        var migrations = Migration.InFolder("Schema");
        await CreateHistoryAsync(cancellationToken);
        var version = await VersionAsync(cancellationToken);
        if (version > migrations[^1].Version)
        {
            throw new NewerVersionException("The events database", version, migrations[^1].Version);
        }

        foreach (var migration in migrations.Where(migration => migration.Version > version))
        {
            await ApplyAsync(migration, cancellationToken);
        }

        return migrations[^1].Version;
    }

    private async Task CreateHistoryAsync(CancellationToken cancellationToken)
    {
        var statement = new SqlQuery(Filled(CreateHistory));
        try
        {
            await client.ExecuteAsync(statement, cancellationToken);
        }
        catch (ClickHouseException failure) when (failure.Code == UnknownDatabase && !client.Endpoint.IsEmbedded)
        {
            // Only now: an account may lack the right to create a database that is already there.
            await CreateDatabaseAsync(cancellationToken);
            await client.ExecuteAsync(statement, cancellationToken);
        }
    }

    private async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        // In the database that every server has: a request that names a missing one is refused.
        using var server = new ClickHouseClient(client.Endpoint with { Database = "default" });
        await server.ExecuteAsync(
            new SqlQuery("CREATE DATABASE IF NOT EXISTS {database:Identifier}").With("database", client.Endpoint.Database), cancellationToken);
    }

    private async Task<int> VersionAsync(CancellationToken cancellationToken)
    {
        var result = await client.QueryAsync(new SqlQuery("SELECT toInt32(max(version)) FROM schema_migrations"), cancellationToken);
        return result.Rows[0][0].GetInt32();
    }

    private async Task ApplyAsync(Migration migration, CancellationToken cancellationToken)
    {
        foreach (var statement in SqlStatements.Split(Filled(migration.Sql)))
        {
            await client.ExecuteAsync(new SqlQuery(statement), cancellationToken);
        }

        var record = new SqlQuery("INSERT INTO schema_migrations (version, name) SELECT {version:UInt32}, {name:String}")
            .With("version", migration.Version)
            .With("name", migration.Name)
            .Setting("async_insert", "0");
        await client.ExecuteAsync(record, cancellationToken);
    }

    private string Filled(string sql) =>
        sql.Replace(DurablePlaceholder, client.Endpoint.IsEmbedded ? DurableSettings : "", StringComparison.Ordinal);
}
