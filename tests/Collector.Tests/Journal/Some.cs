using System.Buffers;
using System.Buffers.Binary;
using Collector.Journal;
using Collector.Loading;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;

namespace Collector.Tests.Journal;

/// <summary>Makers of journals, frames and records for the tests.</summary>
internal static class Some
{
    public const string Folder = "/data/journal";

    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static JournalOptions Options(string folder = Folder) => new()
    {
        Folder = folder,
        RowVersion = 1,
        MaxBytes = 1L << 40,
        MinFreeBytes = 0,
        SegmentBytes = 64 << 10,
        MinSegmentBytes = 4 << 10,
    };

    public static RecoveredJournal Recovered(IJournalFiles files, JournalOptions? options = null) =>
        new JournalRecovery(files, options ?? Options(), NullLogger.Instance).Open();

    public static SegmentAppender Appender(IJournalFiles files, RecoveredJournal start, TestClock clock, JournalOptions? options = null)
    {
        options ??= Options();
        var store = new SegmentStore(files, options, start.Index, new JournalBudget(files, options), NullLogger.Instance);
        return new SegmentAppender(store, options, start.Counters, clock, NullLogger.Instance, start, job => job());
    }

    public static BatchLoader Loader(IJournalFiles files, RecoveredJournal start, IEventStore store, TestClock clock, LoaderOptions? options = null)
    {
        return new BatchLoader(
            files, start, new JournalBudget(files, Options()), store, new LoadBackoff(new Random(1)),
            options ?? new LoaderOptions { Folder = Folder }, clock, NullLogger.Instance);
    }

    /// <summary>A record: 16 bytes of event id, an 8-byte id, filler.</summary>
    public static byte[] Record(long id, int filler = 0)
    {
        var record = new byte[24 + filler];
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(16), id);
        record.AsSpan(24).Fill((byte)(id | 1));
        return record;
    }

    public static long IdOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadInt64LittleEndian(record[16..]);

    public static void Fill(FrameBuilder frame, ulong firstSeq, IEnumerable<byte[]> records)
    {
        frame.Restart(firstSeq);
        foreach (var record in records)
        {
            frame.Record.Write(record);
            frame.Add();
        }
    }

    public static JournalState Commit(SegmentAppender appender, params byte[][] records)
    {
        var frame = new FrameBuilder();
        Fill(frame, appender.NextSeq, records);
        return appender.Commit(frame);
    }

    /// <summary>A sealed segment's bytes: one frame for each given number of records, ids counting from 1 like the numbers.</summary>
    public static byte[] Segment(ulong node, ulong number, int filler, params int[] framesOf)
    {
        var header = new SegmentHeader(1, node, number, 1, Noon);
        var bytes = new List<byte>();
        var frame = new FrameBuilder();
        var seq = 1L;
        foreach (var records in framesOf)
        {
            Fill(frame, (ulong)seq, Enumerable.Range(0, records).Select(i => Record(seq + i, filler)));
            bytes.AddRange(frame.Seal(header, withHeader: bytes.Count == 0));
            seq += records;
        }

        return [.. bytes];
    }

    /// <summary>Numbers of all records of the journal, in the order of the replay.</summary>
    public static List<ulong> Replayed(IJournalFiles files, RecoveredJournal journal, DateTimeOffset since = default)
    {
        var numbers = new List<ulong>();
        new JournalReplay(files, Folder, journal.Index, NullLogger.Instance).Replay(since, record => numbers.Add(record.Seq));
        return numbers;
    }
}
