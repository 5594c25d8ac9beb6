using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Storage.Events;

/// <summary>
/// Takes single RowBinary values from a span: the exact inverse of <see cref="RowBinaryWriter"/>. Whatever that writer cannot
/// have written is an <see cref="InvalidDataException"/>; nothing is allocated before its length is known to be there.
/// </summary>
internal ref struct RowBinaryReader(ReadOnlySpan<byte> span)
{
    private static readonly long MinMilliseconds = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long MaxMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private ReadOnlySpan<byte> _rest = span;

    /// <summary>Bytes not read yet.</summary>
    public readonly int Remaining => _rest.Length;

    public byte UInt8() => Take(sizeof(byte))[0];

    public sbyte Int8() => (sbyte)Take(sizeof(sbyte))[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(sizeof(ushort)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public DateTimeOffset Milliseconds()
    {
        var value = Int64();
        if (value < MinMilliseconds || value > MaxMilliseconds)
        {
            throw new InvalidDataException("A time is out of range.");
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(value);
    }

    /// <summary>Reads a length in its shortest LEB128 form; never more than <paramref name="limit"/>.</summary>
    public int Length(int limit)
    {
        ulong value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = UInt8();
            value |= (ulong)(part & 0x7F) << shift;
            if (part >= 0x80)
            {
                continue;
            }

            if (value > (ulong)limit || (part == 0 && shift > 0))
            {
                break;
            }

            return (int)value;
        }

        throw new InvalidDataException("A length is out of range.");
    }

    public string String()
    {
        var bytes = Take(Length(Remaining));
        if (!Utf8.IsValid(bytes))
        {
            throw new InvalidDataException("A text is not UTF-8.");
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_rest.Length < count)
        {
            throw new InvalidDataException("The row ends too early.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
