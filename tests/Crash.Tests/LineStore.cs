using System.Buffers.Binary;
using System.Globalization;
using Collector.Loading;

namespace Crash.Tests;

/// <summary>A database that is a text file: an insert is one append, as atomic under a kill as a part's rename.</summary>
internal sealed class LineStore(string path) : IEventStore
{
    private const int RowBytes = 24;

    public List<(ulong Node, ulong Seq, long Id)> Rows()
    {
        if (!File.Exists(path))
        {
            return [];
        }

        return [.. File.ReadLines(path).Select(line => line.Split(' ')).Select(part =>
            (ulong.Parse(part[0], CultureInfo.InvariantCulture), ulong.Parse(part[1], CultureInfo.InvariantCulture), long.Parse(part[2], CultureInfo.InvariantCulture)))];
    }

    public Task InsertAsync(LoadBatch batch, CancellationToken cancellationToken) => AppendAsync(batch, [], cancellationToken);

    public Task InsertMissingAsync(LoadBatch batch, CancellationToken cancellationToken) =>
        AppendAsync(batch, [.. Rows().Where(row => row.Node == batch.Node).Select(row => row.Seq)], cancellationToken);

    public Task<long> CountAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken) =>
        Task.FromResult((long)Rows().Count(row => row.Node == node && row.Seq >= firstSeq && row.Seq <= lastSeq));

    public Task<bool> IsInsertingAsync(ulong node, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<(long Records, int Damaged)> ReadBackAsync(ulong node, ulong firstSeq, ulong lastSeq, CancellationToken cancellationToken) =>
        (await CountAsync(node, firstSeq, lastSeq, cancellationToken), 0);

    public Task<(TimeSpan Uptime, int BrokenParts)> StateAsync(CancellationToken cancellationToken) => Task.FromResult((TimeSpan.Zero, 0));

    private async Task AppendAsync(LoadBatch batch, HashSet<ulong> stored, CancellationToken cancellationToken)
    {
        var body = new MemoryStream();
        await batch.WriteRowsAsync(body, cancellationToken);
        var rows = body.ToArray();
        var lines = new StringWriter(CultureInfo.InvariantCulture);
        for (var at = 0; at < rows.Length; at += RowBytes)
        {
            var seq = BinaryPrimitives.ReadUInt64LittleEndian(rows.AsSpan(at + 8));
            if (!stored.Contains(seq))
            {
                lines.Write($"{batch.Node} {seq} {BinaryPrimitives.ReadInt64LittleEndian(rows.AsSpan(at + 16))}\n");
            }
        }

        await File.AppendAllTextAsync(path, lines.ToString(), cancellationToken);
    }
}
