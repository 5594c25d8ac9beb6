namespace Engine;

/// <summary>
/// Lends connections: at most <see cref="EnginePoolOptions.Connections"/> at a time, each new for its request and closed after
/// it (0.1 ms), so that nothing of one request reaches another. One more connection is held for the pool's life: it keeps
/// the engine running, classifies statements and cancels them.
/// </summary>
internal sealed class EnginePool : IDisposable
{
    private readonly EnginePoolOptions _options;
    private readonly EngineConnection _held;
    private readonly Lock _heldLock = new();
    private readonly SemaphoreSlim _free;

    private EnginePool(EnginePoolOptions options, EngineConnection held)
    {
        _options = options;
        _held = held;
        _free = new SemaphoreSlim(options.Connections);
        TimeZone = held.Scalar("SELECT timezone()");
    }

    /// <summary>The engine's time zone, for the header clients expect.</summary>
    internal string TimeZone { get; }

    /// <summary>Starts the engine; null when it refuses the folder.</summary>
    internal static EnginePool? TryStart(EnginePoolOptions options)
    {
        var held = EngineConnection.TryOpen(options.Arguments);
        return held is null ? null : new EnginePool(options, held);
    }

    /// <summary>A connection of one's own; null when none came free in time.</summary>
    internal async Task<Lease?> TakeAsync(CancellationToken cancellationToken)
    {
        if (!await _free.WaitAsync(_options.WaitAtMost, cancellationToken))
        {
            return null;
        }

        var connection = EngineConnection.TryOpen(_options.Arguments);
        if (connection is null)
        {
            _free.Release();
            return null;
        }

        return new Lease(this, connection);
    }

    /// <summary>
    /// Whether the engine still does work: a query that needs some memory, on a connection beside those that are lent. An engine whose
    /// memory is used up answers pings and nothing else.
    /// </summary>
    internal bool Works()
    {
        using var connection = EngineConnection.TryOpen(_options.Arguments);
        return connection?.Execute("SELECT uniqExact(number) FROM numbers(10000)") is null && connection is not null;
    }

    /// <summary>What a text would do, without running it.</summary>
    internal StatementClass Classify(ReadOnlySpan<byte> sql)
    {
        lock (_heldLock)
        {
            return _held.Classify(sql);
        }
    }

    /// <summary>
    /// Asks the engine to stop the statement that runs with this comment. The library has no cancel for a running call and
    /// does not take a query id, so the comment set on the connection names the statement.
    /// </summary>
    internal void Cancel(string comment)
    {
        lock (_heldLock)
        {
            _held.Execute($"KILL QUERY WHERE Settings['log_comment'] = '{comment}' ASYNC");
        }
    }

    /// <summary>Asks the engine to stop all that runs.</summary>
    internal void CancelAll()
    {
        lock (_heldLock)
        {
            _held.Execute("KILL QUERY WHERE Settings['log_comment'] != '' ASYNC");
        }
    }

    /// <summary>Whether all lent connections are back within the time.</summary>
    internal async Task<bool> DrainAsync(TimeSpan atMost)
    {
        for (var i = 0; i < _options.Connections; i++)
        {
            if (!await _free.WaitAsync(atMost))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        _held.Dispose();
        _free.Dispose();
    }

    /// <summary>A lent connection; give it back by disposing.</summary>
    internal sealed class Lease(EnginePool pool, EngineConnection connection) : IDisposable
    {
        internal EngineConnection Connection { get; private set; } = connection;

        /// <summary>Replaces the connection by a new one.</summary>
        internal EngineConnection Renew()
        {
            Connection.Dispose();
            return Connection = EngineConnection.TryOpen(pool._options.Arguments) ?? throw new InvalidOperationException("The engine gives no connection.");
        }

        public void Dispose()
        {
            Connection.Dispose();
            pool._free.Release();
        }
    }
}

/// <summary>How the pool connects.</summary>
internal sealed record EnginePoolOptions
{
    /// <summary>The engine's command line, the same for every connection.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Statements at a time, 1–64, default 4: beyond twice the cores of a small machine more only cost memory.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>How long a request waits for a connection before it is refused with error 202, default 10 s.</summary>
    public TimeSpan WaitAtMost { get; init; } = TimeSpan.FromSeconds(10);
}
