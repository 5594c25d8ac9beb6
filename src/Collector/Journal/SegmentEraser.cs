namespace Collector.Journal;

/// <summary>
/// Rewrites a segment without certain records. An erased record stays as one of length zero, so that all numbers are where they
/// were (docs/journal-format.md). The new file takes the old one's name by rename: a kill leaves either the one or the other.
/// </summary>
internal sealed class SegmentEraser(IJournalFiles files)
{
    /// <summary>Ending of the file while it is written.</summary>
    public const string Ending = ".erasing";

    /// <summary>
    /// Erases from a file of segment format, damaged bytes too: they may hold what is to go. Nothing is written when it holds neither.
    /// </summary>
    /// <param name="path">The file: a segment, or the poison of one.</param>
    /// <param name="header">Its header.</param>
    /// <param name="erases">Whether a record is to go.</param>
    public SegmentErasure Erase(string path, SegmentHeader header, Func<JournalRecord, bool> erases)
    {
        var (erased, isDamaged, before, left) = Find(path, header, erases);
        if (erased.Count == 0 && !isDamaged)
        {
            return new SegmentErasure(false, 0, before, before, left);
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        var fresh = Path.Combine(folder, SegmentName.Of(header.Number, Ending));
        files.Delete(fresh);
        using (var to = files.Create(fresh))
        {
            Copy(path, header, erased, to);
            to.Sync();
        }

        long after;
        using (var written = files.Open(fresh, writable: false))
        {
            after = written.Length;
        }

        files.Rename(fresh, path);
        files.SyncFolder(folder);
        return new SegmentErasure(true, erased.Count, before, after, left);
    }

    private (HashSet<ulong> Erased, bool IsDamaged, long Bytes, SegmentContents Left) Find(string path, SegmentHeader header, Func<JournalRecord, bool> erases)
    {
        var found = new HashSet<ulong>();
        var records = 0L;
        var firstSeq = 0UL;
        using var reader = new JournalReader(files.Open(path, writable: false), header);
        while (reader.Read())
        {
            if (erases(new JournalRecord(reader.Seq, header.RowVersion, reader.Record)))
            {
                found.Add(reader.Seq);
            }
            else
            {
                firstSeq = records == 0 ? reader.Seq : firstSeq;
                records++;
            }
        }

        return (found, reader.Damaged.Count > 0 || reader.TornBytes > 0, reader.Length, new SegmentContents(records, firstSeq, reader.LastSeq));
    }

    /// <summary>Frame by frame; what is damaged or torn between them was set aside before and is left out.</summary>
    private void Copy(string path, SegmentHeader header, HashSet<ulong> erased, IJournalFile to)
    {
        var frame = new FrameBuilder();
        var offset = 0L;
        using var reader = new JournalReader(files.Open(path, writable: false), header);
        while (reader.NextFrame(out var from))
        {
            frame.Restart(from.FirstSeq);
            while (reader.ReadInFrame())
            {
                AddErased(frame, reader.Seq);
                Add(frame, erased.Contains(reader.Seq) ? default : reader.Record.Span);
            }

            AddErased(frame, from.LastSeq + 1);
            var bytes = frame.Seal(header, withHeader: offset == 0);
            to.Write(bytes, offset);
            offset += bytes.Length;
        }

        if (offset == 0)
        {
            // No frame was whole. The header still says which numbers are taken.
            var head = new byte[SegmentFormat.HeaderBytes];
            SegmentFormat.WriteHeader(head, header);
            to.Write(head, 0);
        }
    }

    /// <summary>Records that were erased earlier, up to a number.</summary>
    private static void AddErased(FrameBuilder frame, ulong next)
    {
        while (frame.NextSeq < next)
        {
            Add(frame, default);
        }
    }

    private static void Add(FrameBuilder frame, ReadOnlySpan<byte> bytes)
    {
        var record = frame.Record;
        bytes.CopyTo(record.GetSpan(bytes.Length));
        record.Advance(bytes.Length);
        frame.Add();
    }
}

/// <summary>What an erasure did to one file; lengths in bytes.</summary>
internal readonly record struct SegmentErasure(bool IsRewritten, int Records, long BytesBefore, long BytesAfter, SegmentContents Left);
