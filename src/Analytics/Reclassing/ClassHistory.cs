using Analytics.Dimensions;
using Analytics.Querying;
using Analytics.Reports;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Rollups;

namespace Analytics.Reclassing;

/// <summary>
/// Gives kept hits another class by a rule. Whole visits change, because a report that leaves a class out must leave out or keep whole
/// visits. Visits that may still go on are left alone: their next hit would come with the old class.
/// </summary>
/// <remarks>The visits stand in a table <c>reclassing</c> while it works, so that the change does not depend on what it changes.</remarks>
public sealed class ClassHistory(ClickHouseClient client, CatalogStore catalog, ReportRunner runner, TimeProvider clock) : IDisposable
{
    /// <summary>Most visits one rule may change; about 100 MB in the database's memory.</summary>
    private const long MaxVisits = 1_000_000;

    /// <summary>Longest one statement may run, in seconds.</summary>
    private const string MaxSeconds = "600";

    /// <summary>A reason word that remembers the class a hit came with; a change back to it takes the word away.</summary>
    private const string Mark = "reclassed-from-";

    /// <summary>Hits without a visit stand for themselves.</summary>
    private const string IsStaged = "(visit, if(visit = 0, node, 0), if(visit = 0, seq, 0)) IN (SELECT visit, node, seq FROM reclassing)";

