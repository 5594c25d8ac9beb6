using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Storage.ClickHouse;
using Storage.Schema;
using Storage.Tests.ClickHouse;

namespace Storage.Tests.Schema;

/// <summary>What the migrator asks of a server; the real engine's tests are in RealEngine.</summary>
public sealed class SchemaMigratorTests
{
    [Fact]
    public async Task A_missing_database_is_created_and_a_servers_tables_keep_the_servers_durability()
    {
        var seen = new ConcurrentQueue<(string Database, string Text, string? Name)>();
        await using var server = await FakeServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var text = await reader.ReadToEndAsync();
            var query = context.Request.Query;
            seen.Enqueue((query["database"].ToString(), text, query["param_database"]));
            if (seen.Count == 1)
            {
                context.Response.StatusCode = 404;
                context.Response.Headers["X-ClickHouse-Exception-Code"] = "81";
            }
            else if (text.StartsWith("SELECT", StringComparison.Ordinal))
            {
                await context.Response.WriteAsync("""{"meta":[{"name":"v"}],"data":[[0]],"statistics":{"elapsed":0,"rows_read":0,"bytes_read":0}}""");
            }
        });
        using var client = new ClickHouseClient(server.Endpoint);
        Assert.Equal(4, await new SchemaMigrator(client).MigrateAsync());

        var requests = seen.ToArray();
        Assert.Equal("default", requests[1].Database);
        Assert.All(requests.Where((_, i) => i != 1), x => Assert.Equal("web", x.Database));
        Assert.Equal(("CREATE DATABASE IF NOT EXISTS {database:Identifier}", "web"), (requests[1].Text, requests[1].Name));
        Assert.Contains("CREATE TABLE IF NOT EXISTS events", requests[4].Text, StringComparison.Ordinal);
        Assert.StartsWith("INSERT INTO schema_migrations", requests[5].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(requests, x => x.Text.Contains("fsync_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_of_another_kind_is_passed_on()
    {
        await using var server = await FakeServer.StartAsync(403, "", ("X-ClickHouse-Exception-Code", "497"));
        using var client = new ClickHouseClient(server.Endpoint);
        Assert.Equal(497, (await Assert.ThrowsAsync<ClickHouseException>(() => new SchemaMigrator(client).MigrateAsync())).Code);
    }
}
