using System.Globalization;
using Collector.Demo;
using Collector.Enrichment.Visits;
using Collector.Journal;
using Collector.Parsing;
using Spectre.Console;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Rollups;
using Storage.Events;

namespace Collector.Hosting;

/// <summary>
/// Fills demo.local with 90 days of made-up traffic and then lets it go on at its pace: through the same enrichment, journal and
/// loader as any hit. A file in the data folder says until when it is filled; a fill that was cut short is cleared and begun anew.
/// </summary>
internal static class DemoFill
{
    private const int HitsPerSubmission = 500;
    private const int SubmissionsUnderWay = 8;

    /// <summary>How often the newest traffic comes in; what is live looks alive.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    public static async Task RunAsync(
        Ingestion ingestion, DatabaseLink link, ClickHouseClient database, CatalogStore catalog, DataFolder folder, TimeProvider time, CancellationToken cancellationToken)
    {
        if (catalog.FindSite(DemoTraffic.Site) is not { } site)
        {
            return;
        }

        try
        {
            var marker = Path.Combine(folder.Path, "demo.filled");
            var begin = time.GetUtcNow().AddDays(-DemoTraffic.Days);
            var until = File.Exists(marker) ? Later(begin, await File.ReadAllTextAsync(marker, cancellationToken)) : begin;
            if (until == begin)
            {
                await link.Migrated;
                await ClearAsync(database, site, time, cancellationToken);
                until = await FillWholeAsync(ingestion, site, catalog, time, cancellationToken);
                await File.WriteAllTextAsync(marker, Text(until), cancellationToken);
            }

            // Until somebody removes the site.
            while (catalog.FindSite(DemoTraffic.Site)?.Id == site.Id)
            {
                var now = time.GetUtcNow();
                await SendAsync(ingestion, site, catalog, until, now, _ => { }, cancellationToken);
                await File.WriteAllTextAsync(marker, Text(now), cancellationToken);
                until = now;
                await Task.Delay(Pace, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the next start goes on, or begins anew.
        }
        catch (ExitException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
        }
        catch (ClickHouseException exception)
        {
            await Console.Error.WriteLineAsync("The demo could not be filled, the next start tries again: " + exception.Message);
        }
    }

    /// <summary>The goals and the funnel that a shop owner would set up first.</summary>
    public static void Configure(CatalogStore catalog)
    {
        if (catalog.FindSite(DemoTraffic.Site) is not { } site || catalog.Goals(site.Id).Count > 0)
        {
            return;
        }

        foreach (var name in new[] { "Purchase", "AddToCart", "Signup" })
        {
            catalog.AddGoal(new Goal(0, site.Id, name, GoalType.Event, name, new Dictionary<string, string>()));
        }

        string[] steps = ["page:/demo/product/*", "event:AddToCart", "page:/demo/checkout", "event:Purchase"];
        catalog.AddFunnel(new Funnel(0, site.Id, "Buy", steps, TimeSpan.FromDays(1), FunnelOrder.Ordered, FunnelUnit.Visitor));
    }

    private static async Task ClearAsync(ClickHouseClient database, Site site, TimeProvider time, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            new SqlQuery("ALTER TABLE events DELETE WHERE site = {site:UInt32} AND bitAnd(flags, {demo:UInt16}) != 0")
                .With("site", site.Id)
                .With("demo", (ushort)EventFlags.Demo)
                .Setting("mutations_sync", "1"),
            cancellationToken);
        await RollupTables.ForgetAsync(database, site.Id, null, time, cancellationToken);
    }

    /// <summary>Fills the days before now and says so; returns until when.</summary>
    private static async Task<DateTimeOffset> FillWholeAsync(Ingestion ingestion, Site site, CatalogStore catalog, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var events = await ShowAsync(report => SendAsync(ingestion, site, catalog, now.AddDays(-DemoTraffic.Days), now, report, cancellationToken));
        await LoadedAsync(ingestion, time, cancellationToken);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The demo is filled: {events:N0} events in {DemoTraffic.Days} days. Try: {ProgramName.Typed} report overview --site {DemoTraffic.Site}"));
        return now;
    }

    /// <summary>Sends what arrives after one time and up to another, and what the campaigns of the days begun meanwhile cost.</summary>
    /// <returns>How many events were stored.</returns>
    private static async Task<long> SendAsync(
        Ingestion ingestion, Site site, CatalogStore catalog, DateTimeOffset after, DateTimeOffset until, Action<int> dayDone, CancellationToken cancellationToken)
    {
        var underWay = new Queue<Task<JournalOutcome>>();
        var events = 0L;
        var day = DateOnly.FromDateTime(after.UtcDateTime);
        foreach (var some in DemoTraffic.Between(after, until).Chunk(HitsPerSubmission))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var prepared = Prepare(ingestion, site, some);
            events += prepared.Count;
            underWay.Enqueue(ingestion.Writer.AppendAsync(new HitSubmission(prepared), prepared.Count, prepared.Count * 1_500).AsTask());
            await DrainAsync(underWay, SubmissionsUnderWay);
            var reached = DateOnly.FromDateTime(some[^1].Request.Received.UtcDateTime);
            dayDone(Math.Max(0, reached.DayNumber - day.DayNumber));
            day = reached > day ? reached : day;
        }

        await DrainAsync(underWay, 0);
        for (var spent = DateOnly.FromDateTime(after.UtcDateTime).AddDays(1); spent <= DateOnly.FromDateTime(until.UtcDateTime); spent = spent.AddDays(1))
        {
            catalog.PutCosts(site.Id, DemoCosts.Day(spent));
        }

        return events;
    }

    private static List<PreparedHit> Prepare(Ingestion ingestion, Site site, RawHit[] hits)
    {
        var prepared = new List<PreparedHit>(hits.Length);
        foreach (var hit in hits)
        {
            var row = new EventRow();
            if (ingestion.Enricher.Enrich(hit, site, row) == RejectReason.None)
            {
                prepared.Add(new PreparedHit { Row = row, AlternateVisitor = hit.AlternateVisitor, VisitGap = site.VisitGap });
            }
        }

        return prepared;
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The time that was written, but not before the first that is kept.</summary>
    private static DateTimeOffset Later(DateTimeOffset first, string written) =>
        DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, out var until) && until > first ? until : first;

    private static async Task DrainAsync(Queue<Task<JournalOutcome>> underWay, int leave)
    {
        while (underWay.Count > leave)
        {
            var outcome = await underWay.Dequeue();
            if (outcome != JournalOutcome.Stored)
            {
                throw new ExitException(ExitCode.Fault, $"The demo could not be filled: the journal answered {outcome}.");
            }
        }
    }

    private static async Task LoadedAsync(Ingestion ingestion, TimeProvider time, CancellationToken cancellationToken)
    {
        // The last segment is sealed a second after its first frame.
        await Task.Delay(TimeSpan.FromSeconds(1.5), time, cancellationToken);
        while (ingestion.Loader.Status.PendingSegments > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
        }
    }

    /// <summary>A progress bar with rate and time left on a terminal, a line at the beginning elsewhere.</summary>
    private static Task<long> ShowAsync(Func<Action<int>, Task<long>> work)
    {
        if (!AnsiConsole.Profile.Capabilities.Interactive)
        {
            Console.WriteLine($"Filling the demo with {DemoTraffic.Days} days of traffic…");
            return work(_ => { });
        }

        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var days = context.AddTask("Filling the demo", maxValue: DemoTraffic.Days + 1);
                return work(done => days.Increment(done));
            });
    }
}
