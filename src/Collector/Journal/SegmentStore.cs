using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>Makes segments ahead and finishes them. Called by the journal's thread and its helper, never at once for one segment.</summary>
internal sealed class SegmentStore(IJournalFiles files, JournalOptions options, SegmentIndex index, JournalBudget budget, ILogger logger)
{
    private const int ZeroBytes = 1 << 20;

    private static readonly byte[] Zeros = new byte[ZeroBytes];

    /// <summary>Creates a zero-filled segment, durable by name and length.</summary>
    public OpenSegment Make(ulong number, long bytes)
    {
        budget.Check(index.PendingBytes);
        var path = PathOf(number, SegmentState.Open);
        var file = files.Create(path);
        try
        {
            for (var offset = 0L; offset < bytes; offset += ZeroBytes)
            {
                file.Write(Zeros.AsSpan(0, (int)Math.Min(ZeroBytes, bytes - offset)), offset);
            }

            file.Sync();
            files.SyncFolder(options.Folder);
            return new OpenSegment(number, file);
        }
        catch (JournalIoException)
        {
            file.Dispose();
            TryDelete(path);
            throw;
        }
    }

    /// <summary>
    /// Cuts a segment back to what is acknowledged, durably, and hands it to the loader; deletes it when it holds nothing.
    /// Throws when the disk does not let it; may be called again then.
    /// </summary>
    public void Finish(OpenSegment segment)
    {
        segment.CloseFile();
        var open = PathOf(segment.Number, SegmentState.Open);
        if (segment.IsEmpty)
        {
            files.Delete(open);
            files.SyncFolder(options.Folder);
            return;
        }

        if (!segment.Renamed)
        {
            // A descriptor of its own: after an error the old one must not be trusted.
            using (var file = files.Open(open, writable: true))
            {
                file.Truncate(segment.Length);
                file.Sync();
            }

            files.Rename(open, PathOf(segment.Number, SegmentState.Sealed));
            segment.Renamed = true;
        }

        files.SyncFolder(options.Folder);
        index.AddPending(new SegmentFile(segment.Header, SegmentState.Sealed, segment.Length)
        {
            NeverTried = true,
            Contents = new SegmentContents(segment.Records, segment.Header.FirstSeq, segment.LastSeq),
        });
    }

    private string PathOf(ulong number, SegmentState state) => Path.Combine(options.Folder, SegmentName.Of(number, state));

    private void TryDelete(string path)
    {
        try
        {
            files.Delete(path);
        }
        catch (JournalIoException e)
        {
            // An empty segment left behind is deleted at the next start.
            JournalMessages.CannotDelete(logger, e);
        }
    }
}
