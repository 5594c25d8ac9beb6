using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Analytics.Querying;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Rollups;

namespace Analytics.Rollups;

/// <summary>
/// Which days of a site have rollups that are right now. Before it answers it looks at the rows that came since it looked last: a day
/// that got a row, or whose visits, views or keys go on in such a row, is marked as wrong until it is built again.
/// </summary>
internal sealed class RollupLedger(ClickHouseClient client)
{
    /// <summary>Days around a row's own day that may share a visit, a view or a key with it.</summary>
    private const int Reach = 2;

    private static readonly DateOnly SeenMark = new(1970, 1, 1);

    private readonly ConcurrentDictionary<uint, SiteSeen> _sites = new();
    private readonly DayIds _ids = new(client);

    /// <summary>The builds of the right days of a site; of a site without any it looks at no rows.</summary>
    /// <param name="site">The site.</param>
    /// <param name="zone">Its time zone; days built in another one are wrong.</param>
    /// <param name="cancellationToken">Stops the look.</param>
    public Task<SortedDictionary<DateOnly, ulong>> RightDaysAsync(Site site, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        LookAsync(site, zone, beforeBuilds: false, cancellationToken);

    /// <summary>The same before builds: rows that come after this look are looked at again once a build is named.</summary>
    public Task<SortedDictionary<DateOnly, ulong>> BeforeBuildsAsync(Site site, TimeZoneInfo zone, CancellationToken cancellationToken) =>
        LookAsync(site, zone, beforeBuilds: true, cancellationToken);

    /// <summary>A number for the next build: milliseconds since 1970, above all before.</summary>
    public ulong NextBuild(Site site, DateTimeOffset now) => Math.Max((ulong)now.ToUnixTimeMilliseconds(), _sites[site.Id].LastBuild + 2);

    /// <summary>Says that a day's build is complete; of a build begun before the site's sums were forgotten nothing is said.</summary>
    public Task AddAsync(Site site, TimeZoneInfo zone, DateOnly day, ulong build, CancellationToken cancellationToken) =>
        WriteAsync(site, zone, [(day, build, 1)], _sites[site.Id].BeforeBuilds, cancellationToken, isComplete: true);

    /// <summary>
    /// Keeps how far the site was looked through, when that is new, so that the next start need not look at all rows again. To be
    /// called after a look that has met all builds.
    /// </summary>
    public async Task KeepSeenAsync(Site site, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var seen = _sites[site.Id];
        var total = seen.Rows.Values.Aggregate(0UL, (sum, seq) => unchecked(sum + seq));
        if (total != seen.Kept)
        {
            await WriteAsync(site, zone, [(SeenMark, ++seen.LastBuild, 1)], seen.Rows, cancellationToken);
            seen.Kept = total;
        }
    }

    /// <summary>The condition that a build was begun after the site's sums were forgotten last.</summary>
    internal static string Counts(Site site, string build, SqlValues values) =>
        $"{build} > (SELECT max(build) FROM rollup_days WHERE site = {values.Site(site.Id)} AND day = {values.Day(RollupTables.ForgottenMark)})";

    /// <summary>A day as the database writes it.</summary>
    internal static DateOnly Day(JsonElement text) => DateOnly.ParseExact(text.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Removes what was kept to tell which days new rows go on from and is needed no more.</summary>
    public async Task ClearAsync(Site site, CancellationToken cancellationToken)
    {
        var gate = _sites.GetOrAdd(site.Id, _ => new SiteSeen()).Gate;
        await gate.WaitAsync(cancellationToken);
        try
        {
            await _ids.ClearAsync(site, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<SortedDictionary<DateOnly, ulong>> LookAsync(
        Site site, TimeZoneInfo zone, bool beforeBuilds, CancellationToken cancellationToken)
    {
        var seen = _sites.GetOrAdd(site.Id, _ => new SiteSeen());
        var question = seen.Ask();
        await seen.Gate.WaitAsync(cancellationToken);
        try
        {
            // A look that began after this question came, while it waited, answers it too: a dashboard asks ten reports at once.
            if (!beforeBuilds && seen.Latest is { } latest && latest.Question >= question && latest.Zone == zone.Id && latest.Currency == site.Currency)
            {
                return latest.Days;
            }

            var last = seen.Asked;
            // Both at once; when what was read makes it go back, it looks for new rows again.
            var known = seen.Rows;
            var early = seen.Builds.Count > 0 ? NewAsync(site, seen, cancellationToken) : null;
            var reading = ReadAsync(site, zone, seen, cancellationToken);
            await Task.WhenAll(reading, early ?? Task.CompletedTask);
            var days = await reading;
            if (days.Count > 0 || beforeBuilds)
            {
                var found = early is not null && ReferenceEquals(known, seen.Rows) ? await early : await NewAsync(site, seen, cancellationToken);
                foreach (var day in await ChangedAsync(site, zone, seen, days, found, cancellationToken))
                {
                    days.Remove(day);
                }
            }

            seen.Builds = [.. days.Values];
            seen.Latest = new Look(last, zone.Id, site.Currency, days);
            if (beforeBuilds)
            {
                seen.BeforeBuilds = new Dictionary<ulong, ulong>(seen.Rows);
            }

            return days;
        }
        finally
        {
            seen.Gate.Release();
        }
    }

    private Task WriteAsync(
        Site site, TimeZoneInfo zone, IReadOnlyList<(DateOnly Day, ulong Build, int Valid)> rows, IReadOnlyDictionary<ulong, ulong> seen,
        CancellationToken cancellationToken, bool isComplete = false)
    {
        var values = new SqlValues();
        var sums = isComplete
            ? $"(SELECT count() FROM rollups WHERE site = {values.Site(site.Id)} AND day = {values.Day(rows[0].Day)} AND build = {values.Whole(rows[0].Build)})"
            : "0";
        var text =
            $"""
            INSERT INTO rollup_days (site, day, build, valid, zone, currency, seen, sums)
            SELECT {values.Site(site.Id)}, row.1, row.2, row.3, {values.Text(zone.Id)}, {values.Text(site.Currency)},
                mapFromArrays({values.Numbers([.. seen.Keys])}, {values.Numbers([.. seen.Values])}), {sums}
            FROM (SELECT arrayJoin(arrayZip({values.Days([.. rows.Select(row => row.Day)])}, {values.Numbers([.. rows.Select(row => row.Build)])},
                {values.Numbers([.. rows.Select(row => (ulong)row.Valid)])})) AS row)
            WHERE {Counts(site, "row.2", values)}
            """;
        return client.ExecuteAsync(values.Query(text).Setting("async_insert", "0"), cancellationToken);
    }

    private async Task<SortedDictionary<DateOnly, ulong>> ReadAsync(Site site, TimeZoneInfo zone, SiteSeen seen, CancellationToken cancellationToken)
    {
        const string Sql =
            """
            SELECT toString(day), max(build), argMax(valid, build), argMax(zone, build), argMax(currency, build),
                mapKeys(argMax(seen, build)), mapValues(argMax(seen, build)), argMax(sums, build)
            FROM rollup_days WHERE site = {site:UInt32} GROUP BY day
            """;
        var rows = (await client.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken)).Rows;
        HashSet<DateOnly> lost = [];
        if (!seen.IsKnown)
        {
            lost = await LostAsync(site, rows, cancellationToken);
            Resume(seen, rows);
        }

        var days = new SortedDictionary<DateOnly, ulong>();
        foreach (var row in rows)
        {
            var day = Day(row);
            seen.LastBuild = Math.Max(seen.LastBuild, row[1].GetUInt64());
            if (lost.Contains(day))
            {
                await WriteAsync(site, zone, [(day, ++seen.LastBuild, 0)], seen.Rows, cancellationToken);
            }
            else if (day > RollupTables.ForgottenMark && row[2].GetInt32() == 1 && row[3].GetString() == zone.Id && row[4].GetString() == site.Currency)
            {
                days[day] = row[1].GetUInt64();
                if (!seen.Builds.Contains(days[day]))
                {
                    // Rows that came while it was built may have been looked at before it had a name: they are looked at again.
                    seen.GoBackTo(Looked(row));
                }
            }
        }

        return days;
    }

    /// <summary>
    /// Days whose build has not the rows that it had when it was named: a power cut took some, or a part was set aside. Asked once a start, for
    /// while the database runs nothing of it is lost. A build of a version that did not count is made again, too.
    /// </summary>
    private async Task<HashSet<DateOnly>> LostAsync(Site site, IReadOnlyList<JsonElement[]> named, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT toString(day), build, count() FROM rollups WHERE site = {site:UInt32} GROUP BY day, build";
        var stored = (await client.QueryAsync(new SqlQuery(Sql).With("site", site.Id), cancellationToken)).Rows
            .ToDictionary(row => (Day(row), row[1].GetUInt64()), row => row[2].GetUInt64());
        return [.. named.Where(row => Day(row) > RollupTables.ForgottenMark && row[2].GetInt32() == 1)
            .Where(row => row[7].GetUInt64() == 0 || stored.GetValueOrDefault((Day(row), row[1].GetUInt64())) != row[7].GetUInt64())
            .Select(Day)];
    }

    // Goes on from the last look that was kept; without one from what all builds have seen.
    private static void Resume(SiteSeen seen, IReadOnlyList<JsonElement[]> rows)
    {
        var builds = rows.Where(row => Day(row) > RollupTables.ForgottenMark).ToList();
        if (rows.FirstOrDefault(row => Day(row) == SeenMark) is { } mark)
        {
            seen.Rows = Looked(mark);
            seen.Builds = [.. builds.Select(row => row[1].GetUInt64()).Where(build => build < mark[1].GetUInt64())];
        }
        else if (builds.Count > 0)
        {
            seen.Rows = Looked(builds[0]);
        }

        seen.IsKnown = true;
    }

    // Up to which row of each node the site was looked through when a row of rollup_days was written.
    private static Dictionary<ulong, ulong> Looked(JsonElement[] row) =>
        row[5].EnumerateArray().Zip(row[6].EnumerateArray()).ToDictionary(pair => pair.First.GetUInt64(), pair => pair.Second.GetUInt64());

    private static DateOnly Day(JsonElement[] row) => Day(row[0]);

    // Of the rows unseen so far: the last number of each node, and the quarters of an hour they lie in.
    private async Task<IReadOnlyList<JsonElement[]>> NewAsync(Site site, SiteSeen seen, CancellationToken cancellationToken)
    {
        var values = new SqlValues();
        var text = $"SELECT node, max(seq), groupUniqArray(intDiv(toUnixTimestamp(time), 900)) FROM events WHERE {Unseen(site, seen, values)} GROUP BY node";
        return (await client.QueryAsync(values.Query(text), cancellationToken)).Rows;
    }

    // Marks and returns the days that rows unseen so far have made wrong.
    private async Task<IReadOnlyList<DateOnly>> ChangedAsync(
        Site site, TimeZoneInfo zone, SiteSeen seen, SortedDictionary<DateOnly, ulong> days, IReadOnlyList<JsonElement[]> found,
        CancellationToken cancellationToken)
    {
        if (found.Count == 0)
        {
            return [];
        }

        var touched = found.SelectMany(row => row[2].EnumerateArray())
            .Select(quarter => LocalDay.Of(DateTimeOffset.FromUnixTimeSeconds(quarter.GetInt64() * 900), zone)).ToHashSet();
        var changed = days.Keys.Where(touched.Contains).ToList();
        var near = days.Keys.Where(day => !touched.Contains(day) && IsNear(day, touched)).ToList();
        if (near.Count > 0)
        {
            changed.AddRange(await _ids.GoingOnAsync(site, zone, days, near, bound => Unseen(site, seen, bound), cancellationToken));
        }

        var rows = new Dictionary<ulong, ulong>(seen.Rows);
        foreach (var row in found)
        {
            rows[row[0].GetUInt64()] = row[1].GetUInt64();
        }

        if (changed.Count > 0)
        {
            await WriteAsync(site, zone, [.. changed.Select(day => (day, days[day] + 1, 0))], rows, cancellationToken);
        }

        seen.Rows = rows;
        return changed;
    }

    private static bool IsNear(DateOnly day, HashSet<DateOnly> touched) =>
        touched.Any(other => Math.Abs(other.DayNumber - day.DayNumber) <= Reach);

    // Rows of the site with a higher number than the last one seen of their node.
    private static string Unseen(Site site, SiteSeen seen, SqlValues values)
    {
        var known = seen.Rows.OrderBy(pair => pair.Key).ToList();
        var newer = known.Select(pair => $"(node = {values.Whole(pair.Key)} AND seq > {values.Whole(pair.Value)})");
        var others = $"node NOT IN {values.Numbers([.. known.Select(pair => pair.Key)])}";
        return $"site = {values.Site(site.Id)} AND ({string.Join(" OR ", newer.Append(others))})";
    }

    /// <summary>What a look found, and the last question that had come when it began.</summary>
    private sealed record Look(long Question, string Zone, string Currency, SortedDictionary<DateOnly, ulong> Days);

    /// <summary>How far a site's rows were looked through: the last number of each node.</summary>
    private sealed class SiteSeen
    {
        private long _asked;

        /// <summary>How many questions have come.</summary>
        public long Asked => Interlocked.Read(ref _asked);

        public Look? Latest { get; set; }

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Dictionary<ulong, ulong> Rows { get; set; } = [];

        /// <summary><see cref="Rows"/> at the look before the builds that are under way.</summary>
        public IReadOnlyDictionary<ulong, ulong> BeforeBuilds { get; set; } = new Dictionary<ulong, ulong>();

        /// <summary>The builds that the last look has met.</summary>
        public HashSet<ulong> Builds { get; set; } = [];

        public bool IsKnown { get; set; }

        /// <summary>The highest build of any day.</summary>
        public ulong LastBuild { get; set; }

        /// <summary>A sum over <see cref="Rows"/> when it was kept last.</summary>
        public ulong Kept { get; set; }

        /// <summary>Counts a question; its number.</summary>
        public long Ask() => Interlocked.Increment(ref _asked);

        /// <summary>Forgets what was seen after an earlier look; of a node that was new since then everything.</summary>
        public void GoBackTo(Dictionary<ulong, ulong> earlier) =>
            Rows = Rows.Where(pair => earlier.ContainsKey(pair.Key)).ToDictionary(pair => pair.Key, pair => Math.Min(pair.Value, earlier[pair.Key]));
    }
}
