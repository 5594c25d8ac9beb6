using Collector.Journal;
using Microsoft.Extensions.Logging;
using Storage.ClickHouse;

namespace Collector.Loading;

/// <summary>
/// Loads complete segments into the database, each record once. One loader, one insert at a time: when the database is slow,
/// batches grow by themselves.
/// </summary>
/// <remarks>
/// Order: the database confirms, the segment is renamed, the folder is synced, much later the segment is deleted. Whatever
/// happens in between, the next attempt reconciles. At stop the running insert is given up; nothing is lost by it.
/// </remarks>
internal sealed class BatchLoader : IDisposable
{
    private static readonly TimeSpan HouseKeeping = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SetAsideCheck = TimeSpan.FromSeconds(1);

    private readonly IJournalFiles _files;
    private readonly LoaderOptions _options;
    private readonly SegmentIndex _index;
    private readonly IEventStore _store;
    private readonly LoadBackoff _backoff;
    private readonly LoadQueue _queue;
    private readonly PoisonFiles _poison;
    private readonly Reconciliation _reconciliation;
    private readonly SegmentDisposal _disposal;
    private readonly Recounts _recounts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // Held while segments are loaded, renamed or deleted, and while an erasure rewrites them.
    private readonly SemaphoreSlim _turn = new(1);

    private volatile LoaderStatus _status = new();

    public BatchLoader(
        IJournalFiles files, RecoveredJournal journal, JournalBudget budget, IEventStore store, LoadBackoff backoff, LoaderOptions options,
        TimeProvider time, ILogger logger)
    {
        _files = files;
        _options = options;
        _index = journal.Index;
        _store = store;
        _backoff = backoff;
        _time = time;
        _logger = logger;
        var quarantine = new JournalQuarantine(files, options.Folder, journal.Counters, logger);
        var inspector = new SegmentInspector(files, options.Folder, quarantine, journal.Counters, logger);
        _poison = new PoisonFiles(files, options.Folder);
        _queue = new LoadQueue(_index, inspector, quarantine, _poison, files, options, time, logger);
        _reconciliation = new Reconciliation(store);
        _disposal = new SegmentDisposal(store, new SegmentRetention(files, options, budget, _index, time), _index, logger);
        _recounts = new Recounts(store, _index, time, logger);
        _recounts.CountRecent(options.CountedAtStart);
    }

    private enum Outcome
    {
        Confirmed = 0,
        SetAside,
        Unavailable,
    }

