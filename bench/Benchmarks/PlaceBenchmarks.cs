using System.Buffers.Binary;
using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using Collector.Enrichment.Places;

namespace Benchmarks;

/// <summary>
/// Where an address is, from a MaxMind DB file: only the fields that are wanted, decoded or kept from before; the baseline reads the whole
/// record each time, as a general reader does. Needs GeoIP2-City-Test.mmdb in the folder shared/data/geo beside the repository.
/// </summary>
[MemoryDiagnoser]
public class PlaceBenchmarks
{
    private static readonly IPAddress[] Addresses =
    [
        .. new[] { "81.2.69.160", "2.125.160.216", "216.160.83.56", "89.160.20.112", "2001:218::1", "67.43.156.1", "202.196.224.1", "175.16.199.1" }.Select(IPAddress.Parse),
    ];

    private MmdbFile _file = null!; // made by Setup
    private CountryRanges? _ranges;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _file = MmdbFile.Open(Find());
        _ranges = CountryRanges.Load("/usr/share/tor");
    }

    /// <summary>As nearly every hit is answered.</summary>
    [Benchmark]
    public object Cached() => _file.Find(Next());

    [Benchmark]
    public object Country()
    {
        var cursor = At();
        return cursor.TryEnter("country"u8) && cursor.TryEnter("iso_code"u8) ? cursor.ReadText() : "";
    }

    [Benchmark]
    public object CountryRegionCity()
    {
        var offset = _file.Locate(Next());
        var country = _file.At(offset);
        var region = _file.At(offset);
        var city = _file.At(offset);
        return new Place(
            country.TryEnter("country"u8) && country.TryEnter("iso_code"u8) ? country.ReadText() : "",
            region.TryEnter("subdivisions"u8) && region.TryEnterFirst() && region.TryEnter("iso_code"u8) ? region.ReadText() : "",
            city.TryEnter("city"u8) && city.TryEnter("names"u8) && city.TryEnter("en"u8) ? city.ReadText() : "");
    }

    /// <summary>The country from tor-geoipdb, where it is installed.</summary>
    [Benchmark]
    public object? Ranges() => _ranges?.Find(Next());

    [Benchmark(Baseline = true)]
    public object WholeRecord()
    {
        var offset = _file.Locate(Next());
        return WholeRecords.Read(_file.DataSection, ref offset);
    }

    private MmdbCursor At() => _file.At(_file.Locate(Next()));

    private IPAddress Next() => Addresses[_next++ & 7];

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "geo", "GeoIP2-City-Test.mmdb");
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException("There is no shared/data/geo/GeoIP2-City-Test.mmdb beside the repository.");
    }
}

/// <summary>A plain reader of values: everything becomes an object.</summary>
internal static class WholeRecords
{
    public static object Read(ReadOnlySpan<byte> data, ref int at)
    {
        int control = data[at++];
        var type = control >> 5;
        if (type == 1)
        {
            var bytes = ((control >> 3) & 3) + 1;
            long target = bytes == 4 ? 0 : control & 7;
            for (var i = 0; i < bytes; i++)
            {
                target = (target << 8) | data[at++];
            }

            var there = (int)(target + (bytes switch { 2 => 2_048, 3 => 526_336, _ => 0 }));
            return Read(data, ref there);
        }

        type = type == 0 ? data[at++] + 7 : type;
        var size = control & 31;
        var more = Math.Max(0, size - 28);
        var extra = Number(data, ref at, more);
        size = (int)(more switch { 0 => (ulong)size, 1 => 29 + extra, 2 => 285 + extra, _ => 65_821 + extra });
        switch (type)
        {
            case 2:
                at += size;
                return Encoding.UTF8.GetString(data.Slice(at - size, size));
            case 3:
                at += size;
                return BinaryPrimitives.ReadDoubleBigEndian(data[(at - size)..]);
            case 7:
                var map = new Dictionary<string, object>(size);
                for (var i = 0; i < size; i++)
                {
                    var key = (string)Read(data, ref at);
                    map[key] = Read(data, ref at);
                }

                return map;
            case 11:
                var list = new List<object>(size);
                for (var i = 0; i < size; i++)
                {
                    list.Add(Read(data, ref at));
                }

                return list;
            case 14:
                return size != 0;
            default:
                return Number(data, ref at, size);
        }
    }

    private static ulong Number(ReadOnlySpan<byte> data, ref int at, int bytes)
    {
        ulong number = 0;
        for (var i = 0; i < bytes; i++)
        {
            number = (number << 8) | data[at++];
        }

        return number;
    }
}
