using Microsoft.Extensions.Logging;

namespace Collector.Loading;

/// <summary>What the loader logs; ids 2100–2199.</summary>
internal static partial class LoaderMessages
{
    [LoggerMessage(2100, LogLevel.Warning, "The database does not take events (code {Code}); {Segments} segments wait, the next attempt is in {Wait}")]
    public static partial void Unavailable(ILogger logger, int code, int segments, TimeSpan wait, Exception? error);

    [LoggerMessage(2101, LogLevel.Error, "The database refuses the data of segment {Number} (code {Code}), {Failures} times so far")]
    public static partial void DataRefused(ILogger logger, ulong number, int code, int failures, Exception error);

    [LoggerMessage(2102, LogLevel.Error, "{Count} records of segment {Number} are refused by the database; they are in quarantine, the rest is stored")]
    public static partial void Poisoned(ILogger logger, int count, ulong number);

    [LoggerMessage(2103, LogLevel.Warning, "Segment {Number} could not be read")]
    public static partial void CannotRead(ILogger logger, ulong number, Exception error);

    [LoggerMessage(2104, LogLevel.Warning, "Confirmed segments could not be renamed or deleted; it is tried again")]
    public static partial void CannotConfirm(ILogger logger, Exception error);

    [LoggerMessage(2105, LogLevel.Information, "The database takes events again; {Segments} segments wait")]
    public static partial void Available(ILogger logger, int segments);

    [LoggerMessage(2106, LogLevel.Error, "Loading failed unexpectedly; it is tried again")]
    public static partial void Unexpected(ILogger logger, Exception error);

    [LoggerMessage(2107, LogLevel.Error, "{Parts} parts could not be read back after an insert; they are set aside and inserted again")]
    public static partial void Damaged(ILogger logger, int parts);

    [LoggerMessage(2108, LogLevel.Error, "{Records} confirmed events are no longer in the database; they are loaded again from the journal")]
    public static partial void Missing(ILogger logger, long records);

    [LoggerMessage(2109, LogLevel.Information, "The database has started again; {Segments} confirmed segments are counted again")]
    public static partial void Recounting(ILogger logger, int segments);
}
