using System.Net;
using System.Text.Json;
using Collector.Enrichment.Places;

namespace Collector.Tests.Enrichment.Places;

public sealed class MmdbFileTests
{
    [GeoFact]
    public void Every_row_of_the_city_file_is_exact() => Assert.Equal(251, CompareWithSource("GeoIP2-City-Test"));

    [GeoFact]
    public void Every_row_of_the_lite_city_file_is_exact() => Assert.Equal(242, CompareWithSource("GeoLite2-City-Test"));

    [GeoFact]
    public void Every_row_of_the_country_file_is_exact() => Assert.Equal(244, CompareWithSource("GeoLite2-Country-Test"));

    [GeoFact]
    public void All_record_sizes_are_walked_right()
    {
        foreach (var version in (string[])["ipv4-24", "ipv4-28", "ipv4-32"])
        {
            var file = Open($"MaxMind-DB-test-{version}");
            Assert.Equal("1.1.1.1", Ip(file, "1.1.1.1"));
            Assert.Equal("1.1.1.2", Ip(file, "1.1.1.3"));
            Assert.Equal("1.1.1.4", Ip(file, "1.1.1.7"));
            Assert.Equal("1.1.1.8", Ip(file, "1.1.1.9"));
            Assert.Equal("1.1.1.16", Ip(file, "1.1.1.31"));
            Assert.Equal("1.1.1.32", Ip(file, "1.1.1.32"));
            Assert.Null(Ip(file, "1.1.1.33"));
            Assert.Null(Ip(file, "255.254.253.123"));
            Assert.Null(Ip(file, "::1:ffff:ffff"));
        }

        foreach (var version in (string[])["ipv6-24", "ipv6-28", "ipv6-32"])
        {
            var file = Open($"MaxMind-DB-test-{version}");
            Assert.Equal("::1:ffff:ffff", Ip(file, "::1:ffff:ffff"));
            Assert.Equal("::2:0:0", Ip(file, "::2:0:1"));
            Assert.Equal("::2:0:40", Ip(file, "::2:0:41"));
            Assert.Equal("::2:0:58", Ip(file, "::2:0:59"));
            Assert.Null(Ip(file, "::2:0:60"));
            Assert.Null(Ip(file, "1.1.1.1"));
        }
    }

    [GeoFact]
    public void An_IPv4_address_is_found_in_each_of_its_forms()
    {
        var file = Open("MaxMind-DB-test-mixed-24");
        Assert.Equal("::1.1.1.1", Ip(file, "1.1.1.1"));
        Assert.Equal("::1.1.1.1", Ip(file, "::ffff:1.1.1.1"));
        Assert.Equal("::1.1.1.1", Ip(file, "::1.1.1.1"));
    }

    [GeoFact]
    public void A_tree_without_IPv4_part_answers() => Assert.NotNull(Open("MaxMind-DB-no-ipv4-search-tree").Find(IPAddress.Parse("1.1.1.1")));

    [GeoFact]
    public void A_file_of_other_data_knows_no_place()
    {
        foreach (var name in (string[])["GeoLite2-ASN-Test", "MaxMind-DB-test-decoder"])
        {
            Assert.Equal(Place.Unknown, Open(name).Find(IPAddress.Parse("1.128.0.1")));
        }
    }

    [GeoFact]
    public void The_build_date_is_read() => Assert.InRange(Open("GeoIP2-City-Test").Built.Year, 2015, 2040);

    [GeoFact]
    public void Every_broken_file_ends_in_the_one_exception_or_in_unknown()
    {
        var files = Directory.GetFiles(Path.Combine(GeoFactAttribute.Folder, "bad-data"), "*.mmdb")
            .Concat(Directory.GetFiles(GeoFactAttribute.Folder, "*broken*.mmdb"))
            .ToArray();
        Assert.Equal(23, files.Length);
        foreach (var file in files)
        {
            Assert.True(LookAround(File.ReadAllBytes(file)), file);
        }
    }

    [GeoFact]
    public void The_build_epoch_of_the_far_future_is_clamped()
    {
        var bytes = File.ReadAllBytes(Path.Combine(GeoFactAttribute.Folder, "bad-data", "libmaxminddb_libmaxminddb-uint64-max-epoch.mmdb"));
        Assert.Equal(9999, MmdbFile.Read(bytes).Built.Year);
    }

    [GeoFact]
    public void Files_with_random_damage_never_end_in_another_exception()
    {
        const int Seed = 4711;
        var random = new Random(Seed);
        foreach (var name in (string[])["GeoLite2-Country-Test", "MaxMind-DB-test-ipv6-28", "MaxMind-DB-test-decoder", "MaxMind-DB-test-ipv4-32"])
        {
            var good = File.ReadAllBytes(Path.Combine(GeoFactAttribute.Folder, name + ".mmdb"));
            for (var i = 0; i < 500; i++)
            {
                var bytes = random.Next(4) == 0 ? good[..random.Next(good.Length)] : (byte[])good.Clone();
                for (var flips = random.Next(1, 20); flips > 0 && bytes.Length > 0; flips--)
                {
                    // Half of the damage goes into the metadata and the data before it.
                    var at = random.Next(2) == 0 ? random.Next(bytes.Length) : Math.Max(0, bytes.Length - 1 - random.Next(400));
                    bytes[at] = (byte)random.Next(256);
                }

                Assert.True(LookAround(bytes), $"seed {Seed}, {name}, run {i}");
            }
        }
    }

