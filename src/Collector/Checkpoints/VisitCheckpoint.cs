using Collector.Enrichment.Visits;
using Storage.Events;

namespace Collector.Checkpoints;

/// <summary>The open visits after a record of the journal, as the file <c>checkpoints/visits</c> holds them (docs/journal-format.md).</summary>
/// <param name="Node">Whose numbers they are.</param>
/// <param name="LastSeq">The last record that they know.</param>
/// <param name="Visits">The open visits.</param>
internal sealed record VisitCheckpoint(ulong Node, ulong LastSeq, SavedVisits Visits)
{
    /// <summary>Version of the file's format.</summary>
    public const uint Version = 1;

    /// <summary>Magic, version, zero, node, last sequence number, CRC of the rest, CRC of these.</summary>
    public const int HeaderBytes = 40;

    /// <summary>A table is 131,072 visits, each under a few keys; a file of more is damaged.</summary>
    public const int MostVisits = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "CLVISITS"u8;

    /// <summary>Writes all of the file.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        bytes.SetLength(HeaderBytes);
        bytes.Position = HeaderBytes;
        using var writer = new BinaryWriter(bytes);
        writer.Write(Visits.BegunMs);
        WriteFacts(writer);
        writer.Write7BitEncodedInt(Visits.Keys.Count);
        foreach (var (key, visit, isOld) in Visits.Keys)
        {
            writer.Write(key.Site);
            writer.Write(key.Visitor);
            writer.Write((byte)key.Class);
            writer.Write7BitEncodedInt(visit);
            writer.Write(isOld);
        }

        writer.Flush();
        var file = bytes.ToArray();
        CheckpointHeader.Write(file, Magic, Version, Node, LastSeq);
        return file;
    }

    /// <summary>Reads a file; null when it is damaged or of another version.</summary>
    public static VisitCheckpoint? Read(byte[] file)
    {
        if (!CheckpointHeader.TryRead(file, Magic, Version, out var node, out var lastSeq))
        {
            return null;
        }

        try
        {
            using var reader = new BinaryReader(new MemoryStream(file, HeaderBytes, file.Length - HeaderBytes, writable: false));
            var begun = reader.ReadInt64();
            var facts = ReadFacts(reader);
            var keys = new SavedKey[CountOf(reader)];
            for (var i = 0; i < keys.Length; i++)
            {
                var key = new VisitKey(reader.ReadUInt32(), reader.ReadUInt64(), (HitClass)reader.ReadByte());
                keys[i] = new SavedKey(key, reader.Read7BitEncodedInt(), reader.ReadBoolean());
                if ((uint)keys[i].Visit >= (uint)facts.Length)
                {
                    return null;
                }
            }

            return new VisitCheckpoint(node, lastSeq, new SavedVisits(begun, facts, keys));
        }
        catch (Exception exception) when (exception is IOException or FormatException or InvalidDataException)
        {
            return null;
        }
    }

    private static int CountOf(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        return count is >= 0 and <= MostVisits ? count : throw new InvalidDataException($"{count} is more than a table holds.");
    }

    private void WriteFacts(BinaryWriter writer)
    {
        // Each text once: visits share their sources, paths and campaigns.
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        writer.Write7BitEncodedInt(Visits.Facts.Count);
        foreach (var one in Visits.Facts)
        {
            writer.Write(one.Visit);
            writer.Write7BitEncodedInt64(one.FirstMs);
            writer.Write7BitEncodedInt64(one.LastMs - one.FirstMs);
            writer.Write7BitEncodedInt64(one.ArrivalMs);
            writer.Write7BitEncodedInt(one.Events);
            writer.Write7BitEncodedInt(one.Views);
            writer.Write7BitEncodedInt64(one.EngagedMs);
            writer.Write(one.Interactive);
            writer.Write(one.LastView);
            writer.Write(one.Durable);
            foreach (var text in TextsOf(one))
            {
                if (texts.TryGetValue(text, out var known))
                {
                    writer.Write7BitEncodedInt(known + 1);
                }
                else
                {
                    writer.Write7BitEncodedInt(0);
                    writer.Write(text);
                    texts.Add(text, texts.Count);
                }
            }
        }
    }

    private static VisitFacts[] ReadFacts(BinaryReader reader)
    {
        var texts = new List<string>();
        var facts = new VisitFacts[CountOf(reader)];
        for (var i = 0; i < facts.Length; i++)
        {
            ref var one = ref facts[i];
            one.Visit = reader.ReadUInt64();
            one.FirstMs = reader.Read7BitEncodedInt64();
            one.LastMs = one.FirstMs + reader.Read7BitEncodedInt64();
            one.ArrivalMs = reader.Read7BitEncodedInt64();
            one.Events = reader.Read7BitEncodedInt();
            one.Views = (ushort)reader.Read7BitEncodedInt();
            one.EngagedMs = reader.Read7BitEncodedInt64();
            one.Interactive = reader.ReadBoolean();
            one.LastView = reader.ReadUInt64();
            one.Durable = reader.ReadUInt64();
            one.EntryPath = Text();
            one.LastPath = Text();
            one.Referrer = Text();
            one.Source = Text();
            one.Channel = Text();
            one.UtmSource = Text();
            one.UtmMedium = Text();
            one.UtmCampaign = Text();
            one.UtmContent = Text();
            one.UtmTerm = Text();
            one.ClickId = Text();
            one.TouchSource = Text();
            one.TouchMedium = Text();
            one.TouchCampaign = Text();
        }

        return facts;

        string Text()
        {
            var known = reader.Read7BitEncodedInt();
            if (known > 0)
            {
                return known <= texts.Count ? texts[known - 1] : throw new InvalidDataException("A text is named before it stands.");
            }

            texts.Add(reader.ReadString());
            return texts[^1];
        }
    }

    private static string[] TextsOf(in VisitFacts one) =>
    [
        one.EntryPath, one.LastPath, one.Referrer, one.Source, one.Channel, one.UtmSource, one.UtmMedium, one.UtmCampaign, one.UtmContent, one.UtmTerm,
        one.ClickId, one.TouchSource, one.TouchMedium, one.TouchCampaign,
    ];
}
