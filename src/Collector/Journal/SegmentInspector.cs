using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>Reads a segment through once: what it holds, and what of it is damaged (copied to quarantine).</summary>
internal sealed class SegmentInspector(IJournalFiles files, string folder, JournalQuarantine quarantine, JournalCounters counters, ILogger logger)
{
    /// <summary>Reads the file; contents without records when it holds no good frame.</summary>
    /// <param name="name">File name in the journal's folder.</param>
    /// <param name="header">Its header.</param>
    /// <param name="goodEnd">End of its last good frame.</param>
    public SegmentContents Inspect(string name, SegmentHeader header, out long goodEnd)
    {
        var path = Path.Combine(folder, name);
        var records = 0L;
        var firstSeq = 0UL;
        using var reader = new JournalReader(files.Open(path, writable: false), header);
        while (reader.Read())
        {
            firstSeq = records == 0 ? reader.Seq : firstSeq;
            records++;
        }

        foreach (var range in reader.Damaged)
        {
            quarantine.Copy(path, header.Number, range);
        }

        if (reader.TornBytes > 0)
        {
            counters.TornTail(reader.TornBytes);
            JournalMessages.TornTail(logger, header.Number, reader.TornBytes);
        }

        goodEnd = reader.GoodEnd;
        return new SegmentContents(records, firstSeq, reader.LastSeq);
    }
}
