using System.Buffers;

namespace Storage.Events;

/// <summary>Writes an <see cref="EventRow"/> as RowBinary, without node and seq, without allocation.</summary>
public static class EventRowWriter
{
    // All columns of fixed width come to 75 bytes, the number of properties to at most 5.
    private const int FixedBytes = 128;

    /// <summary>Appends the row, columns of <see cref="EventColumns.All"/> from the third on.</summary>
    /// <exception cref="ArgumentException">
    /// A class, an identity or the value is outside its column's range; nothing has been appended then.
    /// </exception>
    public static void Write(EventRow row, IBufferWriter<byte> output) => Write([], row, output);

    /// <summary>Appends <paramref name="prefix"/> and the row, both or nothing.</summary>
    internal static void Write(ReadOnlySpan<byte> prefix, EventRow row, IBufferWriter<byte> output)
    {
        var writer = new RowBinaryWriter(output.GetSpan(prefix.Length + MaxBytes(row)));
        writer.Bytes(prefix);
        WriteVisit(row, ref writer);
        WritePage(row, ref writer);
        WriteSource(row, ref writer);
        WriteDevice(row, ref writer);
        WriteValue(row, ref writer);
        output.Advance(writer.Position);
    }

    private static void WriteVisit(EventRow row, ref RowBinaryWriter writer)
    {
        writer.UInt32(row.Site);
        writer.Milliseconds(row.Time);
        writer.Milliseconds(row.Received);
        writer.String(row.Name);
        writer.Int8(EventValues.Checked(row.Class));
        writer.String(row.BotKind);
        writer.String(row.ClassReasons);
        writer.UInt64(row.Visitor);
        writer.Int8(EventValues.Checked(row.Identity));
        writer.UInt64(row.Visit);
        writer.UInt8(row.Visits);
        writer.Int8(row.Bounces);
        writer.UInt8(row.Timed);
        writer.UInt32(row.Duration);
        writer.UInt8(row.Pageviews);
        writer.UInt32(row.Engaged);
        writer.UInt8(row.Scroll);
        writer.UInt64(row.View);
        writer.UInt16(row.ViewNumber);
    }

    private static void WritePage(EventRow row, ref RowBinaryWriter writer)
    {
        writer.String(row.Hostname);
        writer.String(row.Path);
        writer.String(row.Title);
        writer.String(row.EntryPath);
        writer.String(row.PreviousPath);
    }

    private static void WriteSource(EventRow row, ref RowBinaryWriter writer)
    {
        writer.String(row.Referrer);
        writer.String(row.Source);
        writer.String(row.Channel);
        writer.String(row.UtmSource);
        writer.String(row.UtmMedium);
        writer.String(row.UtmCampaign);
        writer.String(row.UtmContent);
        writer.String(row.UtmTerm);
        writer.String(row.ClickId);
        writer.UInt8(row.Touch);
        writer.String(row.TouchSource);
        writer.String(row.TouchMedium);
        writer.String(row.TouchCampaign);
        writer.String(row.TouchChannel);
    }

    private static void WriteDevice(EventRow row, ref RowBinaryWriter writer)
    {
        writer.String(row.Country);
        writer.String(row.Region);
        writer.String(row.City);
        writer.String(row.GeoSource);
        writer.String(row.Browser);
        writer.String(row.BrowserVersion);
        writer.String(row.Os);
        writer.String(row.OsVersion);
        writer.String(row.Device);
        writer.String(row.DeviceBrand);
        writer.String(row.DeviceModel);
        writer.UInt16(row.ScreenWidth);
        writer.String(row.Language);
    }

    private static void WriteValue(EventRow row, ref RowBinaryWriter writer)
    {
        writer.UInt8(row.Value is null ? (byte)1 : (byte)0);
        if (row.Value is { } value)
        {
            writer.Int64(EventValues.Scaled(value));
        }

        writer.String(row.Currency);
        writer.String(row.OrderId);
        writer.UInt16((ushort)row.Flags);
        writer.Length(row.Properties.Count);
        foreach (var (key, text) in row.Properties)
        {
            writer.String(key);
            writer.String(text);
        }
    }

    // An upper bound, so that one span takes the row: text is counted with three bytes a character.
    private static int MaxBytes(EventRow row)
    {
        var bytes = FixedBytes
            + Max(row.Name, row.BotKind, row.ClassReasons, row.Hostname, row.Path, row.Title)
            + Max(row.EntryPath, row.PreviousPath, row.Referrer, row.Source, row.Channel, row.UtmSource)
            + Max(row.UtmMedium, row.UtmCampaign, row.UtmContent, row.UtmTerm, row.ClickId, row.TouchSource)
            + Max(row.TouchMedium, row.TouchCampaign, row.TouchChannel, row.Country, row.Region, row.City)
            + Max(row.GeoSource, row.Browser, row.BrowserVersion, row.Os, row.OsVersion, row.Device)
            + Max(row.DeviceBrand, row.DeviceModel, row.Language, row.Currency, row.OrderId, "");
        foreach (var (key, text) in row.Properties)
        {
            bytes += RowBinaryWriter.MaxBytes(key) + RowBinaryWriter.MaxBytes(text);
        }

        return bytes;
    }

    private static int Max(params ReadOnlySpan<string> texts)
    {
        var bytes = 0;
        foreach (var text in texts)
        {
            bytes += RowBinaryWriter.MaxBytes(text);
        }

        return bytes;
    }
}
