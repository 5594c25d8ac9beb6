namespace Collector.Journal;

/// <summary>A line to be drawn between two commits.</summary>
/// <param name="Between">Runs on the journal's thread.</param>
/// <param name="Done">The number up to which all stands in complete segments.</param>
internal sealed record JournalCut(Action Between, TaskCompletionSource<ulong> Done)
{
    public void Refuse() => Done.TrySetException(new InvalidOperationException("The journal is not taking hits now; try again when it does."));
}