    private static readonly TimeSpan LeastHold = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _turn = new(1);

    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// Tries or applies a rule. Parameters: the range, <c>filter</c> (at least one, or <c>hits_per_day</c>), <c>class</c>,
    /// <c>hits_per_day</c> (only visitors with more hits on a day of UTC), <c>apply</c>.
    /// </summary>
    /// <exception cref="QueryProblemException">A parameter is wrong, or too many visits fit.</exception>
    public async Task<ReclassResult> RunAsync(Site site, ILookup<string, string> query, bool apply, CancellationToken cancellationToken)
    {
        var values = new QueryValues(query);
        var target = values.OneOf("class", HitClasses.All) ?? throw new QueryProblemException("class", null, "Say which class the hits get.", HitClasses.All);
        var filters = values.All("filter").Select(Filter.Parse).ToList();
        var perDay = values.Number("hits_per_day", 0, 0, 1_000_000_000);
        if (filters.Count == 0 && perDay == 0)
        {
            throw new QueryProblemException("filter", null, "Give at least one filter, such as class_reasons*=no-hints, or hits_per_day.");
        }

        var period = await runner.PeriodAsync(site, values, cancellationToken);
        await _turn.WaitAsync(cancellationToken);
        var isChanging = true;
        try
        {
            await BeginAsync(cancellationToken);
            isChanging = false;
            var open = await StageAsync(site, period, filters, perDay, cancellationToken);
            var result = await CountAsync(site, target, cancellationToken) with { Filters = [.. filters.Select(filter => filter.Text)], OpenVisits = open };
            if (result.Visits > MaxVisits)
            {
                throw new QueryProblemException("from", null, $"{result.Visits} visits fit, and one run changes at most {MaxVisits}: take a shorter range.");
            }

            if (apply && result.Hits > 0)
            {
                // When it fails the database may go on changing, and still needs the visits: the next run clears them away.
                isChanging = true;
                await ApplyAsync(site, target, cancellationToken);
                isChanging = false;
            }

            return result with { Applied = apply };
        }
        catch (ClickHouseException refused) when (refused.Code == DatabaseErrors.BadRegularExpression)
        {
            throw new QueryProblemException("filter", null, "A regular expression cannot be read (RE2 syntax).");
        }
        finally
        {
            if (!isChanging)
            {
                await ForgetAsync();
            }

            _turn.Release();
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        const string Running = "SELECT count() AS n FROM system.mutations WHERE database = currentDatabase() AND table = 'events' AND NOT is_done AND command LIKE '%FROM reclassing%'";
        if ((await client.QueryAsync(new SqlQuery(Running), cancellationToken)).Rows[0][0].GetInt64() > 0)
        {
            throw new QueryProblemException("class", null, "An earlier change of classes is still being carried out: try again when it is done.");
        }

        await RunAsync("DROP TABLE IF EXISTS reclassing SYNC", cancellationToken);
        await RunAsync("CREATE TABLE reclassing (visit UInt64, node UInt64, seq UInt64) ENGINE = MergeTree ORDER BY (visit, node, seq)", cancellationToken);
    }

    /// <summary>Notes the visits the rule fits; returns how many it left alone.</summary>
    private async Task<long> StageAsync(Site site, Period period, IReadOnlyList<Filter> filters, int perDay, CancellationToken cancellationToken)
    {
        var scope = new QueryScope(site, period, HitClasses.All, filters, [.. catalog.Goals(site.Id).Select(NamedGoal.Of)]);
        var stage =
            $"""
            INSERT INTO reclassing
            SELECT DISTINCT visit, if(visit = 0, node, 0), if(visit = 0, seq, 0) FROM events WHERE {scope.InRange}{Often(site, scope, perDay)}
            """;
        await client.ExecuteAsync(scope.Values.Query(stage).Setting("max_execution_time", MaxSeconds), cancellationToken);
        var fit = await CountStagedAsync(cancellationToken);

        // Hits as late as that may belong to visits that go on, and stand in the journal with the class they came with.
        const string LeaveAlone = """
            ALTER TABLE reclassing DELETE WHERE visit IN (SELECT visit FROM events WHERE site = {site:UInt32} AND received > {late:DateTime64(3, 'UTC')})
            SETTINGS mutations_sync = 2
            """;
        var hold = TimeSpan.FromTicks(Math.Max(LeastHold.Ticks, 2 * site.VisitGap.Ticks));
        await client.ExecuteAsync(new SqlQuery(LeaveAlone).With("site", site.Id).With("late", clock.GetUtcNow() - hold), cancellationToken);
        return fit - await CountStagedAsync(cancellationToken);
    }

    private static string Often(Site site, QueryScope scope, int perDay) => perDay == 0
        ? ""
        : $"""
            AND (visitor, toDate(time)) IN (
               SELECT visitor, toDate(time) FROM events WHERE site = {scope.Values.Site(site.Id)} AND visitor != 0 AND {scope.Began("time")}
               GROUP BY visitor, toDate(time) HAVING count() > {scope.Values.Number(perDay)})
           """;

    private async Task<long> CountStagedAsync(CancellationToken cancellationToken) =>
        (await client.QueryAsync(new SqlQuery("SELECT count() AS n FROM reclassing"), cancellationToken)).Rows[0][0].GetInt64();

    private async Task<ReclassResult> CountAsync(Site site, string target, CancellationToken cancellationToken)
    {
        var count = new SqlQuery($"SELECT toString(class) AS was, count() AS n FROM events WHERE site = {{site:UInt32}} AND {IsStaged} AND class != {{class:String}} GROUP BY was ORDER BY was")
            .With("site", site.Id).With("class", target).Setting("max_execution_time", MaxSeconds);
        var classes = (await client.QueryAsync(count, cancellationToken)).Rows.ToDictionary(row => row[0].GetString() ?? "", row => row[1].GetInt64());
        return new ReclassResult
        {
            Site = site.Name,
            Filters = [],
            Class = target,
            Visits = await CountStagedAsync(cancellationToken),
            Hits = classes.Values.Sum(),
            FromClass = classes,
            OpenVisits = 0,
            Applied = false,
        };
    }

    private async Task ApplyAsync(Site site, string target, CancellationToken cancellationToken)
    {
        // All of it is worked out from the row before the change; base is the reasons without our own word.
        const string Origin = $"if(position(class_reasons, '{Mark}') > 0, extract(class_reasons, '{Mark}([a-z-]+)'), toString(class))";
        const string Base = $"replaceRegexpOne(class_reasons, ',?{Mark}[a-z-]+$', '')";
        var change = new SqlQuery(
            $$"""
            ALTER TABLE events UPDATE
                class = {class:String},
                class_reasons = if({{Origin}} = {class:String}, {{Base}}, concat({{Base}}, if({{Base}} = '', '', ','), '{{Mark}}', {{Origin}}))
            WHERE site = {site:UInt32} AND {{IsStaged}} AND class != {class:String}
            SETTINGS mutations_sync = 2
            """);
        await client.ExecuteAsync(change.With("site", site.Id).With("class", target), cancellationToken);
        await RollupTables.ForgetAsync(client, site.Id, null, clock, cancellationToken);
    }

    // Which visits a rule fits is nobody's to keep. A failure here would hide the first one.
    private async Task ForgetAsync()
    {
        try
        {
            await RunAsync("DROP TABLE IF EXISTS reclassing SYNC", CancellationToken.None);
        }
        catch (ClickHouseException)
        {
            // The next run drops it.
        }
    }

    private Task RunAsync(string statement, CancellationToken cancellationToken) => client.ExecuteAsync(new SqlQuery(statement), cancellationToken);
}
