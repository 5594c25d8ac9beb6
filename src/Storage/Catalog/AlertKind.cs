namespace Storage.Catalog;

/// <summary>What an alert watches for. Stored as a word.</summary>
public enum AlertKind
{
    /// <summary>Far more than usual, or more than a threshold.</summary>
    Spike,

    /// <summary>Far less than usual, or less than a threshold.</summary>
    Drop,

    /// <summary>No event at all where there usually are some.</summary>
    NoData,
}
