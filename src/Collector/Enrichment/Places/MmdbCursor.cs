using System.Buffers.Binary;
using System.Text;

namespace Collector.Enrichment.Places;

/// <summary>The kinds of values in a MaxMind DB data section, by their number in the format.</summary>
internal enum MmdbType
{
    Pointer = 1,
    Text = 2,
    Float64 = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Container = 12,
    End = 13,
    Boolean = 14,
    Float32 = 15,
}

/// <summary>
/// Walks one value of a data section. Every read is checked against the section's end, every value costs one of a fixed
/// number of steps, nesting and pointers are limited: any bytes end in a value or in one <see cref="PlaceFileException"/>.
/// </summary>
internal ref struct MmdbCursor
{
    /// <summary>Values looked at in one record; the largest records of city files hold about 200.</summary>
    private const int MaxSteps = 10_000;

    /// <summary>Nesting that is skipped; city files have 4 levels.</summary>
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _section;
    private int _position;
    private int _steps;

    public MmdbCursor(ReadOnlySpan<byte> section, int position)
    {
        _section = section;
        _position = position;
    }

    /// <summary>Goes to <paramref name="key"/> of the map at the cursor; false when the value is no map or has no such key.</summary>
    public bool TryEnter(ReadOnlySpan<byte> key)
    {
        var (type, size) = ReadControl(follow: true);
        if (type != MmdbType.Map)
        {
            return false;
        }

        for (var i = 0; i < size; i++)
        {
            if (ReadKey().SequenceEqual(key))
            {
                return true;
            }

            Skip(0);
        }

        return false;
    }

    /// <summary>Goes to the first item of the array at the cursor; false when the value is no array or an empty one.</summary>
    public bool TryEnterFirst()
    {
        var (type, size) = ReadControl(follow: true);
        return type == MmdbType.Array && size > 0;
    }

    /// <summary>The text at the cursor; "" when it is of another type.</summary>
    public string ReadText()
    {
        var (type, size) = ReadControl(follow: true);
        return type == MmdbType.Text ? Encoding.UTF8.GetString(Take(size)) : "";
    }

    /// <summary>The unsigned number at the cursor, at most 64 bits; null when it is of another type.</summary>
    public ulong? ReadNumber()
    {
        var (type, size) = ReadControl(follow: true);
        if (type is not (MmdbType.UInt16 or MmdbType.UInt32 or MmdbType.UInt64) || size > 8)
        {
            return null;
        }

        ulong number = 0;
        foreach (var b in Take(size))
        {
            number = (number << 8) | b;
        }

        return number;
    }

    /// <summary>A map's key: text, or a pointer to one; the cursor stays behind the key, not behind the text pointed to.</summary>
    private ReadOnlySpan<byte> ReadKey()
    {
        var (type, size) = ReadControl(follow: false);
        if (type == MmdbType.Pointer)
        {
            var behind = _position;
            _position = size;
            (type, size) = ReadControl(follow: false);
            var text = type == MmdbType.Text ? Take(size) : throw Broken("a key is no text");
            _position = behind;
            return text;
        }

        return type == MmdbType.Text ? Take(size) : throw Broken("a key is no text");
    }

    private void Skip(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Broken("values are nested too deeply");
        }

        var (type, size) = ReadControl(follow: false);
        switch (type)
        {
            case MmdbType.Pointer or MmdbType.Boolean:
                break;
            case MmdbType.Map:
                for (var i = 0; i < size; i++)
                {
                    Skip(depth + 1);
                    Skip(depth + 1);
                }

                break;
            case MmdbType.Array:
                for (var i = 0; i < size; i++)
                {
                    Skip(depth + 1);
                }

                break;
            default:
                Take(size);
                break;
        }
    }

    /// <summary>Reads a control byte and the size behind it. For a pointer the size is where it points to.</summary>
    private (MmdbType Type, int Size) ReadControl(bool follow)
    {
        if (++_steps > MaxSteps)
        {
            throw Broken("a record has too many values");
        }

        int control = Take(1)[0];
        var type = (MmdbType)(control >> 5);
        if (type == MmdbType.Pointer)
        {
            var target = ReadPointer(control);
            if (!follow)
            {
                return (type, target);
            }

            _position = target;
            control = Take(1)[0];
            type = (MmdbType)(control >> 5);
            if (type == MmdbType.Pointer)
            {
                throw Broken("a pointer points to a pointer");
            }
        }

        if (type == 0)
        {
            type = (MmdbType)(Take(1)[0] + 7);
            if (type is < MmdbType.Int32 or > MmdbType.Float32 or MmdbType.Container or MmdbType.End)
            {
                throw Broken("a value has an unknown type");
            }
        }

        return (type, ReadSize(control & 31));
    }

    private int ReadSize(int size) => size switch
    {
        < 29 => size,
        29 => 29 + Take(1)[0],
        30 => 285 + BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
        _ => 65_821 + ReadUInt24(),
    };

    private int ReadPointer(int control)
    {
        long high = control & 7;
        var target = ((control >> 3) & 3) switch
        {
            0 => (high << 8) | Take(1)[0],
            1 => 2_048 + ((high << 16) | BinaryPrimitives.ReadUInt16BigEndian(Take(2))),
            2 => 526_336 + ((high << 24) | (uint)ReadUInt24()),
            _ => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
        };
        return target < _section.Length ? (int)target : throw Broken("a pointer leaves the data section");
    }

    private int ReadUInt24()
    {
        var bytes = Take(3);
        return (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)_position > (uint)_section.Length || count > _section.Length - _position)
        {
            throw Broken("a value reaches behind the end");
        }

        var taken = _section.Slice(_position, count);
        _position += count;
        return taken;
    }

    private static PlaceFileException Broken(string what) => new("The file of places is broken (" + what + "): fetch it again.");
}
