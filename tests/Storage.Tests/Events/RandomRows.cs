using Storage.Events;

namespace Storage.Tests.Events;

/// <summary>Rows of random content that the columns can hold, from a seed.</summary>
internal sealed class RandomRows(int seed)
{
    private static readonly string[] Texts =
    [
        "", "a", "/pricing", "Ünïcödé ✓", "日本語のタイトル", "😀 smile", "tab\tnew\nline\r\0nul", "quote ' \" \\ back", "\n\n", "\\N",
        new('x', 42), new('é', 43), new('y', 127), new('z', 128), new('語', 700), "Code: 60. DB::Exception: no (version 1)",
    ];

    // CA5394: test data, reproducible from its seed.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);

    public EventRow Next()
    {
        var row = new EventRow
        {
            Site = (uint)_random.NextInt64(uint.MaxValue + 1L),
            Time = Time(),
            Received = Time(),
            Name = Text(),
            Class = (HitClass)_random.Next(1, 6),
            BotKind = Text(),
            ClassReasons = Text(),
            Visitor = Number(),
            Identity = (IdentityKind)_random.Next(0, 4),
            Visit = Number(),
            Visits = Byte(),
            Bounces = (sbyte)Byte(),
            Timed = Byte(),
            Duration = (uint)Number(),
            Pageviews = Byte(),
            Engaged = (uint)Number(),
            Scroll = Byte(),
            View = Number(),
            ViewNumber = (ushort)Number(),
            Hostname = Text(),
            Path = Text(),
            Title = Text(),
            EntryPath = Text(),
            PreviousPath = Text(),
            Referrer = Text(),
            Source = Text(),
            Channel = Text(),
            UtmSource = Text(),
            UtmMedium = Text(),
            UtmCampaign = Text(),
            UtmContent = Text(),
            UtmTerm = Text(),
            ClickId = Text(),
            Touch = Byte(),
            TouchSource = Text(),
            TouchMedium = Text(),
            TouchCampaign = Text(),
            TouchChannel = Text(),
            Country = Text(),
            Region = Text(),
            City = Text(),
            GeoSource = Text(),
            Browser = Text(),
            BrowserVersion = Text(),
            Os = Text(),
            OsVersion = Text(),
            Device = Text(),
            DeviceBrand = Text(),
            DeviceModel = Text(),
            ScreenWidth = (ushort)Number(),
            Language = Text(),
            Value = Value(),
            Currency = Text(),
            OrderId = Text(),
            Flags = (EventFlags)Number(),
        };
        for (var i = _random.Next(0, 6); i > 0; i--)
        {
            row.Properties.Add(new($"k{i}{Text()}", Text()));
        }

        return row;
    }

    public int Below(int limit) => _random.Next(limit);

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    // Between 2000 and 2100, whole milliseconds.
    private DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(_random.NextInt64(946_684_800_000, 4_102_444_800_000));

    private string Text() => _random.Next(3) == 0 ? Texts[_random.Next(Texts.Length)] : $"t{_random.Next(50)}";

    private ulong Number() => (ulong)_random.NextInt64(long.MinValue, long.MaxValue);

    private byte Byte() => (byte)_random.Next(256);

    private decimal? Value() => _random.Next(4) switch
    {
        0 => null,
        1 => _random.Next(-1000, 1000),
        2 => _random.NextInt64(-999_999_999_999_999_999, 999_999_999_999_999_999) / 10_000m,
        _ => _random.Next(-10_000_000, 10_000_000) / 100m,
    };
#pragma warning restore CA5394
}
