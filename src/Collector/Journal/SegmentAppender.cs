using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>
/// Puts frames into segments, one after the other, durably, and carries on after errors. One thread calls it; making the next
/// segment and finishing the last one go to <paramref name="helper"/>, which runs what it is given one by one and in order.
/// </summary>
internal sealed class SegmentAppender(
    SegmentStore store, JournalOptions options, JournalCounters counters, TimeProvider time, ILogger logger, RecoveredJournal start, Action<Action> helper)
{
    private readonly Lock _leftoverLock = new();

    // Segments that could not be finished yet; filled by both threads.
    private readonly Queue<OpenSegment> _leftovers = [];

    private OpenSegment? _current;
    private Spare? _spare;
    private ulong _nextNumber = start.NextSegment;
    private long _spareBytes = options.MinSegmentBytes;
    private volatile JournalState _state;

    /// <summary>Number of the next record; never given twice.</summary>
    public ulong NextSeq { get; private set; } = start.NextSeq;

    public JournalState State => _state;

    /// <summary>Whether finished segments could not be handed over yet: <see cref="Tidy"/> should be called again.</summary>
    public bool HasLeftovers
    {
        get
        {
            lock (_leftoverLock)
            {
                return _leftovers.Count > 0;
            }
        }
    }

    /// <summary>Time until the current segment is to be sealed; null when it holds nothing.</summary>
    public TimeSpan? UntilSeal
    {
        get
        {
            if (_current is not { IsEmpty: false })
            {
                return null;
            }

            var left = options.SealAfter - time.GetElapsedTime(_current.Begun);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>
    /// Stores a frame, whose first number is <see cref="NextSeq"/>. Running: it is durable. Anything else: it is not stored and
    /// will not be found later; its numbers are gone.
    /// </summary>
    public JournalState Commit(FrameBuilder frame)
    {
        JournalIoException? error = null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                Append(frame);
                NextSeq = frame.NextSeq;
                if (attempt > 0)
                {
                    helper(() => Tidy());
                }

                return JournalState.Running;
            }
            catch (JournalIoException e)
            {
                error = e;
                counters.WriteFailed();
                JournalMessages.WriteFailed(logger, e.Errno, e);
                SetAside();
            }
        }

        NextSeq = frame.NextSeq;
        _state = error is { Kind: JournalIoKind.NoSpace } ? JournalState.DiskFull : JournalState.Fault;
        JournalMessages.Refusing(logger, _state);
        return _state;
    }

    /// <summary>Seals the current segment when its time has come.</summary>
    public void SealIfDue()
    {
        if (UntilSeal == TimeSpan.Zero)
        {
            Seal();
        }
    }

    /// <summary>Seals the current segment if it holds anything.</summary>
    public void Seal()
    {
        if (_current is not { IsEmpty: false } segment)
        {
            return;
        }

        _current = null;
        _spareBytes = Math.Clamp((long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)segment.Length), options.MinSegmentBytes, options.SegmentBytes);
        helper(() => Finish(segment));
    }

    /// <summary>After a refusal: tries to get back to work. What was refused must first be gone for good.</summary>
    public bool TryRecover()
    {
        try
        {
            if (!Tidy())
            {
                return false;
            }

            _current = TakeSegment();
            _state = JournalState.Running;
            JournalMessages.Recovered(logger);
            return true;
        }
        catch (JournalIoException)
        {
            return false;
        }
    }

    /// <summary>Finishes the segments that errors left behind; false when one is still in the way.</summary>
    public bool Tidy()
    {
        lock (_leftoverLock)
        {
            while (_leftovers.TryPeek(out var segment))
            {
                try
                {
                    store.Finish(segment);
                }
                catch (JournalIoException e)
                {
                    JournalMessages.CannotFinish(logger, segment.Number, e);
                    return false;
                }

                _leftovers.Dequeue();
            }
        }

        return true;
    }

    /// <summary>Seals what is there and gives up the rest; nothing is written after it.</summary>
    public void Close()
    {
        _state = JournalState.Stopped;
        Seal();
        var rest = _current;
        _current = null;
        if (_spare is { } spare)
        {
            spare.Ready.Wait();
            rest ??= spare.Segment;
        }

        if (rest is not null)
        {
            helper(() => Finish(rest));
        }

        helper(() => Tidy());
    }

    private void Append(FrameBuilder frame)
    {
        if (_current is { IsEmpty: false } && _current.Length + frame.FrameBytes > options.SegmentBytes)
        {
            Seal();
        }

        _current ??= TakeSegment();
        var first = _current.IsEmpty;
        counters.Synced(_current.Append(frame, start.Node, options.RowVersion, time));
        counters.FrameStored(frame.Records, frame.FrameBytes);
        if (first && _spare is null)
        {
            MakeSpare();
        }
    }

    /// <summary>The segment made ahead, or one made now.</summary>
    private OpenSegment TakeSegment()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            spare.Ready.Wait();
            if (spare.Segment is not null)
            {
                return spare.Segment;
            }
        }

        return store.Make(_nextNumber++, _spareBytes);
    }

    private void MakeSpare()
    {
        var spare = new Spare();
        var number = _nextNumber++;
        var bytes = _spareBytes;
        _spare = spare;
        helper(() =>
        {
            try
            {
                spare.Segment = store.Make(number, bytes);
            }
            catch (JournalIoException e)
            {
                // The journal's thread tries for itself when it needs one, and then judges the error.
                JournalMessages.CannotMakeAhead(logger, e);
            }
            finally
            {
                spare.Ready.Set();
            }
        });
    }

    private void SetAside()
    {
        if (_current is { } segment)
        {
            _current = null;
            lock (_leftoverLock)
            {
                _leftovers.Enqueue(segment);
            }
        }
    }

    private void Finish(OpenSegment segment)
    {
        try
        {
            store.Finish(segment);
        }
        catch (JournalIoException e)
        {
            JournalMessages.CannotFinish(logger, segment.Number, e);
            lock (_leftoverLock)
            {
                _leftovers.Enqueue(segment);
            }
        }
    }

    /// <summary>A segment that the helper is making.</summary>
    private sealed class Spare
    {
        public ManualResetEventSlim Ready { get; } = new();

        public OpenSegment? Segment { get; set; }
    }
}
