using Collector.Enrichment.Visits;
using Collector.Journal;
using Microsoft.Extensions.Logging;

namespace Collector.Checkpoints;

/// <summary>Makes checkpoints while hits are collected, and a last one at stop.</summary>
/// <param name="store">Where they go.</param>
/// <param name="node">Whose numbers the journal's records have.</param>
/// <param name="recorder">What is saved.</param>
/// <param name="journal">Says when the recorder stands still.</param>
/// <param name="keep">How long an event id is known.</param>
/// <param name="hasRoom">Whether the disk has more free space than its floor.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told when a checkpoint could not be made.</param>
internal sealed partial class CheckpointJob(
    CheckpointStore store, ulong node, EventRecorder recorder, JournalWriter<HitSubmission> journal, TimeSpan keep, Func<bool> hasRoom, TimeProvider time, ILogger logger)
{
    /// <summary>Records after which a checkpoint is due: a start reads them again in about 0.2 s.</summary>
    public const int Records = 50_000;

    /// <summary>A checkpoint takes at most this part of one processor's time.</summary>
    private const int LargestShare = 50;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>With fewer records a checkpoint is due after this time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private UnsavedIds _saved = new([], []);
    private bool _failed;

    /// <summary>Checkpoints made since the start of the process.</summary>
    public long Made { get; private set; }

    /// <summary>How long the last one took, from the stop of the recorder until it was durable.</summary>
    public TimeSpan LastDuration { get; private set; }

    /// <summary>Makes checkpoints until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var last = time.GetTimestamp();
        try
        {
            while (true)
            {
                var rest = LastDuration * LargestShare;
                await Task.Delay(rest > Look ? rest : Look, time, cancellationToken);
                var records = recorder.RecordsSinceCheckpoint;
                if (records >= Records || (records > 0 && time.GetElapsedTime(last) >= Longest))
                {
                    await SaveAsync();
                    last = time.GetTimestamp();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    /// <summary>Makes one now, while the journal runs. When that fails, the next one has all of it.</summary>
    public async Task SaveAsync()
    {
        if (!hasRoom())
        {
            return;
        }

        var epoch = 0;
        RecorderState? state = null;
        try
        {
            var begun = time.GetTimestamp();
            var lastSeq = await journal.CutAsync(() => (epoch, state) = (store.Epoch, recorder.Save(_saved)));
            _saved = new([], []);
            Save(state!, lastSeq, epoch); // set by the cut
            LastDuration = time.GetElapsedTime(begun);
        }
        catch (InvalidOperationException)
        {
            // The journal is not running: its next cut is another try.
        }
    }

    /// <summary>Makes the last one, after the journal's end.</summary>
    public void SaveLast(ulong lastSeq)
    {
        if (recorder.RecordsSinceCheckpoint > 0 && lastSeq > 0)
        {
            Save(recorder.Save(_saved), lastSeq, store.Epoch);
        }
    }

    private void Save(RecorderState state, ulong lastSeq, int epoch)
    {
        try
        {
            store.Save(new VisitCheckpoint(node, lastSeq, state.Visits), state.Ids, state.ArrivalMs, keep, epoch);
            _saved = state.Ids;
            _failed = false;
            Made++;
        }
        catch (Exception exception)
        {
            // Most likely a full disk. Nothing depends on it but the time of the next start.
            if (!_failed)
            {
                LogFailed(logger, exception);
            }

            _failed = true;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "A checkpoint could not be made and is tried again; until then a start reads more of the journal.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
