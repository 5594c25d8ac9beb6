using System.Text.RegularExpressions;
using Storage.Events;
using Storage.Schema;

namespace Storage.Tests.Schema;

/// <summary>The embedded migration files.</summary>
public sealed partial class MigrationTests
{
    [Theory]
    [InlineData("Schema", 1, "events")]
    [InlineData("Catalog.Migrations", 1, "catalog")]
    [InlineData("Catalog.Migrations", 3, "segments")]
    public void The_files_are_embedded_in_order(string folder, int version, string name)
    {
        var migration = Migration.InFolder(folder)[version - 1];
        Assert.Equal((version, name), (migration.Version, migration.Name));
        Assert.NotEmpty(SqlStatements.Split(migration.Sql));
    }

    [Fact]
    public void The_events_table_has_exactly_the_columns_that_are_written()
    {
        var sql = Migration.InFolder("Schema")[0].Sql;
        var columns = Column().Matches(sql).Select(x => new EventColumn(x.Groups[1].Value, x.Groups[2].Value));
        Assert.Equal(EventColumns.All, columns);
    }

    [Fact]
    public void The_events_table_has_a_place_for_the_embedded_engines_settings() =>
        Assert.Contains(SchemaMigrator.DurablePlaceholder, Migration.InFolder("Schema")[0].Sql, StringComparison.Ordinal);

    [GeneratedRegex(@"^    ([a-z_]+) +([A-Z].*?)(?: CODEC\([^\n]*\))?,$", RegexOptions.Multiline)]
    private static partial Regex Column();
}
