using System.Globalization;

namespace Engine;

/// <summary>An error as ClickHouse words it: its code and the whole text <c>Code: 62. DB::Exception: … (SYNTAX_ERROR)</c>.</summary>
internal sealed record EngineError(int Code, string Text)
{
    internal const int SyntaxError = 62;
    internal const int UnknownSetting = 115;
    internal const int ReadOnly = 164;
    internal const int TooManyQueries = 202;
    internal const int NotEnoughSpace = 243;
    internal const int ResultTooLarge = 396;

    private const int UnknownException = 1002;

    /// <summary>An error of this interface in ClickHouse's words.</summary>
    internal static EngineError Of(int code, string name, string message) =>
        new(code, string.Create(CultureInfo.InvariantCulture, $"Code: {code}. DB::Exception: {message}. ({name})"));

    /// <summary>An error of the engine; a text without a code (libchdb's own few) gets UNKNOWN_EXCEPTION.</summary>
    internal static EngineError FromEngine(string text)
    {
        const string prefix = "Code: ";
        var end = text.IndexOf('.', StringComparison.Ordinal);
        return text.StartsWith(prefix, StringComparison.Ordinal) && end > 0
            && int.TryParse(text.AsSpan(prefix.Length, end - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new EngineError(code, text)
            : Of(UnknownException, "UNKNOWN_EXCEPTION", text);
    }

    /// <summary>The HTTP status that ClickHouse's own interface gives this code.</summary>
    internal int HttpStatus => Code switch
    {
        194 => 401,
        192 or 193 or 497 or 512 or 516 => 403,
        6 or 8 or 15 or 25 or 26 or 27 or 36 or 38 or 41 or 43 or 44 or 53 or 62 or 69 or 72 or 117 or 167 or 168 or 376 or 427 or 441 or 442 => 400,
        46 or 47 or 50 or 56 or 60 or 63 or 73 or 78 or 81 or 115 or 336 or 511 => 404,
        159 => 408,
        48 => 501,
        209 or 439 => 503,
        _ => 500,
    };
}
