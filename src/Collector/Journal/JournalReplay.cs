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
        var segments = index.All();
        var node = 0UL;
        var lastSeq = 0UL;
        for (var i = 0; i < segments.Count; i++)
        {
            // A segment's frames are older than the first of the next one. The newest is always read.
            if (i + 1 < segments.Count && segments[i + 1].Header.Created < since)
            {
                continue;
            }

            if (segments[i].Header.Node != node)
            {
                node = segments[i].Header.Node;
                lastSeq = 0;
            }

            try
            {
                lastSeq = Replay(segments[i], lastSeq, take);
            }
            catch (JournalIoException e)
            {
                JournalMessages.CannotReplay(logger, segments[i].Number, e);
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
