namespace Storage.Catalog;

/// <summary>How often a summary is due, and what it is about. Stored as a word.</summary>
public enum SummaryRhythm
{
    /// <summary>Each day, about the day before.</summary>
    Daily,

    /// <summary>On Mondays, about the week before.</summary>
    Weekly,

    /// <summary>On the first of each month, about the month before.</summary>
    Monthly,
}
