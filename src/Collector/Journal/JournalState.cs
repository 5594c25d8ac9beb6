namespace Collector.Journal;

/// <summary>Whether the journal takes hits.</summary>
internal enum JournalState
{
    Running = 0,

    /// <summary>No space, or a budget is used up; tried again every second.</summary>
    DiskFull,

    /// <summary>The disk fails; tried again every second.</summary>
    Fault,

    /// <summary>Closed for good.</summary>
    Stopped,
}
