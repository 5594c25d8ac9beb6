using Storage.ClickHouse;
using Storage.Events;
using Storage.Schema;

namespace Storage.Tests.RealEngine;

/// <summary>The migrator and the schema on the real engine.</summary>
public sealed class SchemaTests(EngineFixture engine) : IClassFixture<EngineFixture>
{
    [EngineFact]
    public async Task The_engine_has_exactly_the_columns_that_are_written()
    {
        var table = await engine.Client.QueryAsync(new SqlQuery("DESCRIBE TABLE events"));
        var columns = table.Rows.Select(x => new EventColumn(x[0].GetString()!, x[1].GetString()!));
        Assert.Equal(EventColumns.All, columns);
    }

    [EngineFact]
    public async Task Embedded_tables_write_their_inserts_through_to_the_disk()
    {
        var tables = await engine.Client.QueryAsync(new SqlQuery("SELECT name, create_table_query FROM system.tables WHERE database = currentDatabase() ORDER BY name"));
        Assert.Equal(["events", "installation", "rollup_days", "rollup_ids", "rollups", "schema_migrations"], tables.Rows.Select(x => x[0].GetString()));
        Assert.All(tables.Rows, x => Assert.Contains("fsync_after_insert = 1, fsync_part_directory = 1", x[1].GetString(), StringComparison.Ordinal));
    }

    [EngineFact]
    public async Task Migrating_again_changes_nothing()
    {
        Assert.Equal(4, await new SchemaMigrator(engine.Client).MigrateAsync());
        var history = await engine.Client.QueryAsync(new SqlQuery("SELECT version, name FROM schema_migrations ORDER BY version"));
        Assert.Equal([(1, "events"), (2, "rollups"), (3, "complete"), (4, "witnesses")], history.Rows.Select(row => (row[0].GetInt32(), row[1].GetString()!)));
    }

    [EngineFact]
    public async Task A_start_cut_short_before_its_record_is_finished_by_the_next()
    {
        await engine.Client.ExecuteAsync(new SqlQuery("TRUNCATE TABLE schema_migrations"));
        Assert.Equal(4, await new SchemaMigrator(engine.Client).MigrateAsync());
        var history = await engine.Client.QueryAsync(new SqlQuery("SELECT count() FROM schema_migrations"));
        Assert.Equal(4, history.Rows[0][0].GetInt32());
    }

    [EngineFact]
    public async Task A_database_of_the_rollups_earlier_text_gets_what_it_lacks()
    {
        await engine.Client.ExecuteAsync(new SqlQuery("ALTER TABLE rollups DROP COLUMN h_visits, DROP COLUMN h_aggregate, DROP COLUMN h_privacy_control"));
        await engine.Client.ExecuteAsync(new SqlQuery("DROP TABLE rollup_ids SYNC"));
        await engine.Client.ExecuteAsync(new SqlQuery("ALTER TABLE schema_migrations DELETE WHERE version >= 3").Setting("mutations_sync", "1"));
        Assert.Equal(4, await new SchemaMigrator(engine.Client).MigrateAsync());

        var columns = await engine.Client.QueryAsync(new SqlQuery("SELECT count() FROM system.columns WHERE table = 'rollups' AND name IN ('h_visits', 'h_aggregate', 'h_privacy_control')"));
        Assert.Equal(3, columns.Rows[0][0].GetInt32());
        Assert.Equal(0, (await engine.Client.QueryAsync(new SqlQuery("SELECT count() FROM rollup_ids"))).Rows[0][0].GetInt32());
    }

    [EngineFact]
    public async Task A_database_serves_the_installation_that_came_first_and_refuses_another()
    {
        await DatabaseOwner.ClaimAsync(engine.Client, "one", CancellationToken.None);
        await DatabaseOwner.ClaimAsync(engine.Client, "one", CancellationToken.None);
        var refusal = await Assert.ThrowsAsync<ForeignDatabaseException>(() => DatabaseOwner.ClaimAsync(engine.Client, "two", CancellationToken.None));

        Assert.Contains("is not the one of this database", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("one", (await engine.Client.QueryAsync(new SqlQuery("SELECT id FROM installation"))).Rows[0][0].GetString());
    }

    [EngineFact]
    public async Task A_newer_schema_is_refused()
    {
        await engine.Client.ExecuteAsync(new SqlQuery("INSERT INTO schema_migrations (version, name) SELECT 99, 'future' SETTINGS async_insert = 0"));
        var failure = await Assert.ThrowsAsync<NewerVersionException>(() => new SchemaMigrator(engine.Client).MigrateAsync());
        await engine.Client.ExecuteAsync(new SqlQuery("ALTER TABLE schema_migrations DELETE WHERE version = 99").Setting("mutations_sync", "1"));
        Assert.Contains("has version 99, but this Collector knows versions up to 4", failure.Message, StringComparison.Ordinal);
    }
}