    public LoaderStatus Status
    {
        get
        {
            var pending = _index.Pending(int.MaxValue).Where(segment => !segment.IsRecount).ToList();
            return _status with
            {
                PendingSegments = pending.Count,
                PendingRecords = pending.Sum(segment => segment.Contents?.Records ?? 0),
                PendingBytes = _index.PendingBytes,
            };
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>Loads until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (await LoadPendingAsync(cancellationToken))
                {
                    await _index.WaitAsync(_queue.HasSetAside ? SetAsideCheck : HouseKeeping, _time, cancellationToken);
                }
                else
                {
                    var wait = _backoff.Next();
                    LoaderMessages.Unavailable(_logger, _status.LastErrorCode ?? 0, _index.PendingCount, wait, null);
                    await Task.Delay(wait, _time, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    /// <summary>Loads what can be loaded now; false when the database does not take it. Also for the last moments of a stop.</summary>
    public async Task<bool> LoadPendingAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await LoadInTurnAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Loads what waits and then, before anything else is loaded, lets the segments be rewritten. Returns false, with nothing done,
    /// when the database does not take all that waits or an insert that was given up may still be running.
    /// </summary>
    public async Task<bool> RewriteAsync(ulong node, Func<IReadOnlyList<SegmentFile>, Task> rewrite, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (!await LoadInTurnAsync(cancellationToken) || await _store.IsInsertingAsync(node, cancellationToken))
            {
                return false;
            }

            await rewrite(_index.All());
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> LoadInTurnAsync(CancellationToken cancellationToken)
    {
        if (!await LookAtDatabaseAsync(cancellationToken))
        {
            return false;
        }

        while (_queue.Next() is { } batch)
        {
            if (await LoadAsync(batch, cancellationToken) == Outcome.Unavailable)
            {
                return false;
            }
        }

        return TryDisk(ConfirmEmpty) && await DeleteExpiredAsync(cancellationToken);
    }

    private async Task<bool> DeleteExpiredAsync(CancellationToken cancellationToken)
    {
        try
        {
            var missing = await _disposal.DeleteExpiredAsync(_queue, cancellationToken);
            _status = _status with { MissingRecords = _status.MissingRecords + missing };
            return true;
        }
        catch (JournalIoException e)
        {
            LoaderMessages.CannotConfirm(_logger, e);
            return false;
        }
        catch (ClickHouseException e)
        {
            Failed(e.Code);
            return false;
        }
    }

    private async Task<Outcome> LoadAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.StatementTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var first = batch.Segments[0].NeverTried;
        foreach (var segment in batch.Segments)
        {
            segment.NeverTried = false;
        }

        try
        {
            if (first)
            {
                await _store.InsertAsync(batch, either.Token);
            }
            else if (!await _reconciliation.CompleteAsync(batch, either.Token))
            {
                return Failed(0);
            }

            return await IsReadBackAsync(batch, either.Token) ? Confirm(batch, reconciled: !first) : Failed(0);
        }
        catch (Exception e) when (batch.ReadError is not null || e is JournalIoException)
        {
            return Unreadable(batch, batch.ReadError ?? (JournalIoException)e);
        }
        catch (ClickHouseException e) when (DataErrors.Contains(e.Code))
        {
            return await DataRefusedAsync(batch, e, either.Token);
        }
        catch (ClickHouseException e)
        {
            return Failed(e.Code);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(0);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LoaderMessages.Unexpected(_logger, e);
            return Failed(0);
        }
    }

    /// <summary>Whether all of a batch can be read from the database's disk. What cannot is gone from there, and inserted by the next attempt.</summary>
    private async Task<bool> IsReadBackAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        var (records, damaged) = await _store.ReadBackAsync(batch.Node, batch.FirstSeq, batch.LastSeq, cancellationToken);
        if (damaged > 0)
        {
            LoaderMessages.Damaged(_logger, damaged);
            _status = _status with { DamagedParts = _status.DamagedParts + damaged };
        }

        return records >= batch.Records;
    }

    private async Task<bool> LookAtDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            _status = _status with { BrokenParts = await _recounts.LookAsync(_status.LastErrorCode is not null, cancellationToken) };
            return true;
        }
        catch (ClickHouseException e)
        {
            Failed(e.Code);
            return false;
        }
    }

    private Outcome Confirm(LoadBatch batch, bool reconciled)
    {
        // Segments that were only counted again are confirmed already.
        var news = batch.Segments[0].IsRecount ? 0 : batch.Records;
        var confirmed = TryDisk(() =>
        {
            foreach (var segment in batch.Segments.Where(segment => segment.State == SegmentState.Sealed))
            {
                _files.Rename(PathOf(segment, SegmentState.Sealed), PathOf(segment, SegmentState.Done));
                segment.State = SegmentState.Done;
            }

            _files.SyncFolder(_options.Folder);
        });
        if (!confirmed)
        {
            // Next time the count says that all is there.
            return Outcome.Unavailable;
        }

        foreach (var segment in batch.Segments)
        {
            segment.Failures = 0;
            _index.AddDone(segment);
        }

        if (_status.LastErrorCode is not null)
        {
            LoaderMessages.Available(_logger, _index.PendingCount);
        }

        _backoff.Reset();
        _status = _status with
        {
            Confirmed = _status.Confirmed + news,
            Inserts = _status.Inserts + 1,
            Reconciled = _status.Reconciled + (reconciled ? 1 : 0),
            LastSuccess = _time.GetUtcNow(),
            LastErrorCode = null,
        };
        return Outcome.Confirmed;
    }

    private Outcome Failed(int code)
    {
        _status = _status with { Failures = _status.Failures + 1, LastErrorCode = code };
        return Outcome.Unavailable;
    }

    private Outcome Unreadable(LoadBatch batch, JournalIoException error)
    {
        foreach (var segment in batch.Segments)
        {
            LoaderMessages.CannotRead(_logger, segment.Number, error);
            _queue.SetAside(segment);
        }

        if (batch.Segments is [var single] && single.Failures >= _options.DataFailures)
        {
            TryDisk(() => _queue.GiveUp(single, error));
        }

        return Outcome.SetAside;
    }

    private async Task<Outcome> DataRefusedAsync(LoadBatch batch, ClickHouseException error, CancellationToken cancellationToken)
    {
        Failed(error.Code);
        foreach (var segment in batch.Segments)
        {
            _queue.SetAside(segment);
            LoaderMessages.DataRefused(_logger, segment.Number, error.Code, segment.Failures, error);
        }

        if (batch.Segments is not [var single] || single.Failures < _options.DataFailures)
        {
            return Outcome.SetAside;
        }

        try
        {
            return await SetPoisonAsideAsync(batch, single, cancellationToken);
        }
        catch (Exception e) when (e is ClickHouseException or JournalIoException)
        {
            return Outcome.SetAside;
        }
    }

    private async Task<Outcome> SetPoisonAsideAsync(LoadBatch batch, SegmentFile segment, CancellationToken cancellationToken)
    {
        var found = await new PoisonSearch(_reconciliation).RunAsync(batch, cancellationToken);

        // Refusing every row looks like a table that has changed, not like bad rows: believe it only when others went in meanwhile.
        if (found.Accepted == 0 && !(_status.LastSuccess > segment.Header.Created))
        {
            return Outcome.SetAside;
        }

        if (found.Numbers.Count > 0)
        {
            _poison.Write(segment, found.Numbers.Union(_poison.Of(segment)).ToHashSet());
            LoaderMessages.Poisoned(_logger, found.Numbers.Count, segment.Number);
            _status = _status with { Poisoned = _status.Poisoned + found.Numbers.Count };
        }

        var outcome = Confirm(batch, reconciled: true);
        _status = _status with { Confirmed = _status.Confirmed - found.Numbers.Count };
        return outcome;
    }

    /// <summary>Segments in which no frame was good have nothing to load.</summary>
    private void ConfirmEmpty()
    {
        foreach (var segment in _index.Pending(int.MaxValue).Where(segment => segment.Contents is { Records: 0 }))
        {
            if (segment.State == SegmentState.Sealed)
            {
                _files.Rename(PathOf(segment, SegmentState.Sealed), PathOf(segment, SegmentState.Done));
                segment.State = SegmentState.Done;
            }

            _index.AddDone(segment);
        }
    }

    private bool TryDisk(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (JournalIoException e)
        {
            LoaderMessages.CannotConfirm(_logger, e);
            return false;
        }
    }

    private string PathOf(SegmentFile segment, SegmentState state) => Path.Combine(_options.Folder, SegmentName.Of(segment.Number, state));
}
