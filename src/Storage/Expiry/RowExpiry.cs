using System.Globalization;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Rollups;

namespace Storage.Expiry;

/// <summary>
/// Deletes events that are older than their site keeps them. One mutation for each month that holds any, for many sites at
/// once: parts without such rows are left alone, parts of nothing else vanish. A month is never dropped as a whole, for a late event
/// of a site that keeps everything may come in between looking and dropping.
/// </summary>
/// <param name="client">The database.</param>
/// <param name="syncDisks">Makes new parts durable before the old ones go.</param>
/// <param name="time">The clock.</param>
public sealed class RowExpiry(ClickHouseClient client, Action syncDisks, TimeProvider time)
{
    /// <summary>
    /// Rows that came later than this ago stay for the next time: their journal segments are still there, and a start that counts
    /// them again would load them a second time.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromHours(24);

    /// <summary>Sites in one statement, so that its address stays short.</summary>
    private const int SitesPerStatement = 100;

    private const string Find =
        """
        SELECT toYYYYMM(time) AS month, count() AS events FROM events
        WHERE site = {site:UInt32} AND time < {cut:DateTime64(3, 'UTC')} AND received < {settled:DateTime64(3, 'UTC')}
        GROUP BY month ORDER BY month
        """;

    /// <summary>The first instant that a site keeps at a moment: local midnight so many months ago; null keeps all.</summary>
    public static DateTimeOffset? Cut(Site site, DateTimeOffset now)
    {
        if (site.Privacy.RetentionMonths == 0)
        {
            return null;
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date.AddMonths(-site.Privacy.RetentionMonths);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>Deletes what is over; returns the number of events when they are gone, in the embedded engine from the disk too.</summary>
    /// <exception cref="ClickHouseException">The database refused or did not answer; the next call goes on.</exception>
    /// <exception cref="TimeoutException">The rows are gone, their bytes not yet: a query that runs for long still reads them.</exception>
    public async Task<long> DeleteAsync(IReadOnlyList<Site> sites, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settled = now - Settling;
        if (client.Endpoint.IsEmbedded)
        {
            await OldParts.RestoreAsync(client, cancellationToken);
        }

        var months = new SortedDictionary<int, List<(uint Site, DateTimeOffset Cut)>>();
        var events = 0L;
        foreach (var site in sites)
        {
            if (Cut(site, now) is not { } cut)
            {
                continue;
            }

            var found = await client.QueryAsync(new SqlQuery(Find).With("site", site.Id).With("cut", cut).With("settled", settled), cancellationToken);
            foreach (var row in found.Rows)
            {
                var month = row[0].GetInt32();
                events += row[1].GetInt64();
                if (!months.TryGetValue(month, out var cuts))
                {
                    months.Add(month, cuts = []);
                }

                cuts.Add((site.Id, cut));
            }
        }

        foreach (var (month, cuts) in months)
        {
            foreach (var some in cuts.Chunk(SitesPerStatement))
            {
                await DeleteAsync(month, some, settled, cancellationToken);
            }
        }

        foreach (var (site, cut) in months.Values.SelectMany(cuts => cuts).Distinct())
        {
            // The local day of the cut may be the next one in UTC.
            await RollupTables.ForgetAsync(client, site, DateOnly.FromDateTime(cut.UtcDateTime).AddDays(1), time, cancellationToken);
        }

        // A server's own settings say when it removes old parts.
        if (events > 0 && client.Endpoint.IsEmbedded)
        {
            await OldParts.RemoveAsync(client, syncDisks, cancellationToken);
        }

        return events;
    }

    private Task DeleteAsync(int month, (uint Site, DateTimeOffset Cut)[] cuts, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        // A partition is no value that can be bound; this one is a number of our own making.
        var delete = new SqlQuery(string.Create(CultureInfo.InvariantCulture,
            $$"""
            ALTER TABLE events DELETE IN PARTITION {{month}}
            WHERE site IN ({sites:Array(UInt32)}) AND received < {settled:DateTime64(3, 'UTC')}
                AND toUnixTimestamp64Milli(time) < transform(site, {sites:Array(UInt32)}, {cuts:Array(Int64)}, toInt64(0))
            """));
        return client.ExecuteAsync(
            delete.With("sites", cuts.Select(cut => cut.Site)).With("cuts", cuts.Select(cut => cut.Cut.ToUnixTimeMilliseconds()))
                .With("settled", settled).Setting("mutations_sync", "1"),
            cancellationToken);
    }
}
