namespace Storage.Events;

/// <summary>Reads rows back that <see cref="EventRowWriter"/> wrote (replay of the journal at start).</summary>
public static class EventRowReader
{
    // A key and a value have at least their two length bytes.
    private const int MinPropertyBytes = 2;

    /// <summary>Fills <paramref name="row"/> from one record of the given layout version.</summary>
    /// <exception cref="InvalidDataException">
    /// The bytes are no row of that version; <paramref name="row"/> is half filled then.
    /// </exception>
    public static void Read(ReadOnlySpan<byte> record, uint version, EventRow row)
    {
        if (version != EventColumns.Version)
        {
            throw new InvalidDataException($"Row layout {version} is not known to this program, which reads {EventColumns.Version}.");
        }

        var reader = new RowBinaryReader(record);
        ReadVisit(ref reader, row);
        ReadPage(ref reader, row);
        ReadSource(ref reader, row);
        ReadDevice(ref reader, row);
        ReadValue(ref reader, row);
        if (reader.Remaining > 0)
        {
            throw new InvalidDataException("Bytes follow the row.");
        }
    }

    private static void ReadVisit(ref RowBinaryReader reader, EventRow row)
    {
        row.Site = reader.UInt32();
        row.Time = reader.Milliseconds();
        row.Received = reader.Milliseconds();
        row.Name = reader.String();
        row.Class = Class((HitClass)reader.Int8());
        row.BotKind = reader.String();
        row.ClassReasons = reader.String();
        row.Visitor = reader.UInt64();
        row.Identity = Identity((IdentityKind)reader.Int8());
        row.Visit = reader.UInt64();
        row.Visits = reader.UInt8();
        row.Bounces = reader.Int8();
        row.Timed = reader.UInt8();
        row.Duration = reader.UInt32();
        row.Pageviews = reader.UInt8();
        row.Engaged = reader.UInt32();
        row.Scroll = reader.UInt8();
        row.View = reader.UInt64();
        row.ViewNumber = reader.UInt16();
    }

    private static void ReadPage(ref RowBinaryReader reader, EventRow row)
    {
        row.Hostname = reader.String();
        row.Path = reader.String();
        row.Title = reader.String();
        row.EntryPath = reader.String();
        row.PreviousPath = reader.String();
    }

    private static void ReadSource(ref RowBinaryReader reader, EventRow row)
    {
        row.Referrer = reader.String();
        row.Source = reader.String();
        row.Channel = reader.String();
        row.UtmSource = reader.String();
        row.UtmMedium = reader.String();
        row.UtmCampaign = reader.String();
        row.UtmContent = reader.String();
        row.UtmTerm = reader.String();
        row.ClickId = reader.String();
        row.Touch = reader.UInt8();
        row.TouchSource = reader.String();
        row.TouchMedium = reader.String();
        row.TouchCampaign = reader.String();
        row.TouchChannel = reader.String();
    }

    private static void ReadDevice(ref RowBinaryReader reader, EventRow row)
    {
        row.Country = reader.String();
        row.Region = reader.String();
        row.City = reader.String();
        row.GeoSource = reader.String();
        row.Browser = reader.String();
        row.BrowserVersion = reader.String();
        row.Os = reader.String();
        row.OsVersion = reader.String();
        row.Device = reader.String();
        row.DeviceBrand = reader.String();
        row.DeviceModel = reader.String();
        row.ScreenWidth = reader.UInt16();
        row.Language = reader.String();
    }

    private static void ReadValue(ref RowBinaryReader reader, EventRow row)
    {
        row.Value = reader.UInt8() switch
        {
            0 => Value(reader.Int64()),
            1 => null,
            _ => throw new InvalidDataException("A null flag is neither 0 nor 1."),
        };
        row.Currency = reader.String();
        row.OrderId = reader.String();
        row.Flags = (EventFlags)reader.UInt16();
        row.Properties.Clear();
        for (var left = reader.Length(reader.Remaining / MinPropertyBytes); left > 0; left--)
        {
            row.Properties.Add(new(reader.String(), reader.String()));
        }
    }

    private static HitClass Class(HitClass value) =>
        EventValues.IsKnown(value) ? value : throw new InvalidDataException("The hit class is none of the known ones.");

    private static IdentityKind Identity(IdentityKind value) =>
        EventValues.IsKnown(value) ? value : throw new InvalidDataException("The identity kind is none of the known ones.");

    private static decimal Value(long scaled) =>
        EventValues.IsScaled(scaled) ? EventValues.Unscaled(scaled) : throw new InvalidDataException("The value is out of range.");
}
