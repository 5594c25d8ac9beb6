using System.Globalization;

namespace Collector.Journal;

/// <summary>State of a segment, which is its file's extension and nothing else.</summary>
internal enum SegmentState
{
    /// <summary>Being written, or waiting to be.</summary>
    Open = 0,

    /// <summary>Complete, not confirmed by the database.</summary>
    Sealed,

    /// <summary>Confirmed by the database.</summary>
    Done,
}

/// <summary>Names of segment files: 20 digits and the state, so that names sort like numbers.</summary>
internal static class SegmentName
{
    private const int Digits = 20;

    public static string Of(ulong number, SegmentState state) => Of(number, state switch
    {
        SegmentState.Open => ".open",
        SegmentState.Sealed => ".seg",
        _ => ".done",
    });

    public static string Of(ulong number, string ending) => number.ToString("D20", CultureInfo.InvariantCulture) + ending;

    public static bool TryParse(string name, out ulong number, out SegmentState state)
    {
        state = SegmentState.Open;
        if (!TryParseNumber(name, out number))
        {
            return false;
        }

        switch (name[Digits..])
        {
            case ".open":
                return true;
            case ".seg":
                state = SegmentState.Sealed;
                return true;
            case ".done":
                state = SegmentState.Done;
                return true;
            default:
                return false;
        }
    }

    /// <summary>The number a name begins with, also of files in quarantine.</summary>
    public static bool TryParseNumber(string name, out ulong number)
    {
        number = 0;
        return name.Length > Digits
            && ulong.TryParse(name.AsSpan(0, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
