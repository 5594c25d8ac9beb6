using Collector.Http;
using Collector.Journal;

namespace Collector.Hosting;

/// <summary>Whether the journal takes hits.</summary>
internal sealed class JournalCheck(Ingestion ingestion) : IReadinessCheck
{
    public string Name => "journal";

    public bool IsForCollecting => true;

    public Readiness Check() => ingestion.Writer.State switch
    {
        JournalState.Running => new(true),
        JournalState.DiskFull => new(false, "The disk or the journal's budget is full: free space, or raise COLLECTOR_JOURNALMAXMIB."),
        JournalState.Fault => new(false, "The journal cannot be written: look at the disk under the data folder."),
        _ => new(false, "The collector is stopping."),
    };
}

/// <summary>Whether reports can be read.</summary>
/// <param name="database">The link to it.</param>
/// <param name="problem">Why the embedded engine does not answer; null: nothing is known, or it is a server.</param>
internal sealed class DatabaseCheck(DatabaseLink database, Func<string?> problem) : IReadinessCheck
{
    public string Name => "database";

    public Readiness Check() => database.IsReady
        ? new(true)
        : new(false, $"The database does not answer; hits are collected and wait in the journal. {problem()}".TrimEnd());
}

/// <summary>Whether what is collected reaches the database in time.</summary>
internal sealed class LoaderCheck(Ingestion ingestion, TimeProvider time) : IReadinessCheck
{
    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(1);

    public string Name => "loader";

    public Readiness Check()
    {
        var status = ingestion.Loader.Status;
        var behind = status.PendingSegments > 1 && status.LastSuccess is { } last && time.GetUtcNow() - last > TooLong;
        return behind || (status.LastErrorCode is not null && status.PendingSegments > 1)
            ? new(false, $"{status.PendingSegments} segments wait to be loaded.")
            : new(true);
    }
}
