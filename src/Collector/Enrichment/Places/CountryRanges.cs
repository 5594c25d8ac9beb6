using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Collector.Enrichment.Places;

/// <summary>
/// Country by ranges of addresses, as Debian's package <c>tor-geoipdb</c> holds them: lines <c>first,last,CC</c>, sorted, IPv4
/// as numbers, IPv6 as addresses. IPv6 is kept to its first 64 bits. About 9 MB for 660,000 ranges.
/// </summary>
internal sealed class CountryRanges
{
    /// <summary>Most lines that are read of a file; twice today's.</summary>
    private const int MaxLines = 2_000_000;

    private readonly List<uint> _first4 = [];
    private readonly List<uint> _last4 = [];
    private readonly List<byte> _country4 = [];
    private readonly List<ulong> _first6 = [];
    private readonly List<ulong> _last6 = [];
    private readonly List<byte> _country6 = [];
    private readonly List<string> _countries = [];

    /// <summary>Ranges held.</summary>
    public int Count => _first4.Count + _first6.Count;

    /// <summary>Reads the files of a folder (<c>geoip</c>, <c>geoip6</c>); null when neither is there or can be read.</summary>
    public static CountryRanges? Load(string folder)
    {
        var ranges = new CountryRanges();
        ranges.TryLoad(Path.Combine(folder, "geoip"), ranges.Add4);
        ranges.TryLoad(Path.Combine(folder, "geoip6"), ranges.Add6);
        return ranges.Count == 0 ? null : ranges;
    }

    /// <summary>The country of an address, or "".</summary>
    public string Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            var key6 = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
            var at6 = IndexAt(_first6, key6);
            return at6 >= 0 && key6 <= _last6[at6] ? _countries[_country6[at6]] : "";
        }

        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.IsIPv4MappedToIPv6 ? bytes[12..] : bytes);
        var at = IndexAt(_first4, key);
        return at >= 0 && key <= _last4[at] ? _countries[_country4[at]] : "";
    }

    private static int IndexAt<T>(List<T> firsts, T key)
    {
        var at = firsts.BinarySearch(key);
        return at >= 0 ? at : ~at - 1;
    }

    private void TryLoad(string path, Action<string, string, byte> add)
    {
        try
        {
            var lines = 0;
            foreach (var line in File.ReadLines(path))
            {
                if (++lines > MaxLines)
                {
                    return;
                }

                var last = line.IndexOf(',') + 1;
                var country = line.LastIndexOf(',') + 1;
                if (last < country && CountryCodes.Known(line.AsSpan(country)) is { Length: 2 } code)
                {
                    add(line[..(last - 1)], line[last..(country - 1)], Number(code));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The package is optional: without it there are other sources.
        }
    }

    private byte Number(string code)
    {
        // Neighbouring ranges often share a country, and there are 250 at most.
        var at = _countries.LastIndexOf(code);
        if (at < 0)
        {
            at = _countries.Count;
            _countries.Add(code);
        }

        return (byte)at;
    }

    private void Add4(string first, string last, byte country)
    {
        if (uint.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && uint.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to)
            && (_last4.Count == 0 || from > _last4[^1])
            && from <= to)
        {
            _first4.Add(from);
            _last4.Add(to);
            _country4.Add(country);
        }
    }

    private void Add6(string first, string last, byte country)
    {
        if (IPAddress.TryParse(first, out var a) && IPAddress.TryParse(last, out var b)
            && a.AddressFamily == AddressFamily.InterNetworkV6 && b.AddressFamily == AddressFamily.InterNetworkV6)
        {
            Span<byte> bytes = stackalloc byte[16];
            a.TryWriteBytes(bytes, out _);
            var from = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
            b.TryWriteBytes(bytes, out _);
            var to = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes);
            if ((_last6.Count == 0 || from > _last6[^1]) && from <= to)
            {
                _first6.Add(from);
                _last6.Add(to);
                _country6.Add(country);
            }
        }
    }
}
