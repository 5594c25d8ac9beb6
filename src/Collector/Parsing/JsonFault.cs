namespace Collector.Parsing;

/// <summary>Why a body as a whole cannot be read.</summary>
internal enum JsonFaultKind
{
    None = 0,

    /// <summary>It is no JSON, or nested deeper than 8.</summary>
    Syntax,

    /// <summary>A key stands twice in one object.</summary>
    DuplicateKey,

    /// <summary>It is neither an object nor an array.</summary>
    NoEvents,

    /// <summary>It has more events than allowed.</summary>
    TooManyEvents,
}

/// <summary>What is wrong with a body, and where.</summary>
/// <param name="Kind">What is wrong; None: nothing.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Position">Byte in the line, from 1.</param>
internal readonly record struct JsonFault(JsonFaultKind Kind, long Line = 0, long Position = 0)
{
    /// <summary>The fault at an offset of the body.</summary>
    public static JsonFault At(JsonFaultKind kind, ReadOnlySpan<byte> body, long offset)
    {
        var before = body[..(int)offset];
        return new JsonFault(kind, before.Count((byte)'\n') + 1, offset - before.LastIndexOf((byte)'\n'));
    }
}
