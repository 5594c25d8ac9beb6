using Storage.ClickHouse;

namespace Analytics.Reports;

/// <summary>
/// How many questions the database works on at a time, shared fairly: so many in all, at most a part of them of one caller, the others wait in turn,
/// one caller after the other. So one viewer or one shared link cannot stop the reports of all others, nor the loading of events.
/// </summary>
/// <remarks>The embedded engine has four connections: three are for questions, one stays for loading. A server has its own limits.</remarks>
/// <param name="most">Questions at a time.</param>
/// <param name="ofOne">Questions of one caller at a time.</param>
/// <param name="exports">Exports at a time; they count as questions too, for as long as their reader takes.</param>
/// <param name="patience">How long a question waits for its turn.</param>
public sealed class QuestionRoom(int most, int ofOne, int exports, TimeSpan patience)
{
    /// <summary>Questions of one caller that may wait; the dashboard asks about fifteen at once.</summary>
    public const int WaitingOfOne = 64;

    /// <summary>Questions that may wait in all.</summary>
    public const int WaitingInAll = 1_000;

    /// <summary>ClickHouse's code for too many queries at once; the embedded engine gives it too.</summary>
    public const int TooManyQueries = 202;

    private static readonly AsyncLocal<string?> AskedBy = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    // Callers with waiting questions, in the order in which they get the next turn.
    private readonly List<Line> _turns = [];
    private int _running;
    private int _exporting;
    private int _waiting;

    /// <summary>Who asks in this flow of control; the collector itself when nobody is named.</summary>
    public static string? Caller
    {
        get => AskedBy.Value;
        set => AskedBy.Value = value;
    }

    /// <summary>The room that suits a database.</summary>
    public static QuestionRoom For(ClickHouseClient client) =>
        client.Endpoint.IsEmbedded ? new QuestionRoom(3, 2, 1, TimeSpan.FromSeconds(20)) : new QuestionRoom(32, 16, 8, TimeSpan.FromSeconds(20));

    /// <summary>Waits for a turn; dispose what is returned when the question is answered.</summary>
    /// <exception cref="ClickHouseException">Retryable, with <see cref="TooManyQueries"/>: The turn did not come in time, or too many wait already.</exception>
    public async Task<IDisposable> EnterAsync(bool isExport, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            var name = Caller ?? "";
            if (!_lines.TryGetValue(name, out var line))
            {
                _lines.Add(name, line = new Line(name));
            }

            if (line.Waiting.Count >= WaitingOfOne || _waiting >= WaitingInAll)
            {
                throw TooMany();
            }

            waiter = new Waiter(this, line, isExport);
            line.Waiting.AddLast(waiter);
            _waiting++;
            if (line.Waiting.Count == 1)
            {
                _turns.Add(line);
            }

            Admit();
        }

        try
        {
            await waiter.Turn.Task.WaitAsync(patience, cancellationToken);
            return waiter;
        }
        catch (Exception exception)
        {
            GiveUp(waiter);
            throw exception is TimeoutException ? TooMany() : exception;
        }
    }

    /// <summary>Gives free places to those whose turn it is. Under the lock.</summary>
    private void Admit()
    {
        for (var i = 0; i < _turns.Count && _running < most;)
        {
            var line = _turns[i];
            var next = line.Running < ofOne ? line.Waiting.FirstOrDefault(waiter => !waiter.IsExport || _exporting < exports) : null;
            if (next is null)
            {
                i++;
                continue;
            }

            // To the end of the turns, so that the next caller comes before this one's next question.
            _turns.RemoveAt(i);
            Leave(line, next);
            if (line.Waiting.Count > 0)
            {
                _turns.Add(line);
            }

            _running++;
            line.Running++;
            _exporting += next.IsExport ? 1 : 0;
            next.IsRunning = true;
            next.Turn.SetResult();
            i = 0;
        }
    }

    private static ClickHouseException TooMany() => new(TooManyQueries, "The database is busy with other questions.", retryable: true);

    private void Leave(Line line, Waiter waiter)
    {
        line.Waiting.Remove(waiter);
        _waiting--;
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.IsRunning)
            {
                End(waiter);
                return;
            }

            Leave(waiter.Line, waiter);
            if (waiter.Line.Waiting.Count == 0)
            {
                _turns.Remove(waiter.Line);
            }

            Forget(waiter.Line);
        }
    }

    /// <summary>A question is answered. Under the lock.</summary>
    private void End(Waiter waiter)
    {
        if (!waiter.IsRunning)
        {
            return;
        }

        waiter.IsRunning = false;
        _running--;
        waiter.Line.Running--;
        _exporting -= waiter.IsExport ? 1 : 0;
        Forget(waiter.Line);
        Admit();
    }

    private void Forget(Line line)
    {
        if (line.Running == 0 && line.Waiting.Count == 0)
        {
            _lines.Remove(line.Name);
        }
    }

    /// <summary>The questions of one caller.</summary>
    private sealed class Line(string name)
    {
        public string Name => name;

        public LinkedList<Waiter> Waiting { get; } = new();

        public int Running { get; set; }
    }

    /// <summary>A question that waits or runs.</summary>
    private sealed class Waiter(QuestionRoom room, Line line, bool isExport) : IDisposable
    {
        public Line Line => line;

        public bool IsExport => isExport;

        public bool IsRunning { get; set; }

        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            lock (room._lock)
            {
                room.End(this);
            }
        }
    }
}
