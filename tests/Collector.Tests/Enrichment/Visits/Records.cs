using System.Buffers;
using Collector.Enrichment.Visits;
using Collector.Journal;

namespace Collector.Tests.Enrichment.Visits;

/// <summary>Keeps the records of a frame as arrays.</summary>
internal sealed class Records : IRecordOutput
{
    private ArrayBufferWriter<byte> _current = new();

    public List<byte[]> All { get; } = [];

    public ulong NextSeq => 1000 + (ulong)All.Count;

    public IBufferWriter<byte> Record => _current;

    public void Add()
    {
        All.Add(_current.WrittenSpan.ToArray());
        _current = new();
    }
}
