using Analytics.Alerts;
using Analytics.Summaries;
using Analytics.Webhooks;
using Microsoft.Extensions.Logging;
using Storage.Catalog;

namespace Analytics;

/// <summary>What the report side does by itself: alerts and summaries each minute, notifications every ten seconds.</summary>
public sealed partial class SiteJobs
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Delivery = TimeSpan.FromSeconds(10);

    private readonly AlertJob _alerts;
    private readonly DeliveryJob _deliveries;
    private readonly SummaryJob _summaries;
    private readonly TimeProvider _clock;
    private readonly ILogger<SiteJobs> _log;

    internal SiteJobs(AlertJob alerts, DeliveryJob deliveries, SummaryJob summaries, TimeProvider clock, ILogger<SiteJobs> log) =>
        (_alerts, _deliveries, _summaries, _clock, _log) = (alerts, deliveries, summaries, clock, log);

    /// <summary>Runs until it is told to stop.</summary>
    /// <param name="ready">Completes when the database has its schema.</param>
    /// <param name="isCurrent">Whether the database holds what was collected: while it lags, few events would look like a drop.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Task ready, Func<bool> isCurrent, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(
                RepeatAsync(Delivery, _deliveries.SendDueAsync, cancellationToken),
                LookAsync(ready, isCurrent, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async Task LookAsync(Task ready, Func<bool> isCurrent, CancellationToken cancellationToken)
    {
        await ready.WaitAsync(cancellationToken);
        await RepeatAsync(
            Look,
            async token =>
            {
                if (!isCurrent())
                {
                    LogBehind();
                }
                else if (await _alerts.LookAsync(token))
                {
                    await _summaries.LookAsync(token);
                }
            },
            cancellationToken);
    }

    private async Task RepeatAsync(TimeSpan pause, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(pause, _clock, cancellationToken);
            try
            {
                await work(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                // A locked catalog now is another try later; the collector goes on.
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(3131, LogLevel.Information, "Alerts and summaries wait: the database does not hold all that was collected.")]
    private partial void LogBehind();

    [LoggerMessage(3132, LogLevel.Error, "A look at alerts, notifications or summaries failed; it is tried again.")]
    private partial void LogFailed(Exception failure);
}
