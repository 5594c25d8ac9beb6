using Collector.Parsing;
using Collector.Telemetry;

namespace Collector.Http;

/// <summary>Hands hits to the sink and counts what becomes of each; a sink that throws counts as a storage fault. Never throws.</summary>
internal sealed partial class HitIntake(IHitSink sink, CollectorMetrics metrics, ILogger<HitIntake> log)
{
    /// <summary>Counts a hit that never reaches the sink.</summary>
    public RejectReason Settle(RejectReason reason)
    {
        metrics.CountReceived(1);
        metrics.CountSettled(reason);
        return reason;
    }

    /// <summary>Submits one hit.</summary>
    /// <param name="hit">The hit.</param>
    /// <param name="receipt">Is told what became of it, and counts it.</param>
    public void Submit(RawHit hit, HitReceipt receipt)
    {
        metrics.CountReceived(1);
        try
        {
            sink.Submit(hit, receipt);
        }
        catch (Exception e)
        {
            LogFault(e);
            receipt.Settle(RejectReason.StorageFault);
        }
    }

    /// <summary>Submits the readable hits of a body and settles its reasons.</summary>
    public async ValueTask SubmitAsync(HitBatch batch)
    {
        metrics.CountReceived(batch.Reasons.Count);
        if (batch.Hits.Count > 0)
        {
            batch.Settle(await SubmitSafelyAsync(batch.Hits));
        }

        foreach (var reason in batch.Reasons)
        {
            metrics.CountSettled(reason);
        }
    }

    private async ValueTask<RejectReason[]> SubmitSafelyAsync(List<RawHit> hits)
    {
        var outcomes = new RejectReason[hits.Count];
        try
        {
            await sink.SubmitAsync(hits, outcomes);
        }
        catch (Exception e)
        {
            LogFault(e);
            Array.Fill(outcomes, RejectReason.StorageFault);
        }

        return outcomes;
    }

    [LoggerMessage(1102, LogLevel.Error, "Hits could not be handed on; they were refused.")]
    private partial void LogFault(Exception exception);
}
