using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Expiry;

namespace Collector.Hosting;

/// <summary>
/// Deletes what sites no longer keep: at start, then once after each midnight UTC. What it cannot do now it tries again ten minutes
/// later. Nothing is lost by stopping it in the middle.
/// </summary>
internal sealed partial class NightlyExpiry(SiteDirectory sites, CatalogStore catalog, RowExpiry rows, string quarantine, TimeProvider time, ILogger<NightlyExpiry> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private DateTime _lastDay;

    /// <param name="ready">Completes when the database has its schema.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Task ready, CancellationToken cancellationToken)
    {
        try
        {
            await ready;
            while (true)
            {
                await SweepAsync(cancellationToken);
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop, or the database never came.
        }
    }

    /// <summary>Sweeps when this day has not been swept yet.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now.UtcDateTime.Date == _lastDay)
        {
            return;
        }

        try
        {
            var all = sites.All;
            var events = await rows.DeleteAsync(all, now, cancellationToken);
            var files = DeleteQuarantined(all, now);
            var editions = DeleteEditions(all, now);
            _lastDay = now.UtcDateTime.Date;
            if (events > 0 || files > 0 || editions > 0)
            {
                LogDeleted(events, files, editions);
            }
        }
        catch (Exception failure) when (failure is ClickHouseException or TimeoutException or CatalogException or IOException or UnauthorizedAccessException)
        {
            LogFailed(failure.GetType().Name);
        }
    }

    /// <summary>Files set aside hold records of any site: they go when no site keeps events so long.</summary>
    private int DeleteQuarantined(IReadOnlyList<Site> all, DateTimeOffset now)
    {
        var cuts = all.Select(site => RowExpiry.Cut(site, now)).ToList();
        if (cuts.Count == 0 || cuts.Contains(null) || !Directory.Exists(quarantine))
        {
            return 0;
        }

        var files = Directory.GetFiles(quarantine).Where(file => File.GetLastWriteTimeUtc(file) < cuts.Min()!.Value.UtcDateTime).ToList();
        files.ForEach(File.Delete);
        return files.Count;
    }

    /// <summary>Editions of summaries name pages and sources: they go with the events they were made of.</summary>
    private int DeleteEditions(IReadOnlyList<Site> all, DateTimeOffset now) =>
        all.Sum(site => RowExpiry.Cut(site, now) is { } cut ? catalog.RemoveEditions(site.Id, cut) : 0);

    [LoggerMessage(1201, LogLevel.Information, "{Events} events were older than their sites keep them and are deleted; {Files} files of the quarantine and {Editions} editions of summaries too.")]
    private partial void LogDeleted(long events, int files, int editions);

    [LoggerMessage(1202, LogLevel.Warning, "What sites no longer keep could not be deleted ({Kind}); it is tried again in ten minutes.")]
    private partial void LogFailed(string kind);
}
