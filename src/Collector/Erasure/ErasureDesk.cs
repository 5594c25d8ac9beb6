using System.Collections.Concurrent;
using System.Threading.Channels;
using Collector.Journal;
using Microsoft.Extensions.Logging;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Erasure;

/// <summary>Takes requests for erasure, from the API and from the folder, and carries them out one by one until each has its receipt.</summary>
internal sealed partial class ErasureDesk(ErasureFolder folder, VisitorErasure erasure, byte[] secret, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<ErasureReceipt>> _waiting = new();
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Keeps the request, durably, and waits for its receipt. When the caller goes away it is carried out all the same.</summary>
    public async Task<ErasureReceipt> EraseAsync(Site site, ulong visitor, CancellationToken cancellationToken)
    {
        var id = ErasureFolder.NewId();
        var done = new TaskCompletionSource<ErasureReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = done;
        try
        {
            folder.Keep(new ErasureRequest { Id = id, Site = site.Name, SiteId = site.Id, Visitor = visitor, Asked = time.GetUtcNow() });
            _asked.Writer.TryWrite(true);
            return await done.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var wait = Look;
                foreach (var request in folder.Requests())
                {
                    wait = await TryAsync(request, cancellationToken) ? wait : Pause;
                }

                await WaitAsync(wait, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop: what is not finished is begun again at the next start.
        }
    }

    private async Task<bool> TryAsync(ErasureRequest request, CancellationToken cancellationToken)
    {
        try
        {
            // With a receipt only the request's file is left to be deleted.
            var receipt = folder.Receipt(request.Id) ?? (await erasure.RunAsync(request, cancellationToken))?.Signed(secret);
            if (receipt is null)
            {
                return false;
            }

            folder.Finish(receipt);
            if (_waiting.TryRemove(request.Id, out var waiting))
            {
                waiting.TrySetResult(receipt);
            }

            LogDone(log, receipt.Id, receipt.Removed.Rows, receipt.Removed.JournalRecords);
            return true;
        }
        catch (Exception e) when (e is ClickHouseException or JournalIoException or InvalidOperationException or TimeoutException or IOException)
        {
            // Of the database's words only the number: they may quote the statement with its values, such as the visitor's key.
            LogFailed(log, request.Id, e is ClickHouseException refused ? $"database error {refused.Code}" : e.Message);
            return false;
        }
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _asked.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The time is over: look into the folder.
        }
    }

    [LoggerMessage(2200, LogLevel.Information, "Erasure {Id} is done: {Rows} rows, {Records} records of the journal")]
    private static partial void LogDone(ILogger log, string id, long rows, long records);

    [LoggerMessage(2201, LogLevel.Warning, "Erasure {Id} could not be finished yet ({Reason}); it is begun again")]
    private static partial void LogFailed(ILogger log, string id, string reason);
}
