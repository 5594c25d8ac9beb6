using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>A record read back.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="RowVersion">Layout version of its bytes.</param>
/// <param name="Bytes">The record, valid until the next one is read.</param>
internal readonly record struct JournalRecord(ulong Seq, uint RowVersion, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads the kept segments again, in order, to rebuild at start what is held in memory.</summary>
internal sealed class JournalReplay(IJournalFiles files, string folder, SegmentIndex index, ILogger logger)
{
    /// <summary>Hands out every record of the segments that were written since then, and perhaps some older ones, each once.</summary>
    public void Replay(DateTimeOffset since, Action<JournalRecord> take)
    {
        // A segment's frames are older than the first of the next one. The newest is always read.
        var segments = index.All();
        Replay([.. segments.Where((_, i) => i + 1 == segments.Count || segments[i + 1].Header.Created >= since)], 0, 0, take);
    }

    /// <summary>Whether the journal still has all records that came after this one.</summary>
    public bool HasAllAfter(ulong node, ulong lastSeq) => index.All().Any(segment => IsBefore(segment, node, lastSeq));

    /// <summary>Hands out every record that came after this one, each once.</summary>
    public void ReplayAfter(ulong node, ulong lastSeq, Action<JournalRecord> take)
    {
        var segments = index.All();
        var first = segments.Count - 1;
        while (first > 0 && !IsBefore(segments[first], node, lastSeq))
        {
            first--;
        }

        Replay([.. segments.Skip(first)], node, lastSeq, take);
    }

    private static bool IsBefore(SegmentFile segment, ulong node, ulong lastSeq) => segment.Header.Node == node && segment.Header.FirstSeq <= lastSeq;

    private void Replay(List<SegmentFile> segments, ulong node, ulong lastSeq, Action<JournalRecord> take)
    {
        foreach (var segment in segments)
        {
            if (segment.Header.Node != node)
            {
                node = segment.Header.Node;
                lastSeq = 0;
            }

            try
            {
                lastSeq = Replay(segment, lastSeq, take);
            }
            catch (JournalIoException e)
            {
                JournalMessages.CannotReplay(logger, segment.Number, e);
            }
        }
    }

    private ulong Replay(SegmentFile segment, ulong lastSeq, Action<JournalRecord> take)
    {
        using var reader = new JournalReader(files.Open(Path.Combine(folder, segment.Name), writable: false), segment.Header);
        while (reader.Read())
        {
            if (reader.Seq > lastSeq)
            {
                lastSeq = reader.Seq;
                take(new JournalRecord(reader.Seq, segment.Header.RowVersion, reader.Record));
            }
        }

        return lastSeq;
    }
}
