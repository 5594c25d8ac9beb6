using Collector.Enrichment.Visits;
using Collector.Journal;

namespace Collector.Checkpoints;

/// <summary>
/// What the recorder remembers, on disk, so that a start need not read an hour of the journal again. Nothing is lost without it: a missing
/// or damaged checkpoint makes the start read all that the journal keeps.
/// </summary>
/// <remarks>
/// Order: the ids first, then the visits, which name the record up to which both are complete. Ids that stand there already when a
/// replay brings them again do no harm.
/// </remarks>
internal sealed class CheckpointStore
{
    private readonly IJournalFiles _files;
    private readonly string _folder;
    private readonly EventIdFiles _ids;
    private readonly Lock _lock = new();
    private int _epoch;

    /// <exception cref="JournalIoException">The folder cannot be made.</exception>
    public CheckpointStore(IJournalFiles files, string folder)
    {
        (_files, _folder) = (files, folder);
        _ids = new EventIdFiles(files, folder);
        files.CreateFolder(folder);
    }

    private string Visits => Path.Combine(_folder, "visits");

    /// <summary>Counts the calls of <see cref="Forget"/>.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Gives the saved ids to <paramref name="seen"/> and returns the saved visits; null when there are none or the file is damaged.</summary>
    /// <exception cref="JournalIoException">The folder cannot be read.</exception>
    public VisitCheckpoint? Load(SeenEventIds seen, DateTimeOffset now)
    {
        _ids.Load(seen, now);
        if (!_files.List(_folder).Any(entry => entry is { Name: "visits", IsFolder: false }))
        {
            return null;
        }

        using var file = _files.Open(Visits, writable: false);
        var bytes = new byte[file.Length];
        return file.Read(bytes, 0) == bytes.Length ? VisitCheckpoint.Read(bytes) : null;
    }

    /// <summary>Saves what the recorder remembers, durably; nothing when a visitor was forgotten since <paramref name="epoch"/>.</summary>
    /// <exception cref="JournalIoException">The disk does not take it; what was saved before is still there.</exception>
    public void Save(VisitCheckpoint visits, UnsavedIds ids, long arrivalMs, TimeSpan keep, int epoch)
    {
        var bytes = visits.Write();
        lock (_lock)
        {
            _ids.Append(ids, arrivalMs, keep);
            if (epoch != _epoch)
            {
                return;
            }

            _files.Delete(Visits + ".new");
            using (var file = _files.Create(Visits + ".new"))
            {
                file.Write(bytes, 0);
                file.Sync();
            }

            _files.Rename(Visits + ".new", Visits);
            _files.SyncFolder(_folder);
        }
    }

    /// <summary>A visitor is forgotten: no state of before may be saved from now on. Call <see cref="Delete"/> next.</summary>
    public void Forget() => Interlocked.Increment(ref _epoch);

    /// <summary>Deletes the saved visits, durably.</summary>
    /// <exception cref="JournalIoException">The disk does not let it.</exception>
    public void Delete()
    {
        lock (_lock)
        {
            _files.Delete(Visits);
            _files.Delete(Visits + ".new");
            _files.SyncFolder(_folder);
        }
    }
}
