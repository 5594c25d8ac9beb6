using System.Buffers;
using Storage.Events;

namespace Storage.Tests.Events;

/// <summary>The row's codec: fixed bytes, round trips, and what the reader does with anything else.</summary>
public sealed class EventRowTests
{
    private const int Seed = 20261122;

    [Fact]
    public void A_known_row_has_exactly_these_bytes()
    {
        var row = new EventRow
        {
            Site = 0x01020304,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(0x0000_0102_0304_0506),
            Received = DateTimeOffset.FromUnixTimeMilliseconds(-1),
            Name = "pageview",
            Class = HitClass.MachineOpen,
            Visitor = 0xFFFF_FFFF_FFFF_FFFE,
            Identity = IdentityKind.User,
            Visit = 1,
            Visits = 1,
            Bounces = -1,
            Timed = 2,
            Duration = 3,
            Pageviews = 4,
            Engaged = 5,
            Scroll = 100,
            View = 6,
            ViewNumber = 7,
            Path = "/é",
            Title = new string('x', 200),
            Touch = 1,
            ScreenWidth = 1920,
            Value = -12.3456m,
            Currency = "EUR",
            Flags = EventFlags.Demo | EventFlags.Truncated,
            Properties = { new("plan", "pro"), new("", "") },
        };

        const string Expected =
            "04030201" + "0605040302010000" + "FFFFFFFFFFFFFFFF" // site, time, received
            + "087061676576696577" + "04" + "00" + "00" // name, class, bot_kind, class_reasons
            + "FEFFFFFFFFFFFFFF" + "03" + "0100000000000000" // visitor, identity, visit
            + "01" + "FF" + "02" + "03000000" + "04" + "05000000" + "64" // visits … scroll
            + "0600000000000000" + "0700" // view, view_number
            + "00" + "032FC3A9" + "C801"; // hostname, path, length of title
        const string Rest =
            "00" + "00" + "00" + "00" + "00" // entry_path … channel
            + "0000000000" + "00" // utm, click_id
            + "01" + "00000000" // touch
            + "00000000" + "00000000000000" + "8007" + "00" // geo, device, screen_width, language
            + "00" + "C01DFEFFFFFFFFFF" + "03455552" + "00" + "4100" // value, currency, order_id, flags
            + "02" + "04706C616E" + "0370726F" + "00" + "00"; // properties
        Assert.Equal(Expected + string.Concat(Enumerable.Repeat("78", 200)) + Rest, Convert.ToHexString(Written(row)));
    }

    [Fact]
    public void Every_row_reads_back_as_it_was_written()
    {
        var rows = new RandomRows(Seed);
        var read = new EventRow();
        for (var i = 0; i < 3_000; i++)
        {
            var row = rows.Next();
            EventRowReader.Read(Written(row), EventColumns.Version, read);
            Assert.True(Fields(row).SequenceEqual(Fields(read)), $"seed {Seed}, row {i}");
        }
    }

    [Fact]
    public void The_extremes_of_every_number_read_back()
    {
        var row = new EventRow
        {
            Time = DateTimeOffset.MinValue,
            Received = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()),
            Bounces = sbyte.MinValue,
            Value = 99_999_999_999_999.9999m,
        };
        var read = new EventRow();
        EventRowReader.Read(Written(row), EventColumns.Version, read);
        Assert.Equal(Fields(row), Fields(read));
    }

    [Fact]
    public void Lone_surrogates_become_the_replacement_character()
    {
        var read = new EventRow();
        EventRowReader.Read(Written(new EventRow { Path = "a\uD800b", Title = "\uDC00" + new string('x', 50) }), EventColumns.Version, read);
        Assert.Equal("a\uFFFDb", read.Path);
        Assert.Equal("\uFFFD" + new string('x', 50), read.Title);
    }

    [Theory]
    [InlineData("12.34565", "12.3456")]
    [InlineData("12.34575", "12.3458")]
    [InlineData("-0.00001", "0")]
    public void A_value_with_more_than_four_decimals_is_rounded_halves_to_even(string given, string stored)
    {
        var read = new EventRow();
        EventRowReader.Read(Written(new EventRow { Value = Decimal(given) }), EventColumns.Version, read);
        Assert.Equal(Decimal(stored), read.Value);
    }

    [Theory]
    [InlineData("100000000000000")]
    [InlineData("-100000000000000")]
    [InlineData("99999999999999.99995")]
    [InlineData("79228162514264337593543950335")]
    public void A_value_that_does_not_fit_is_refused_and_nothing_is_written(string value)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.Throws<ArgumentOutOfRangeException>(() => EventRowWriter.Write(new EventRow { Value = Decimal(value) }, output));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void An_unknown_class_or_identity_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Written(new EventRow { Class = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Written(new EventRow { Identity = (IdentityKind)9 }));
    }

    [Fact]
    public void Writing_allocates_nothing()
    {
        var row = new RandomRows(Seed).Next();
        var output = new ArrayBufferWriter<byte>(1 << 20);
        EventRowWriter.Write(row, output);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            output.ResetWrittenCount();
            EventRowWriter.Write(row, output);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Every_shortened_row_and_every_row_with_a_byte_more_is_refused()
    {
        var bytes = Written(new RandomRows(Seed).Next());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => EventRowReader.Read(bytes.AsSpan(0, length), EventColumns.Version, new EventRow()));
        }

        Assert.Throws<InvalidDataException>(() => EventRowReader.Read([.. bytes, 0], EventColumns.Version, new EventRow()));
    }

    [Fact]
    public void An_unknown_layout_version_is_refused() =>
        Assert.Throws<InvalidDataException>(() => EventRowReader.Read(Written(new EventRow()), EventColumns.Version + 1, new EventRow()));

    [Fact]
    public void Damaged_bytes_are_refused_or_are_a_row_that_writes_the_same_bytes()
    {
        var rows = new RandomRows(Seed);
        var read = new EventRow();
        var refused = 0;
        for (var i = 0; i < 40_000; i++)
        {
            var bytes = Damaged(rows);
            try
            {
                EventRowReader.Read(bytes, EventColumns.Version, read);
                Assert.True(bytes.AsSpan().SequenceEqual(Written(read)), $"seed {Seed}, case {i}");
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 39_999);
    }

    [Fact]
    public void A_huge_stated_length_allocates_nothing()
    {
        // The name's length says two gigabytes, the bytes end there.
        var bytes = Convert.FromHexString("01000000" + "0000000000000000" + "0000000000000000" + "FFFFFFFF07");
        var row = new EventRow();
        Assert.Throws<InvalidDataException>(() => EventRowReader.Read(bytes, EventColumns.Version, row));
        Assert.Equal("", row.Name);
    }

    private static byte[] Damaged(RandomRows rows)
    {
        if (rows.Below(4) == 0)
        {
            return rows.Bytes(rows.Below(300));
        }

        var bytes = Written(rows.Next());
        for (var i = rows.Below(4); i >= 0; i--)
        {
            bytes[rows.Below(bytes.Length)] = (byte)rows.Below(256);
        }

        return bytes;
    }

    private static byte[] Written(EventRow row)
    {
        var output = new ArrayBufferWriter<byte>();
        EventRowWriter.Write(row, output);
        return output.WrittenSpan.ToArray();
    }

    // All properties of a row by reflection, so that a new one cannot be forgotten here.
    private static object?[] Fields(EventRow row) =>
        [.. typeof(EventRow).GetProperties().SelectMany(x => x.GetValue(row) is List<KeyValuePair<string, string>> list
            ? list.Cast<object?>()
            : [x.GetValue(row)])];

    private static decimal Decimal(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
