using System.Buffers.Binary;
using System.Text;

namespace Storage.Events;

/// <summary>
/// Puts single RowBinary values one after another into a span the caller has made large enough (<see cref="MaxBytes"/> for
/// text). Little endian; text is its UTF-8 length as LEB128, then the bytes; lone surrogates become U+FFFD. Allocates nothing.
/// </summary>
internal ref struct RowBinaryWriter(Span<byte> span)
{
    // Longest LEB128 form of a length below 2³¹.
    private const int MaxLengthBytes = 5;

    // A UTF-16 code unit takes at most three bytes, so this many always have a one-byte length.
    private const int ShortText = 42;

    private readonly Span<byte> _span = span;

    /// <summary>Bytes written so far.</summary>
    public int Position { get; private set; }

    /// <summary>Upper bound of the bytes that <see cref="String"/> takes for this text.</summary>
    public static int MaxBytes(string text) => checked((text.Length * 3) + MaxLengthBytes);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_span[Position..]);
        Position += value.Length;
    }

    public void UInt8(byte value) => _span[Position++] = value;

    public void Int8(sbyte value) => _span[Position++] = (byte)value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_span[Position..], value);
        Position += sizeof(ushort);
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_span[Position..], value);
        Position += sizeof(uint);
    }

    public void UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_span[Position..], value);
        Position += sizeof(ulong);
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_span[Position..], value);
        Position += sizeof(long);
    }

    /// <summary>DateTime64(3): milliseconds since 1970, rounded down.</summary>
    public void Milliseconds(DateTimeOffset value) => Int64(value.ToUnixTimeMilliseconds());

    public void Length(int value)
    {
        var rest = (uint)value;
        while (rest >= 0x80)
        {
            _span[Position++] = (byte)(rest | 0x80);
            rest >>= 7;
        }

        _span[Position++] = (byte)rest;
    }

    public void String(string value)
    {
        if (value.Length <= ShortText)
        {
            var written = Encoding.UTF8.GetBytes(value, _span[(Position + 1)..]);
            _span[Position] = (byte)written;
            Position += 1 + written;
            return;
        }

        Length(Encoding.UTF8.GetByteCount(value));
        Position += Encoding.UTF8.GetBytes(value, _span[Position..]);
    }
}
