using System.Buffers;
using System.Text;
using Collector.Parsing;

namespace Collector.Http.FastLane;

/// <summary>
/// Recognises the head of a plain pixel request in the bytes of a connection. It knows the narrow form that browsers send and
/// nothing else: whatever is rare, long, odd or wrong is not recognised, and so remains the server's business.
/// </summary>
internal static class PixelHead
{
    /// <summary>
    /// Longest head recognised, in bytes: what the server receives at a time, and far below its own limits, so that those never come
    /// into play here.
    /// </summary>
    public const int MaxBytes = 4 * 1024;

    /// <summary>Most headers recognised; the server's limit too.</summary>
    private const int MaxHeaders = 100;

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(b => b is not ('\t' or '\r' or '\n')).Select(b => (byte)b), 0x7F]);

    private static readonly SearchValues<byte> HostCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"u8);

    private static ReadOnlySpan<byte> Start => "GET /p.gif?"u8;

    private static ReadOnlySpan<byte> Version => " HTTP/1.1"u8;

    /// <summary>Length of the head with its empty line; 0 when it is not recognised.</summary>
    /// <param name="input">What the connection holds.</param>
    /// <param name="headers">The headers of the request before on this connection, whose texts are used again; takes those of this one.</param>
    /// <param name="query">The query with its question mark: printable ASCII.</param>
    public static int Read(ReadOnlySpan<byte> input, ref FactHeaders headers, out ReadOnlySpan<byte> query)
    {
        query = default;
        input = input[..Math.Min(input.Length, MaxBytes)];
        if (!input.StartsWith(Start))
        {
            return 0;
        }

        var end = input.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        var head = input[..(end + 4)];
        var line = head[..head.IndexOf("\r\n"u8)];
        if (head.ContainsAny(Controls) || !line.EndsWith(Version))
        {
            return 0;
        }

        query = line[(Start.Length - 1)..^Version.Length];
        return !query.ContainsAnyExceptInRange((byte)0x21, (byte)0x7E) && TryReadHeaders(head[(line.Length + 2)..], ref headers) ? head.Length : 0;
    }

    private static bool TryReadHeaders(ReadOnlySpan<byte> lines, ref FactHeaders headers)
    {
        var values = default(FactHeaders);
        var count = 0;
        var hasHost = false;
        while (lines.Length > 2)
        {
            // The empty line at the end is two bytes, so both exist behind every line.
            var end = lines.IndexOfAny((byte)'\r', (byte)'\n');
            var line = lines[..end];
            var colon = line.IndexOf((byte)':');
            if (lines[end] != '\r' || lines[end + 1] != '\n' || colon <= 0 || ++count > MaxHeaders)
            {
                return false;
            }

            lines = lines[(end + 2)..];
            var value = line[(colon + 1)..].Trim(" \t"u8);
            var kind = HeaderNames.Find(line[..colon], out var fact);
            var isFine = kind switch
            {
                HeaderKind.Fact => values[fact] is null,
                HeaderKind.Host => !hasHost && IsPlainHost(value),
                HeaderKind.Connection => Ascii.EqualsIgnoreCase(value, "keep-alive"u8),
                HeaderKind.Unused => true,
                _ => false,
            };
            if (!isFine)
            {
                return false;
            }

            hasHost |= kind == HeaderKind.Host;
            if (kind == HeaderKind.Fact)
            {
                values[fact] = Text(value, headers[fact]);
            }
        }

        headers = values;
        return hasHost;
    }

    // On one connection mostly the same texts come again.
    private static string Text(ReadOnlySpan<byte> value, string? before) =>
        before is not null && Ascii.Equals(value, before) ? before : Encoding.Latin1.GetString(value);

    /// <summary>A name or IPv4 address, perhaps with a port.</summary>
    private static bool IsPlainHost(ReadOnlySpan<byte> host)
    {
        var colon = host.IndexOf((byte)':');
        var name = colon < 0 ? host : host[..colon];
        var port = colon < 0 ? default : host[(colon + 1)..];
        return name.Length is > 0 and <= 255
            && !name.ContainsAnyExcept(HostCharacters)
            && (colon < 0 || (port.Length is > 0 and <= 5 && !port.ContainsAnyExceptInRange((byte)'0', (byte)'9')));
    }
}
