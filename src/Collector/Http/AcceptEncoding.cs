using System.Globalization;

namespace Collector.Http;

/// <summary>Reads the header Accept-Encoding: which of the encodings we have the client takes.</summary>
internal static class AcceptEncoding
{
    /// <summary>Entries looked at; browsers send four.</summary>
    private const int MaxEntries = 16;

    /// <summary><c>br</c>, <c>gzip</c> or "" for neither; br is preferred as it is smaller. <c>q=0</c> refuses one.</summary>
    public static string Pick(ReadOnlySpan<char> header)
    {
        var brotli = false;
        var gzip = false;
        for (var i = 0; i < MaxEntries && !header.IsEmpty; i++)
        {
            var comma = header.IndexOf(',');
            var entry = (comma < 0 ? header : header[..comma]).Trim();
            header = comma < 0 ? [] : header[(comma + 1)..];
            var semicolon = entry.IndexOf(';');
            var name = (semicolon < 0 ? entry : entry[..semicolon]).Trim();
            var isWanted = semicolon < 0 || !IsRefused(entry[(semicolon + 1)..]);
            brotli = name.Equals("br", StringComparison.OrdinalIgnoreCase) ? isWanted : brotli;
            gzip = name.Equals("gzip", StringComparison.OrdinalIgnoreCase) ? isWanted : gzip;
        }

        return brotli ? "br" : gzip ? "gzip" : "";
    }

    private static bool IsRefused(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim();
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight <= 0;
    }
}
