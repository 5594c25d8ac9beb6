using System.Buffers;
using System.Text;
using Collector.Parsing;

namespace Collector.Http.FastLane;

/// <summary>What a header means for the fast lane.</summary>
internal enum HeaderKind
{
    /// <summary>Nothing: the pixel does not look at it.</summary>
    Unused,

    /// <summary>One of <see cref="FactHeaders"/>.</summary>
    Fact,

    Host,
    Connection,

    /// <summary>It changes how the request is to be read or answered, or its name is none: the server's business.</summary>
    Foreign,
}

/// <summary>The header names that the fast lane knows, found by their length.</summary>
internal static class HeaderNames
{
    /// <summary>Headers that announce a body, another protocol or an answer in between.</summary>
    private static readonly string[] ForeignNames =
        ["Content-Length", "Transfer-Encoding", "Upgrade", "Expect", "TE", "Trailer", "HTTP2-Settings", "Proxy-Connection"];

    private static readonly SearchValues<byte> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly Entry[][] ByLength = Build();

    public static HeaderKind Find(ReadOnlySpan<byte> name, out FactHeader fact)
    {
        foreach (ref readonly var entry in (name.Length < ByLength.Length ? ByLength[name.Length] : []).AsSpan())
        {
            if (Ascii.EqualsIgnoreCase(name, entry.Name))
            {
                fact = entry.Fact;
                return entry.Kind;
            }
        }

        fact = default;
        return name.IsEmpty || name.ContainsAnyExcept(NameCharacters) ? HeaderKind.Foreign : HeaderKind.Unused;
    }

    private static Entry[][] Build()
    {
        Entry[] all =
        [
            .. FactHeaders.Names.Select((name, i) => new Entry(Encoding.ASCII.GetBytes(name), HeaderKind.Fact, (FactHeader)i)),
            .. ForeignNames.Select(name => new Entry(Encoding.ASCII.GetBytes(name), HeaderKind.Foreign, default)),
            new Entry("Host"u8.ToArray(), HeaderKind.Host, default),
            new Entry("Connection"u8.ToArray(), HeaderKind.Connection, default),
        ];
        return [.. Enumerable.Range(0, all.Max(entry => entry.Name.Length) + 1).Select(length => all.Where(entry => entry.Name.Length == length).ToArray())];
    }

    private readonly record struct Entry(byte[] Name, HeaderKind Kind, FactHeader Fact);
}
