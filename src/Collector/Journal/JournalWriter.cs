using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>
/// Takes submissions from any thread and answers when they are durable. One thread of its own: takes all that waits, encodes
/// it, writes one frame, syncs, answers all. There is no timer; the sync that is running is the batching window.
/// </summary>
/// <remarks>
/// At stop everything accepted is committed and sealed. After an error the batch is tried once more in a new segment. Lost can
/// only be what was not answered <see cref="JournalOutcome.Stored"/>.
/// </remarks>
internal sealed class JournalWriter<T> : IAsyncDisposable
{
    private readonly JournalOptions _options;
    private readonly JournalCounters _counters;
    private readonly SegmentIndex _index;
    private readonly IRecordEncoder<T> _encoder;
    private readonly ILogger _logger;

    // The journal's thread only.
    private readonly FrameBuilder _frame = new();
    private readonly SegmentAppender _appender;
    private readonly JournalHelper _helper = new();
    private readonly Thread _thread;

    // Shared: producers add, the journal's thread takes.
    private readonly ConcurrentQueue<PendingAppend<T>> _queue = new();
    private readonly PendingPool<T> _pool = new();
    private readonly ConcurrentBag<CommitGroup<T>> _groups = [];
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ConcurrentQueue<JournalCut> _cuts = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sleeping;
    private int _submissions;
    private int _queuedHits;
    private long _queuedBytes;
    private volatile bool _stopping;

