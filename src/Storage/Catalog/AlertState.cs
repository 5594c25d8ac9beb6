namespace Storage.Catalog;

/// <summary>Where an alert stands. Stored as a word.</summary>
public enum AlertState
{
    /// <summary>Watching.</summary>
    Ok,

    /// <summary>What it watches for is the case.</summary>
    Firing,

    /// <summary>It is over, and the cool-down runs in which it does not fire again.</summary>
    Resolved,
}
