using Storage.Catalog;

namespace Collector.Hosting;

/// <summary>What must be looked at from time to time: the catalog each second, salts and the operator's files every ten.</summary>
internal static partial class Housekeeping
{
    private const int SecondsBetweenMaintenance = 10;

    public static async Task RunAsync(SiteDirectory sites, Ingestion? ingestion, SpaceReserve reserve, TimeProvider time, ILogger log, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        var second = 0;
        do
        {
            try
            {
                reserve.Keep();
                sites.Refresh();
                var problem = second++ % SecondsBetweenMaintenance == 0 ? ingestion?.Maintain() ?? "" : "";
                if (problem.Length > 0)
                {
                    LogProblem(log, problem);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // A locked catalog or an unreadable file now is another try in a second.
                LogFailed(log, exception);
            }
        }
        while (await WaitAsync(timer, cancellationToken));
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "{Problem}")]
    private static partial void LogProblem(ILogger log, string problem);

    [LoggerMessage(2, LogLevel.Error, "Housekeeping failed and is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
