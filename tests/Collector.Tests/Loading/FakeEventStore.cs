using System.Buffers.Binary;
using Collector.Journal;
using Collector.Loading;
using Collector.Tests.Journal;
using Storage.ClickHouse;

namespace Collector.Tests.Loading;

/// <summary>
/// A database in memory that fails as a real one may: before, after or in the middle of an insert. It understands the rows of
/// <see cref="Some.Record"/>: they are found by their marks, not by a row format.
/// </summary>
internal sealed class FakeEventStore(Random random) : IEventStore
{
    private readonly List<(ulong Node, ulong Seq, long Id)> _rows = [];

    /// <summary>Whether nothing fails.</summary>
    public bool Healthy { get; set; }

    /// <summary>Ids whose rows are refused with a data error.</summary>
    public HashSet<long> Poison { get; } = [];

    /// <summary>Statements so far: i insert, m insert missing, c count.</summary>
    public string Statements { get; private set; } = "";

    /// <summary>Thrown by the next statements, one each, before anything is done.</summary>
    public Queue<Exception> Failures { get; } = [];

    /// <summary>Whether the next inserts are stored although their answer is lost.</summary>
    public int LostAnswers { get; set; }

    /// <summary>Answers of the question whether an insert is running.</summary>
    public Queue<bool> Running { get; } = [];

    /// <summary>Numbers of rows that were stored and cannot be read back from the disk.</summary>
    public HashSet<ulong> Damaged { get; } = [];

    /// <summary>How long it has been running.</summary>
    public TimeSpan Uptime { get; set; }

    public IEnumerable<long> Ids => _rows.Select(row => row.Id);

    public void Forget(Func<ulong, bool> seq) => _rows.RemoveAll(row => seq(row.Seq));

    public async Task InsertAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        Statements += "i";
        await StoreAsync(batch, static _ => true, cancellationToken);
    }

    public async Task InsertMissingAsync(LoadBatch batch, CancellationToken cancellationToken)
    {
        Statements += "m";
        var stored = _rows.Where(row => row.Node == batch.Node && row.Seq >= batch.FirstSeq && row.Seq <= batch.LastSeq).Select(row => row.Seq).ToHashSet();
        await StoreAsync(batch, seq => !stored.Contains(seq), cancellationToken);
    }

    public Task<long> CountAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken)
    {
        Statements += "c";
        FailByChance();
        return Task.FromResult((long)_rows.Where(row => row.Node == node && row.Seq >= firstSeq && row.Seq <= lastSeq).Select(row => row.Seq).Distinct().Count());
    }

    public Task<bool> IsInsertingAsync(ulong node, CancellationToken cancellationToken) =>
        Task.FromResult(Running.TryDequeue(out var running) && running);

    public Task<(long Records, int Damaged)> ReadBackAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken)
    {
        FailByChance();
        bool IsAsked((ulong Node, ulong Seq, long Id) row) => row.Node == node && row.Seq >= firstSeq && row.Seq <= lastSeq;
        var damaged = _rows.RemoveAll(row => IsAsked(row) && Damaged.Contains(row.Seq));
        Damaged.RemoveWhere(seq => seq >= firstSeq && seq <= lastSeq);
        return Task.FromResult(((long)_rows.Where(IsAsked).Select(row => row.Seq).Distinct().Count(), damaged > 0 ? 1 : 0));
    }

    public Task<(TimeSpan Uptime, int BrokenParts)> StateAsync(CancellationToken cancellationToken) => Task.FromResult((Uptime, 0));

    private async Task StoreAsync(LoadBatch batch, Func<ulong, bool> wanted, CancellationToken cancellationToken)
    {
        FailByChance();
        var body = new MemoryStream();
        await batch.WriteRowsAsync(body, cancellationToken);
        var rows = Rows(body.ToArray()).ToList();
        if (rows.Count != batch.Records)
        {
            throw new InvalidOperationException($"The batch says {batch.Records} records and writes {rows.Count}.");
        }

        if (rows.Any(row => Poison.Contains(row.Id)))
        {
            throw new ClickHouseException(33, "Cannot read all data", retryable: false);
        }

        rows.RemoveAll(row => !wanted(row.Seq));
        if (!Healthy && random.Next(6) == 0)
        {
            // One part was renamed, the next was not.
            _rows.AddRange(rows.Take(random.Next(rows.Count)));
            throw new ClickHouseException(0, "Connection reset", retryable: true);
        }

        _rows.AddRange(rows);
        if (!Healthy && random.Next(6) == 0)
        {
            // It says that all is well, and the disk did not take it.
            Damaged.UnionWith(rows.Select(row => row.Seq));
        }

        if (LostAnswers > 0 || (!Healthy && random.Next(5) == 0))
        {
            LostAnswers = Math.Max(0, LostAnswers - 1);
            throw new ClickHouseException(0, "No answer", retryable: true);
        }
    }

    private void FailByChance()
    {
        if (Failures.TryDequeue(out var failure))
        {
            throw failure;
        }

        if (!Healthy && random.Next(6) == 0)
        {
            throw new ClickHouseException(0, "Connection refused", retryable: true);
        }
    }

    /// <summary>Rows are node, seq, id, and filler of one byte that never is 0 and says nothing about where the next row begins: the node does.</summary>
    private static IEnumerable<(ulong Node, ulong Seq, long Id)> Rows(byte[] body)
    {
        for (var at = 0; at < body.Length;)
        {
            var node = BinaryPrimitives.ReadUInt64LittleEndian(body.AsSpan(at));
            yield return (node, BinaryPrimitives.ReadUInt64LittleEndian(body.AsSpan(at + 8)), BinaryPrimitives.ReadInt64LittleEndian(body.AsSpan(at + 16)));
            var next = body.AsSpan(at + 24).IndexOf(body.AsSpan(at, 8));
            at = next < 0 ? body.Length : at + 24 + next;
        }
    }
}
