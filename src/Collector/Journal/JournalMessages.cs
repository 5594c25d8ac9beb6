using Microsoft.Extensions.Logging;

namespace Collector.Journal;

/// <summary>What the journal logs; ids 2000–2099.</summary>
internal static partial class JournalMessages
{
    [LoggerMessage(2000, LogLevel.Error, "The journal could not be written (errno {Errno}); the batch goes to a new segment")]
    public static partial void WriteFailed(ILogger logger, int errno, Exception error);

    [LoggerMessage(2001, LogLevel.Error, "The journal refuses hits: {State}. It tries again every second; free space or repair the disk")]
    public static partial void Refusing(ILogger logger, JournalState state);

    [LoggerMessage(2002, LogLevel.Warning, "The journal takes hits again")]
    public static partial void Recovered(ILogger logger);

    [LoggerMessage(2003, LogLevel.Warning, "Segment {Number} could not be finished yet; it is tried again")]
    public static partial void CannotFinish(ILogger logger, ulong number, Exception error);

    [LoggerMessage(2004, LogLevel.Warning, "No segment could be made ahead")]
    public static partial void CannotMakeAhead(ILogger logger, Exception error);

    [LoggerMessage(2005, LogLevel.Warning, "A file of the journal could not be deleted")]
    public static partial void CannotDelete(ILogger logger, Exception error);

    [LoggerMessage(2006, LogLevel.Error, "A submission could not be encoded and was refused")]
    public static partial void CannotEncode(ILogger logger, Exception error);

    [LoggerMessage(2010, LogLevel.Warning, "{Name} in the journal's folder is no segment; it is left alone")]
    public static partial void StrangeName(ILogger logger, string name);

    [LoggerMessage(2011, LogLevel.Error, "Segment {Number} has no readable header; the file is in quarantine")]
    public static partial void HeaderQuarantined(ILogger logger, ulong number);

    [LoggerMessage(2012, LogLevel.Error, "Segment {Number} is damaged at {Offset}: {Bytes} bytes are in quarantine; records {From} to {To} are lost, as far as they existed")]
    public static partial void RangeQuarantined(ILogger logger, ulong number, long offset, long bytes, ulong from, ulong to);

    [LoggerMessage(2013, LogLevel.Information, "Segment {Number} had {Bytes} bytes of an unconfirmed write at its end; they were cut off")]
    public static partial void TornTail(ILogger logger, ulong number, long bytes);

    [LoggerMessage(2014, LogLevel.Warning, "The journal's identity was missing or its last number unknown; records are numbered under a new node")]
    public static partial void NewNode(ILogger logger);

    [LoggerMessage(2015, LogLevel.Error, "Segment {Number} could not be read; it is in quarantine with records {From} and following")]
    public static partial void UnreadableQuarantined(ILogger logger, ulong number, ulong from, Exception? error);

    [LoggerMessage(2016, LogLevel.Warning, "Segment {Number} could not be replayed")]
    public static partial void CannotReplay(ILogger logger, ulong number, Exception error);

    [LoggerMessage(2017, LogLevel.Information, "The journal begins at segment {Segment} with {Pending} segments to load")]
    public static partial void Recovering(ILogger logger, ulong segment, int pending);
}
