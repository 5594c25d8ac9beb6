using Analytics.Reports;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>
/// Keeps the sums of closed days: each minute a look at every site, more looks while days are missing. What a stop or a failure leaves
/// undone the next look does.
/// </summary>
internal sealed partial class RollupJob(ReportRunner reports, SiteDirectory sites, TimeProvider time, ILogger<RollupJob> log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly HashSet<uint> _toClear = [];

    /// <param name="ready">Completes when the database has its schema.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task RunAsync(Task ready, CancellationToken cancellationToken) => RepeatedLook.RunAsync(LookAsync, Interval, ready, time, cancellationToken);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var site in sites.All)
            {
                await KeepAsync(site, cancellationToken);
            }
        }
        catch (ClickHouseException failure)
        {
            LogFailed(failure.Code);
        }
    }

    private async Task KeepAsync(Site site, CancellationToken cancellationToken)
    {
        var days = 0;
        while (await reports.KeepRollupsAsync(site, cancellationToken) is var built and > 0)
        {
            days += built;
        }

        // A minute after the last build nobody reads what it replaced.
        if (days > 0)
        {
            _toClear.Add(site.Id);
            LogBuilt(days);
        }
        else if (_toClear.Remove(site.Id))
        {
            await reports.ClearRollupsAsync(site, cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The sums of {Days} closed days of a site are kept.")]
    private partial void LogBuilt(int days);

    [LoggerMessage(2, LogLevel.Warning, "The sums of closed days wait: the database answered with error {Code}. Reports count from the rows meanwhile.")]
    private partial void LogFailed(int code);
}
