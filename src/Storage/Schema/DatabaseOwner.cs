using Storage.ClickHouse;

namespace Storage.Schema;

/// <summary>
/// Sees to it that a database serves one installation: the numbers of sites come from its catalog, so that with another catalog the events
/// of one site would be reported, and deleted, as another's.
/// </summary>
public static class DatabaseOwner
{
    /// <summary>Takes a database that has no owner yet; refuses one that has another. Call it when the schema is up to date.</summary>
    /// <param name="client">The database.</param>
    /// <param name="installation">The id of the installation's catalog.</param>
    /// <param name="cancellationToken">Stops it; calling again goes on.</param>
    /// <exception cref="ForeignDatabaseException">The database belongs to another installation; nothing was changed.</exception>
    /// <exception cref="ClickHouseException">The database did not answer; calling again goes on.</exception>
    public static async Task ClaimAsync(ClickHouseClient client, string installation, CancellationToken cancellationToken)
    {
        const string Read = "SELECT id FROM installation ORDER BY since, id LIMIT 1";
        var owners = (await client.QueryAsync(new SqlQuery(Read), cancellationToken)).Rows;
        if (owners.Count == 0)
        {
            await client.ExecuteAsync(
                new SqlQuery("INSERT INTO installation (id) SELECT {id:String} WHERE (SELECT count() FROM installation) = 0").With("id", installation).Setting("async_insert", "0"),
                cancellationToken);

            // Two may have come at once: the first counts.
            owners = (await client.QueryAsync(new SqlQuery(Read), cancellationToken)).Rows;
        }

        if (owners[0][0].GetString() != installation)
        {
            throw new ForeignDatabaseException(client.Endpoint.IsEmbedded);
        }
    }
}

/// <summary>The database belongs to another installation.</summary>
public sealed class ForeignDatabaseException(bool isEmbedded) : Exception(isEmbedded
    ? "The catalog (catalog.db) is not the one of this database: sites would have other numbers. Put back the catalog that belongs to the folder engine/, or the folder that belongs to the catalog."
    : "The database of COLLECTOR_CLICKHOUSE belongs to another installation, whose sites have other numbers: give this one a database of its own (…:8123/NAME), or start it with a copy of the other's catalog.db.");
