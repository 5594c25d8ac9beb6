using System.Text;

namespace Collector.Parsing;

/// <summary>Whose doing it is that a hit is not stored.</summary>
internal enum RejectCategory
{
    /// <summary>It is stored.</summary>
    None = 0,

    /// <summary>Bad input: the sender must change it.</summary>
    Rejected,

    /// <summary>Policy: sending it again changes nothing.</summary>
    Dropped,

    /// <summary>No storage, or too fast: send it again later.</summary>
    Refused,
}

/// <summary>The reasons as words on the wire (<c>unknown_site</c>) and their category.</summary>
internal static class RejectReasonWords
{
    /// <summary>Every reason, <see cref="RejectReason.None"/> first.</summary>
    public static IReadOnlyList<RejectReason> All { get; } = Enum.GetValues<RejectReason>();

    private static readonly string[] Words = [.. All.Select(SnakeCase)];

    /// <summary>The reason's word; <c>none</c> for None.</summary>
    public static string Word(RejectReason reason) => Words[(int)reason];

    /// <summary>The reason of a word; null when there is none.</summary>
    public static RejectReason? Find(string word)
    {
        var index = Array.IndexOf(Words, word);
        return index < 0 ? null : (RejectReason)index;
    }

    public static RejectCategory Category(RejectReason reason) => reason switch
    {
        RejectReason.None => RejectCategory.None,
        RejectReason.UnknownSite or RejectReason.Host or RejectReason.Duplicate or RejectReason.Head
            or RejectReason.Consent or RejectReason.PrivacyControl => RejectCategory.Dropped,
        RejectReason.Rate or RejectReason.Busy or RejectReason.DiskFull or RejectReason.StorageFault or RejectReason.Stopping => RejectCategory.Refused,
        _ => RejectCategory.Rejected,
    };

    private static string SnakeCase(RejectReason reason)
    {
        var word = new StringBuilder();
        foreach (var c in reason.ToString())
        {
            if (char.IsAsciiLetterUpper(c) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