    [Fact]
    public void The_shared_byte_of_a_28_bit_node_gives_its_high_half_to_the_left_record()
    {
        // One node; left: the record at the start of the data section (1 node + 16); right: that and 2²⁴, which is nowhere.
        byte[] bytes =
        [
            0, 0, 17, 0x01, 0, 0, 17,
            .. new byte[16],
            0xE1, 0x42, (byte)'i', (byte)'p', 0x41, (byte)'x',
            0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8,
            0xE5,
            0x4A, .. "node_count"u8, 0xC1, 1,
            0x4B, .. "record_size"u8, 0xA1, 28,
            0x4A, .. "ip_version"u8, 0xA1, 4,
            0x5B, .. "binary_format_major_version"u8, 0xA1, 2,
            0x4B, .. "build_epoch"u8, 0x01, 0x02, 1,
        ];
        var file = MmdbFile.Read(bytes);
        Assert.Equal("x", Ip(file, "1.2.3.4"));
        Assert.Throws<PlaceFileException>(() => file.Find(IPAddress.Parse("128.0.0.1")));

        // Now the left record is the one that is nowhere.
        bytes[3] = 0x10;
        file = MmdbFile.Read(bytes);
        Assert.Throws<PlaceFileException>(() => file.Find(IPAddress.Parse("1.2.3.4")));
        Assert.Equal("x", Ip(file, "128.0.0.1"));
    }

    [Fact]
    public void An_empty_file_is_broken() => Assert.Throws<PlaceFileException>(() => MmdbFile.Read([]));

    [Fact]
    public void A_missing_file_says_what_to_check()
    {
        var exception = Assert.Throws<PlaceFileException>(() => MmdbFile.Open("/nowhere/at/all.mmdb"));
        Assert.Contains("COLLECTOR_GEOIP", exception.Message, StringComparison.Ordinal);
    }

    private static MmdbFile Open(string name) => MmdbFile.Open(Path.Combine(GeoFactAttribute.Folder, name + ".mmdb"));

    private static string? Ip(MmdbFile file, string address)
    {
        var offset = file.Locate(IPAddress.Parse(address));
        if (offset < 0)
        {
            return null;
        }

        var record = file.At(offset);
        return record.TryEnter("ip"u8) ? record.ReadText() : null;
    }

    /// <summary>Asks a file for many addresses; true when nothing but the one exception comes out.</summary>
    private static bool LookAround(byte[] bytes)
    {
        try
        {
            var file = MmdbFile.Read(bytes);
            foreach (var address in (string[])["1.1.1.1", "1.1.1.3", "1.1.1.16", "2.125.160.216", "81.2.69.142", "255.255.255.255", "0.0.0.0", "::", "::1", "::1:ffff:ffff", "2001:218::1", "2a02:d500::1", "ffff::"])
            {
                try
                {
                    file.Find(IPAddress.Parse(address));
                }
                catch (PlaceFileException)
                {
                    // This address is broken; others may not be.
                }
            }
        }
        catch (PlaceFileException)
        {
            // The file is refused as a whole.
        }

        return true;
    }

    /// <summary>Asks for the first and last address of every network of the source; the narrowest network is the right one.</summary>
    private static int CompareWithSource(string name)
    {
        var file = Open(name);
        using var source = JsonDocument.Parse(File.ReadAllText(Path.Combine(GeoFactAttribute.Folder, name + ".json")));
        var rows = source.RootElement.EnumerateArray().SelectMany(row => row.EnumerateObject())
            .Select(row => (Network: Parse(row.Name), Expected: Expected(row.Value), row.Name)).ToList();
        foreach (var (network, _, text) in rows)
        {
            foreach (var address in (UInt128[])[network.First, network.Last])
            {
                var expected = rows.Where(row => row.Network.First <= address && address <= row.Network.Last).MaxBy(row => row.Network.Prefix).Expected;
                Assert.True(expected == file.Find(Address(address)), $"{text}: expected {expected}, found {file.Find(Address(address))}");
            }
        }

        return source.RootElement.GetArrayLength();
    }

    private static (UInt128 First, UInt128 Last, int Prefix) Parse(string network)
    {
        var parts = network.Split('/');
        var address = IPAddress.Parse(parts[0]);
        var bytes = address.GetAddressBytes();
        var prefix = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + (bytes.Length == 4 ? 96 : 0);
        UInt128 number = 0;
        foreach (var b in bytes)
        {
            number = (number << 8) | b;
        }

        var hosts = prefix == 128 ? 0 : UInt128.MaxValue >> prefix;
        return (number & ~hosts, number | hosts, prefix);
    }

    private static IPAddress Address(UInt128 number)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return number <= uint.MaxValue ? new IPAddress(bytes[12..]) : new IPAddress(bytes);
    }

    private static Place Expected(JsonElement record)
    {
        var country = record.TryGetProperty("country", out var c) && c.TryGetProperty("iso_code", out var code) ? code.GetString() ?? "" : "";
        if (country.Length == 0)
        {
            return Place.Unknown;
        }

        var region = record.TryGetProperty("subdivisions", out var s) && s.GetArrayLength() > 0 && s[0].TryGetProperty("iso_code", out var r) ? country + "-" + r.GetString() : "";
        var city = record.TryGetProperty("city", out var t) && t.TryGetProperty("names", out var names) && names.TryGetProperty("en", out var en) ? en.GetString() ?? "" : "";
        return new Place(country, region, city);
    }
}