    /// <summary>Begins to take submissions.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="options">Where, and the limits.</param>
    /// <param name="start">The journal as recovered.</param>
    /// <param name="encoder">Makes the records.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Is told what an operator should know.</param>
    /// <param name="ready">Ends when the encoder can make its first record; submissions wait for it in the queue.</param>
    public JournalWriter(
        IJournalFiles files, JournalOptions options, RecoveredJournal start, IRecordEncoder<T> encoder, TimeProvider time, ILogger logger, Task? ready = null)
    {
        _options = options;
        _counters = start.Counters;
        _index = start.Index;
        _encoder = encoder;
        _logger = logger;
        var store = new SegmentStore(files, options, _index, new JournalBudget(files, options), logger);
        _appender = new SegmentAppender(store, options, _counters, time, logger, start, _helper.Run);
        _thread = new Thread(Work) { IsBackground = true, Name = "journal" };
        (ready ?? Task.CompletedTask).ContinueWith(_ => _thread.Start(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public JournalState State => _appender.State;

    /// <summary>The number of the last record; after the end of <see cref="StopAsync"/>.</summary>
    public ulong LastSeq => _appender.NextSeq - 1;

    public JournalFigures Figures => _counters.Read() with
    {
        State = State,
        QueuedHits = Volatile.Read(ref _queuedHits),
        QueuedBytes = Interlocked.Read(ref _queuedBytes),
        PendingBytes = _index.PendingBytes,
        TotalBytes = _index.TotalBytes,
    };

    /// <summary>Stores a submission as a whole. Answers at once when it must be refused; await the result exactly once.</summary>
    /// <param name="submission">What the encoder knows how to encode.</param>
    /// <param name="hits">How many hits it holds, for the queue's limit.</param>
    /// <param name="bytes">About how much memory it holds, for the queue's limit.</param>
    public ValueTask<JournalOutcome> AppendAsync(T submission, int hits, int bytes)
    {
        var refusal = Admit(hits, bytes);
        if (refusal != JournalOutcome.Stored)
        {
            return new ValueTask<JournalOutcome>(refusal);
        }

        var pending = _pool.Rent(submission, hits, bytes);
        var answer = pending.Task;
        Queue(pending);
        return answer;
    }

    /// <summary>As <see cref="AppendAsync"/>, but calls <paramref name="done"/> instead: when refused, at once and on this thread.</summary>
    /// <param name="submission">What the encoder knows how to encode.</param>
    /// <param name="hits">How many hits it holds, for the queue's limit.</param>
    /// <param name="bytes">About how much memory it holds, for the queue's limit.</param>
    /// <param name="done">Is told what became of the submission, once. It must not throw and not wait: others come after it.</param>
    public void Append(T submission, int hits, int bytes, Action<T, JournalOutcome> done)
    {
        var refusal = Admit(hits, bytes);
        if (refusal != JournalOutcome.Stored)
        {
            done(submission, refusal);
            return;
        }

        var pending = _pool.Rent(submission, hits, bytes);
        pending.Done = done;
        Queue(pending);
    }

    /// <summary>
    /// Draws a line through the journal: between two commits runs <paramref name="between"/> on the journal's thread and seals what
    /// is written. When it completes, everything up to the number it returns stands in complete segments of the index.
    /// </summary>
    /// <exception cref="InvalidOperationException">The journal is not running, or the disk did not let it seal.</exception>
    public Task<ulong> CutAsync(Action between)
    {
        var cut = new JournalCut(between, new TaskCompletionSource<ulong>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_stopping)
        {
            cut.Refuse();
            return cut.Done.Task;
        }

        _cuts.Enqueue(cut);
        Wake();
        return cut.Done.Task;
    }

    /// <summary>Takes no more, commits and seals what was taken, and ends the threads.</summary>
    public Task StopAsync()
    {
        _stopping = true;
        Wake();
        return _ended.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _wake.Dispose();
    }

    private static JournalOutcome OutcomeOf(JournalState state) => state switch
    {
        JournalState.Running => JournalOutcome.Stored,
        JournalState.DiskFull => JournalOutcome.DiskFull,
        JournalState.Fault => JournalOutcome.Fault,
        _ => JournalOutcome.Stopping,
    };

    /// <summary>Counts a submission in; anything but Stored: it was not.</summary>
    private JournalOutcome Admit(int hits, int bytes)
    {
        // Counted before _stopping is read: the thread ends only when it sees nobody counted.
        Interlocked.Increment(ref _submissions);
        var state = State;
        if (_stopping || state != JournalState.Running)
        {
            Interlocked.Decrement(ref _submissions);
            return _stopping ? JournalOutcome.Stopping : OutcomeOf(state);
        }

        if (Interlocked.Add(ref _queuedHits, hits) > _options.QueueHits | Interlocked.Add(ref _queuedBytes, bytes) > _options.QueueBytes)
        {
            Interlocked.Add(ref _queuedHits, -hits);
            Interlocked.Add(ref _queuedBytes, -bytes);
            Interlocked.Decrement(ref _submissions);
            return JournalOutcome.Busy;
        }

        return JournalOutcome.Stored;
    }

    private void Queue(PendingAppend<T> pending)
    {
        _queue.Enqueue(pending);
        Wake();
    }

    private void Wake()
    {
        // The full fence of Exchange orders the enqueue before the look at the flag.
        if (Interlocked.Exchange(ref _sleeping, 0) == 1)
        {
            _wake.Release();
        }
    }

    private void Work()
    {
        var spin = new SpinWait();
        while (true)
        {
            while (_cuts.TryDequeue(out var cut))
            {
                MakeCut(cut);
            }

            if (CommitWaiting())
            {
                _appender.SealIfDue();
                spin.Reset();
            }
            else if (_stopping)
            {
                if (Volatile.Read(ref _submissions) == 0)
                {
                    break;
                }

                spin.SpinOnce(sleep1Threshold: -1);
            }
            else
            {
                Sleep(KeepHouse());
            }
        }

        _appender.Close();
        _helper.Dispose();
        _ended.SetResult();
        while (_cuts.TryDequeue(out var late))
        {
            late.Refuse();
        }
    }

    private void MakeCut(JournalCut cut)
    {
        if (State != JournalState.Running)
        {
            cut.Refuse();
            return;
        }

        cut.Between();
        _appender.Seal();
        var last = _appender.NextSeq - 1;

        // Behind the job that finishes the segment.
        _helper.Run(() =>
        {
            if (_appender.HasLeftovers)
            {
                cut.Refuse();
            }
            else
            {
                cut.Done.SetResult(last);
            }
        });
    }

    /// <summary>Seals, tidies, recovers, as needed; says how long nothing is to be done.</summary>
    private TimeSpan KeepHouse()
    {
        if (State != JournalState.Running)
        {
            return _appender.TryRecover() ? TimeSpan.Zero : _options.ProbeEvery;
        }

        _appender.SealIfDue();
        if (_appender.HasLeftovers && !_appender.Tidy())
        {
            return _options.ProbeEvery;
        }

        return _appender.UntilSeal ?? Timeout.InfiniteTimeSpan;
    }

    private void Sleep(TimeSpan atMost)
    {
        Interlocked.Exchange(ref _sleeping, 1);
        if (!_queue.IsEmpty || !_cuts.IsEmpty || _stopping)
        {
            atMost = TimeSpan.Zero;
        }

        // Whole milliseconds, rounded up, so that the wait is not over just before its time.
        var milliseconds = atMost < TimeSpan.Zero ? Timeout.Infinite : (int)Math.Ceiling(atMost.TotalMilliseconds);
        if (!_wake.Wait(milliseconds) && Interlocked.Exchange(ref _sleeping, 0) == 0)
        {
            // Somebody took the flag while the time ran out: his signal is on its way.
            _wake.Wait();
        }
    }

    /// <summary>One group commit of what waits; false when nothing does.</summary>
    private bool CommitWaiting()
    {
        if (!_queue.TryDequeue(out var pending))
        {
            return false;
        }

        var group = _groups.TryTake(out var used) ? used : new CommitGroup<T>(_groups);
        if (State != JournalState.Running)
        {
            do
            {
                group.Add(pending);
            }
            while (_queue.TryDequeue(out pending));

            Answer(group, OutcomeOf(State));
            return true;
        }

        _frame.Restart(_appender.NextSeq);
        do
        {
            if (TryEncode(pending))
            {
                group.Add(pending);
            }
            else
            {
                RefuseAlone(pending);
                EncodeAgain(ref group);
                break;
            }
        }
        while (_frame.PayloadBytes < _options.FrameBytes && _queue.TryDequeue(out pending));

        Commit(group);
        return true;
    }

    private void Commit(CommitGroup<T> group)
    {
        // No record: the encoder knew them all already, so they are durable.
        var state = _frame.Records == 0 ? JournalState.Running : _appender.Commit(_frame);
        if (state == JournalState.Running)
        {
            _encoder.Committed();
        }
        else
        {
            _encoder.RolledBack();
        }

        Answer(group, OutcomeOf(state));
    }

    private bool TryEncode(PendingAppend<T> pending)
    {
        try
        {
            // Not null: it is set before the entry is queued.
            _encoder.Encode(pending.Submission!, _frame);
            return true;
        }
        catch (Exception e)
        {
            JournalMessages.CannotEncode(_logger, e);
            return false;
        }
    }

    /// <summary>The encoder failed halfway through a submission: forget all and encode the ones before it again.</summary>
    private void EncodeAgain(ref CommitGroup<T> group)
    {
        _encoder.RolledBack();
        _frame.Restart(_appender.NextSeq);
        foreach (var member in group.Members)
        {
            if (!TryEncode(member))
            {
                // It worked a moment ago; whatever this is, none of it may be stored.
                _encoder.RolledBack();
                _frame.Restart(_appender.NextSeq);
                Answer(group, JournalOutcome.Fault);
                group = new CommitGroup<T>(_groups);
                return;
            }
        }
    }

    private void RefuseAlone(PendingAppend<T> pending)
    {
        var alone = new CommitGroup<T>(_groups);
        alone.Add(pending);
        Answer(alone, JournalOutcome.Fault);
    }

    private void Answer(CommitGroup<T> group, JournalOutcome outcome)
    {
        Interlocked.Add(ref _queuedHits, -group.Hits);
        Interlocked.Add(ref _queuedBytes, -group.Bytes);
        Interlocked.Add(ref _submissions, -group.Members.Count);
        group.CompleteSoon(outcome);
    }
}
