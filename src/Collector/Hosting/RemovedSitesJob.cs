using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Expiry;

namespace Collector.Hosting;

/// <summary>Looks every ten seconds whether anything is stored of sites that were removed, and deletes it.</summary>
/// <param name="removed">Deletes.</param>
/// <param name="isLoaded">Whether nothing waits to be loaded.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class RemovedSitesJob(RemovedSites removed, Func<bool> isLoaded, TimeProvider time, ILogger<RemovedSitesJob> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <param name="ready">Completes when the database has its schema.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RunAsync(Task ready, CancellationToken cancellationToken) => RepeatedLook.RunAsync(LookAsync, Interval, ready, time, cancellationToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var events = await removed.DeleteAsync(isLoaded(), cancellationToken);
            if (events > 0)
            {
                LogDeleted(events);
            }
        }
        catch (Exception failure) when (failure is ClickHouseException or TimeoutException or CatalogException)
        {
            LogFailed(failure.GetType().Name);
        }
    }

    [LoggerMessage(1211, LogLevel.Information, "{Events} events of removed sites are deleted.")]
    private partial void LogDeleted(long events);

    [LoggerMessage(1212, LogLevel.Warning, "Events of removed sites could not be deleted ({Kind}); it is tried again in ten seconds.")]
    private partial void LogFailed(string kind);
}
