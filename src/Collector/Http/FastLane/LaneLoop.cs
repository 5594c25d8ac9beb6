using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Net.Sockets;
using Collector.Parsing;

namespace Collector.Http.FastLane;

/// <summary>
/// Serves the connections of the lane on a thread of its own: receives, hands hits on, and sends the answers that come back. Nothing
/// of a connection is touched by another thread.
/// </summary>
internal sealed partial class LaneLoop : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly LaneListener _owner;
    private readonly int _patience;
    private readonly ILogger _logger;
    private readonly Epoll _epoll = new();
    private readonly Thread _thread;

    // The loop's thread only.
    private readonly Dictionary<int, LaneConnection> _connections = [];
    private readonly Queue<LaneConnection> _unfinished = new();

    // Shared: others add and ring, the loop's thread takes.
    private readonly ConcurrentQueue<Socket> _arrived = new();
    private readonly ConcurrentQueue<Answered> _answered = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waits;
    private volatile bool _isStopping;
    private volatile bool _isEnding;

    /// <summary>Starts the thread.</summary>
    /// <param name="owner">Gets the connections that leave, and is told of those that end.</param>
    /// <param name="pixels">Takes the hits.</param>
    /// <param name="waits">Ends their waits.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="patience">How many seconds a client may be silent, or leave an answer untaken.</param>
    /// <param name="logger">Is told of errors.</param>
    public LaneLoop(LaneListener owner, PixelIntake pixels, CommitWaits waits, PixelAnswers answers, int patience, ILogger logger)
    {
        _owner = owner;
        Pixels = pixels;
        Waits = waits;
        Answers = answers;
        _patience = patience;
        _logger = logger;
        _thread = new Thread(Work) { IsBackground = true, Name = "lane" };
        _thread.Start();
    }

    public PixelIntake Pixels { get; }

    public CommitWaits Waits { get; }

    public PixelAnswers Answers { get; }

    /// <summary>What was received last; of the loop's thread only.</summary>
    public byte[] Buffer { get; } = GC.AllocateArray<byte>(PixelHead.MaxBytes, pinned: true);

    /// <summary>Whether each connection is to end after the request under way.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Gives the loop a connection, which is its own from now on.</summary>
    public void Add(Socket socket)
    {
        _arrived.Enqueue(socket);
        Wake();
    }

    /// <summary>Says what became of the hit of a connection's request. On any thread.</summary>
    public void Answer(LaneConnection connection, RejectReason? outcome)
    {
        _answered.Enqueue(new Answered(connection, outcome));
        Wake();
    }

    /// <summary>Ends idle connections now and the others after their answer; completes when there is none left.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        Wake();
        return _drained.Task;
    }

    /// <summary>Ends all connections and the thread.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _isStopping = true;
        Wake();
        _thread.Join();
    }

    private void Wake()
    {
        // The full fence of Exchange orders what was set before it and the look at the flag.
        if (Interlocked.Exchange(ref _waits, 0) == 1)
        {
            _epoll.Ring();
        }
    }

    private void Work()
    {
        var beaten = Stopwatch.GetTimestamp();
        var hasStopped = false;
        while (!_isEnding)
        {
            var untilBeat = Beat - Stopwatch.GetElapsedTime(beaten);
            Interlocked.Exchange(ref _waits, 1);
            var hasWork = !_answered.IsEmpty || !_arrived.IsEmpty || _unfinished.Count > 0 || _isStopping != hasStopped || _isEnding;
            var count = _epoll.Wait(hasWork ? 0 : Math.Max((int)Math.Ceiling(untilBeat.TotalMilliseconds), 0));
            Volatile.Write(ref _waits, 0);
            for (var i = 0; i < count; i++)
            {
                if (_epoll.At(i) is { } ready && _connections.TryGetValue(ready.Descriptor, out var connection))
                {
                    connection.Note(ready);
                    Go(connection);
                }
            }

            TakeWhatCame();
            if (_isStopping)
            {
                hasStopped = true;
                EndThoseThat(connection => connection.IsIdle);
                if (_connections.Count == 0 && _arrived.IsEmpty)
                {
                    _drained.TrySetResult();
                }
            }

            if (Stopwatch.GetElapsedTime(beaten) >= Beat)
            {
                beaten = Stopwatch.GetTimestamp();
                EndThoseThat(connection => !connection.Beat(_patience));
            }
        }

        EndThoseThat(_ => true);
        TakeWhatCame();
        _drained.TrySetResult();
        _epoll.Dispose();
    }

    private void TakeWhatCame()
    {
        for (var unfinished = _unfinished.Count; unfinished > 0; unfinished--)
        {
            Go(_unfinished.Dequeue());
        }

        while (_answered.TryDequeue(out var answered))
        {
            if (!answered.Connection.IsGone)
            {
                answered.Connection.Answer(answered.Outcome);
                Go(answered.Connection);
            }
        }

        while (_arrived.TryDequeue(out var socket))
        {
            Begin(socket);
        }
    }

    private void Begin(Socket socket)
    {
        if (_isStopping)
        {
            _owner.Ended(socket);
            socket.Dispose();
            return;
        }

        try
        {
            socket.NoDelay = true;
            var connection = new LaneConnection(socket, this);
            _connections.Add(connection.Descriptor, connection);
            _epoll.Watch(connection.Descriptor);
        }
        catch (Exception e) when (e is SocketException or Win32Exception)
        {
            // The client is gone already, or the system is short of memory.
            _connections.Remove((int)socket.SafeHandle.DangerousGetHandle());
            _owner.Ended(socket);
            socket.Dispose();
        }
    }

    private void Go(LaneConnection connection)
    {
        if (connection.IsGone)
        {
            return;
        }

        LaneStep step;
        try
        {
            step = connection.Go();
        }
        catch (Exception e)
        {
            LogFault(e);
            step = LaneStep.Ends;
        }

        switch (step)
        {
            case LaneStep.Yields:
                _unfinished.Enqueue(connection);
                break;
            case LaneStep.Leaves:
                Remove(connection);
                _epoll.Forget(connection.Descriptor);
                _owner.Leaves(connection.Socket, connection.Held);
                break;
            case LaneStep.Ends:
                End(connection);
                break;
        }
    }

    private void EndThoseThat(Predicate<LaneConnection> should)
    {
        // A dictionary may lose entries while it is walked.
        foreach (var connection in _connections.Values)
        {
            if (should(connection))
            {
                End(connection);
            }
        }
    }

    private void End(LaneConnection connection)
    {
        Remove(connection);
        _owner.Ended(connection.Socket);
        connection.Socket.Dispose();
    }

    private void Remove(LaneConnection connection)
    {
        connection.IsGone = true;
        _connections.Remove(connection.Descriptor);
    }

    [LoggerMessage(1110, LogLevel.Error, "A connection of the pixel's fast lane failed and was closed.")]
    private partial void LogFault(Exception exception);

    private readonly record struct Answered(LaneConnection Connection, RejectReason? Outcome);
}
