using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Collector.Enrichment.Places;

/// <summary>
/// A MaxMind DB file (format 2.0, record sizes 24, 28 and 32, IPv4 and IPv6), read for country, first region and English city name. It is
/// held in memory, not mapped: a mapped file that somebody overwrites in place kills the process (docs/decisions/0006-geography.md).
/// </summary>
internal sealed class MmdbFile
{
    /// <summary>Largest file that is read: 1 GiB, four times the largest city file sold today.</summary>
    public const long MaxBytes = 1L << 30;

    /// <summary>Records kept decoded; a city file has about 100,000 places, a site's visitors come from far fewer.</summary>
    private const int MaxCached = 50_000;

    /// <summary>Zeros between tree and data section.</summary>
    private const int Separator = 16;

    private readonly byte[] _bytes;
    private readonly MmdbHead _head;
    private readonly long _ipv4Start;
    private readonly ConcurrentDictionary<int, Place> _cache = new();

    private MmdbFile(byte[] bytes, MmdbHead head)
    {
        _bytes = bytes;
        _head = head;
        _ipv4Start = head.IpVersion == 6 ? Walk(0, stackalloc byte[12]) : 0;
    }

    /// <summary>When the file was made, as it says; clamped to what a date can hold.</summary>
    public DateTimeOffset Built => _head.Built;

    /// <summary>What the file says it holds: GeoLite2-City, DBIP-City-Lite…</summary>
    public string Kind => _head.Kind;

    /// <exception cref="PlaceFileException">It cannot be read or is no MaxMind DB file.</exception>
    public static MmdbFile Open(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
            {
                throw new PlaceFileException($"{path} is larger than 1 GiB: give a smaller file of places.");
            }

            return Read(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PlaceFileException($"{path} cannot be read ({exception.Message}): check COLLECTOR_GEOIP.", exception);
        }
    }

    /// <exception cref="PlaceFileException">The bytes are no MaxMind DB file.</exception>
    public static MmdbFile Read(byte[] bytes) => new(bytes, MmdbHead.Read(bytes));

    /// <summary>The place of an address; <see cref="Place.Unknown"/> when the file does not know it.</summary>
    /// <exception cref="PlaceFileException">The file is broken at this address.</exception>
    public Place Find(IPAddress address)
    {
        var offset = Locate(address);
        if (offset < 0)
        {
            return Place.Unknown;
        }

        return _cache.TryGetValue(offset, out var place) ? place : Decode(offset);
    }

    /// <summary>Number of the autonomous system that announces an address, from a file of those; 0 when it does not know.</summary>
    /// <exception cref="PlaceFileException">The file is broken at this address.</exception>
    public ulong FindNetwork(IPAddress address)
    {
        var offset = Locate(address);
        if (offset < 0)
        {
            return 0;
        }

        var cursor = At(offset);
        return cursor.TryEnter("autonomous_system_number"u8) ? cursor.ReadNumber() ?? 0 : 0;
    }

    /// <summary>Where an address's record is in the data section; −1 when the file does not know the address.</summary>
    public int Locate(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        if (address.IsIPv4MappedToIPv6)
        {
            return OffsetOf(Walk(_ipv4Start, bytes[12..]));
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return OffsetOf(Walk(_ipv4Start, bytes[..length]));
        }

        return _head.IpVersion == 6 ? OffsetOf(Walk(0, bytes)) : -1;
    }

    /// <summary>The bytes that records lie in.</summary>
    public ReadOnlySpan<byte> DataSection => _bytes.AsSpan(_head.DataStart, _head.DataLength);

    /// <summary>A cursor on the record at an offset of the data section.</summary>
    public MmdbCursor At(int offset) => new(DataSection, offset);

    /// <summary>Follows the bits of an address from a node down to a record's value.</summary>
    private long Walk(long node, ReadOnlySpan<byte> bits)
    {
        for (var i = 0; i < bits.Length * 8 && node < _head.Nodes; i++)
        {
            node = Child((int)node, (bits[i >> 3] >> (7 - (i & 7))) & 1);
        }

        return node;
    }

    private long Child(int node, int side)
    {
        var record = _bytes.AsSpan((int)((long)node * _head.RecordSize / 4), _head.RecordSize / 4);
        return _head.RecordSize switch
        {
            24 => (record[side * 3] << 16) | (record[(side * 3) + 1] << 8) | record[(side * 3) + 2],
            28 => side == 0
                ? ((record[3] & 0xF0) << 20) | (record[0] << 16) | (record[1] << 8) | record[2]
                : BinaryPrimitives.ReadUInt32BigEndian(record[3..]) & 0x0FFF_FFFF,
            _ => BinaryPrimitives.ReadUInt32BigEndian(record[(side * 4)..]),
        };
    }

    private int OffsetOf(long value)
    {
        if (value == _head.Nodes)
        {
            return -1;
        }

        var offset = value - _head.Nodes - Separator;
        if (offset < 0 || offset >= _head.DataLength)
        {
            throw new PlaceFileException("The file of places is broken (its tree points nowhere): fetch it again.");
        }

        return (int)offset;
    }

    private Place Decode(int offset)
    {
        var country = CountryCodes.Known(Code(offset, isRegion: false));
        var region = country.Length == 0 ? "" : Code(offset, isRegion: true);
        var city = At(offset);
        var name = country.Length > 0 && city.TryEnter("city"u8) && city.TryEnter("names"u8) && city.TryEnter("en"u8) ? city.ReadText() : "";
        var place = country.Length == 0 ? Place.Unknown : new Place(country, region.Length == 0 ? "" : country + "-" + region, name);
        if (_cache.Count < MaxCached)
        {
            _cache.TryAdd(offset, place);
        }

        return place;
    }

    private string Code(int offset, bool isRegion)
    {
        var cursor = At(offset);
        var found = isRegion ? cursor.TryEnter("subdivisions"u8) && cursor.TryEnterFirst() : cursor.TryEnter("country"u8);
        return found && cursor.TryEnter("iso_code"u8) ? cursor.ReadText() : "";
    }
}
