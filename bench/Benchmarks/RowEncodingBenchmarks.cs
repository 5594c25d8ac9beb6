using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Storage.Events;

namespace Benchmarks;

/// <summary>A row as RowBinary, and back; the baseline is the same row as JSON by the framework.</summary>
[MemoryDiagnoser]
public class RowEncodingBenchmarks
{
    private readonly ArrayBufferWriter<byte> _output = new(64 * 1024);
    private readonly EventRow _read = new();
    private readonly EventRow _row = new()
    {
        Site = 1,
        Time = DateTimeOffset.UnixEpoch.AddYears(56),
        Received = DateTimeOffset.UnixEpoch.AddYears(56),
        Name = EventNames.Pageview,
        Visitor = 0x1234_5678_9ABC_DEF0,
        Identity = IdentityKind.Cookieless,
        Visit = 7,
        Visits = 1,
        Hostname = "example.com",
        Path = "/blog/2026/how-we-count",
        Title = "How we count – Example",
        EntryPath = "/blog/2026/how-we-count",
        Source = "Google",
        Channel = "Organic search",
        Referrer = "google.com",
        Country = "DE",
        GeoSource = "mmdb",
        Browser = "Chrome",
        BrowserVersion = "141",
        Os = "Windows",
        OsVersion = "10",
        Device = "desktop",
        Language = "de",
    };

    private byte[] _bytes = [];

    [GlobalSetup]
    public void Setup()
    {
        EventRowWriter.Write(_row, _output);
        _bytes = _output.WrittenSpan.ToArray();
    }

    [Benchmark(Baseline = true)]
    public void WriteJson()
    {
        _output.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_output);
        JsonSerializer.Serialize(json, _row);
    }

    [Benchmark]
    public void WriteRowBinary()
    {
        _output.ResetWrittenCount();
        EventRowWriter.Write(_row, _output);
    }

    [Benchmark]
    public void ReadRowBinary() => EventRowReader.Read(_bytes, EventColumns.Version, _read);
}
