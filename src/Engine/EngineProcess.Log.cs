using Microsoft.Extensions.Logging;

namespace Engine;

/// <summary>What the engine's watcher says.</summary>
public sealed partial class EngineProcess
{
    [LoggerMessage(1, LogLevel.Information, "The database engine answers (process {Pid}, start {Start})")]
    private partial void LogReady(int pid, int start);

    [LoggerMessage(2, LogLevel.Error, "The database engine has ended with code {Code}; next start in {Pause}")]
    private partial void LogEnded(int code, TimeSpan pause);

    [LoggerMessage(3, LogLevel.Error, "The database engine (process {Pid}) does not answer; it is replaced")]
    private partial void LogHung(int pid);

    [LoggerMessage(4, LogLevel.Warning, "Database engine: {Line}")]
    private partial void LogLine(string line);

    [LoggerMessage(5, LogLevel.Warning, "Database engine: {Count} more lines were not logged")]
    private partial void LogDroppedLines(int count);

    [LoggerMessage(6, LogLevel.Error, "The database engine cannot be started; next try in {Pause}")]
    private partial void LogCannotStart(TimeSpan pause, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "The database engine (process {Pid}) has held {MiB} MiB for half a minute, more than it may; it is replaced")]
    private partial void LogTooLarge(int pid, long miB);
}
