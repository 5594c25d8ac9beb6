namespace Collector.Journal;

/// <summary>What became of a submission.</summary>
internal enum JournalOutcome
{
    /// <summary>fdatasync has returned for it.</summary>
    Stored = 0,

    /// <summary>Refused at once: the queue is at its limit.</summary>
    Busy,

    /// <summary>Refused: no space left.</summary>
    DiskFull,

    /// <summary>Refused: the journal cannot be written.</summary>
    Fault,

    /// <summary>Refused: the journal is stopping.</summary>
    Stopping,
}
