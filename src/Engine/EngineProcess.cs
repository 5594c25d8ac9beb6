using Microsoft.Extensions.Logging;

namespace Engine;

/// <summary>
/// Keeps the embedded database running in a process of its own: starts it, watches it, replaces it when it ends or hangs,
/// stops it.
/// </summary>
public sealed partial class EngineProcess : IAsyncDisposable
{
    /// <summary>Pings in a row that must fail before the child counts as hung.</summary>
    private const int PingsMissedAtMost = 3;

    /// <summary>Looks in a row at which a small query is refused, or the memory is above its limit, before the child is replaced: half a minute of heavy reports is no fault.</summary>
    private const int LooksAtMost = 30;

    /// <summary>Lines of one child that are logged, 100; the rest is counted.</summary>
    private const int LinesPerChild = 100;

    /// <summary>How long the child gets to stop before it is killed, 8 s: it gives its statements 3 s twice.</summary>
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(8);

    private readonly EngineProcessOptions _options;
    private readonly ILogger<EngineProcess> _log;
    private readonly TimeProvider _time;
    private readonly string _folder;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _firstReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RestartBackoff _backoff = new();

    // Written by the watching task alone, read by all.
    private volatile int _state = (int)EngineState.Stopped;
    private volatile int _pid;
    private volatile int _starts;

    private Task? _watching;

    public EngineProcess(EngineProcessOptions options, ILogger<EngineProcess> log, TimeProvider time)
    {
        (_options, _log, _time) = (options, log, time);
        _folder = Path.Combine(Path.GetFullPath(options.DataFolder), "engine");
        SocketPath = EngineSocketPath.For(_folder);
    }

    /// <summary>What is wrong with the engine's folder below a data folder, with the cure; null: nothing, or it is not there yet. Needs no engine.</summary>
    public static string? FolderProblem(string dataFolder) => new Metadata.MetadataCopy(Path.Combine(Path.GetFullPath(dataFolder), "engine")).LostFolder;

    /// <summary>Where the engine answers, the same for all its lives.</summary>
    public string SocketPath { get; }

    public EngineState State => (EngineState)_state;

    /// <summary>Process id of the present child; 0 before the first.</summary>
    public int Pid => _pid;

    /// <summary>Memory that the present child holds for itself, in bytes, without the pages of its library; 0 where that is not known.</summary>
    public long MemoryBytes => EngineChild.MemoryBytes(_pid);

    /// <summary>How often the engine was started again after its first start.</summary>
    public int Restarts => Math.Max(0, _starts - 1);

    /// <summary>Why the engine does not answer now, or ended last time, with what to do about it; null: nothing was wrong since it answers.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>
    /// Starts the engine and returns when it answers; from then on it is kept running until <see cref="StopAsync"/>. While it cannot be
    /// started it is tried again and again (<see cref="LastProblem"/> says why), for ever: collecting does not need it.
    /// </summary>
    /// <exception cref="EngineStartException">No later attempt can help: the library is missing or a port is taken. The message says what to do.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        EngineSocketPath.Prepare(SocketPath, _folder);
        _state = (int)EngineState.Starting;
        _watching = Task.Run(WatchAsync, CancellationToken.None);
        await _firstReady.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Stops the engine: running statements end or are cut off; returns when the process is gone.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _firstReady.TrySetCanceled();
        if (_watching is not null)
        {
            await _watching;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            _state = (int)EngineState.Starting;
            try
            {
                await PauseAsync(await LiveAsync());
            }
            catch (EngineStartException exception) when (_firstReady.TrySetException(exception))
            {
                break;
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                var pause = _backoff.Next(TimeSpan.Zero);
                LastProblem = $"The database engine cannot be started: {exception.Message}";
                LogCannotStart(pause, exception);
                await PauseAsync(pause);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        _state = (int)EngineState.Stopped;
    }

    // One child from start to end; returns the pause before the next.
    private async Task<TimeSpan> LiveAsync()
    {
        using var child = EngineChild.Start(_options, _folder, SocketPath);
        _pid = child.Pid;
        _starts++;
        var lines = ReadLinesAsync(child);
        var readyAt = 0L;
        try
        {
            if (await BecomesReadyAsync(child))
            {
                readyAt = _time.GetTimestamp();
                _state = (int)EngineState.Ready;
                LastProblem = null;
                LogReady(child.Pid, _starts);
                _firstReady.TrySetResult();
                await AttendAsync(child);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await StopChildAsync(child);
        }
        finally
        {
            child.Kill();
            _state = (int)EngineState.Down;
        }

        await child.WaitForExitAsync(CancellationToken.None);
        await lines;
        if (_stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }

        LastProblem = child.Reason;
        if (readyAt == 0)
        {
            ThrowIfHopeless(child);
        }

        var pause = _backoff.Next(readyAt == 0 ? TimeSpan.Zero : _time.GetElapsedTime(readyAt));
        LogEnded(child.ExitCode, pause);
        return pause;
    }

    private async Task<bool> BecomesReadyAsync(EngineChild child)
    {
        using var limit = new CancellationTokenSource(_options.StartTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            return await child.WaitReadyAsync(either.Token);
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            LogHung(child.Pid);
            return false;
        }
    }

    // Returns when the child has ended or hangs.
    private async Task AttendAsync(EngineChild child)
    {
        using var ping = new EnginePing(SocketPath, _options.PingTimeout);
        var exit = child.WaitForExitAsync(_stop.Token);
        var missed = 0;
        var idle = 0;
        var large = 0;
        while (missed < PingsMissedAtMost && idle < LooksAtMost && large < LooksAtMost)
        {
            var pause = Task.Delay(_options.PingInterval, _time, _stop.Token);
            if (await Task.WhenAny(exit, pause) == exit)
            {
                await exit;
                return;
            }

            await pause;
            missed = await ping.AnswersAsync(_stop.Token) ? 0 : missed + 1;
            idle = missed > 0 || await ping.WorksAsync(_stop.Token) ? 0 : idle + 1;
            large = child.MemoryBytes() > _options.MostMemoryBytes ? large + 1 : 0;
        }

        if (large == LooksAtMost)
        {
            LogTooLarge(child.Pid, child.MemoryBytes() >> 20);
        }
        else
        {
            LogHung(child.Pid);
        }
    }

    // Before the first answer some causes are final; a disk may be mounted, freed or mended, an orphan may let go of the folder.
    private void ThrowIfHopeless(EngineChild child)
    {
        if (child.ExitCode is EngineExitCode.BadArguments or EngineExitCode.NoLibrary or EngineExitCode.CannotListen && !_firstReady.Task.IsCompleted)
        {
            throw new EngineStartException(child.Reason);
        }
    }

    private async Task StopChildAsync(EngineChild child)
    {
        child.AskToStop();
        using var limit = new CancellationTokenSource(StopTime, _time);
        try
        {
            await child.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            LogHung(child.Pid);
        }
    }

    private async Task ReadLinesAsync(EngineChild child)
    {
        var count = 0;
        await child.ReadLinesAsync(line =>
        {
            if (count++ < LinesPerChild)
            {
                LogLine(line);
            }
        });
        if (count > LinesPerChild)
        {
            LogDroppedLines(count - LinesPerChild);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the loop sees it.
        }
    }
}
