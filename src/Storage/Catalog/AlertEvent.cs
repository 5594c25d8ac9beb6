namespace Storage.Catalog;

/// <summary>Something an alert did, with what became of its notification.</summary>
public sealed record AlertEvent
{
    public long Id { get; init; }

    public required long AlertId { get; init; }

    /// <summary>Random id of the notification; a repeated one has the same.</summary>
    public string Delivery { get; init; } = "";

    public required AlertEventKind Event { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The value in the window.</summary>
    public double Value { get; init; }

    /// <summary>What was expected; the threshold where there is one; null for a test.</summary>
    public double? Expected { get; init; }

    public DeliveryStatus Status { get; init; }

    /// <summary>Notifications tried so far.</summary>
    public int Attempts { get; init; }

    /// <summary>What the last attempt came to; empty before it.</summary>
    public string Answer { get; init; } = "";
}

/// <summary>What an alert did. Stored as a word.</summary>
public enum AlertEventKind
{
    Firing,
    Resolved,

    /// <summary>Asked for by a person, to try the notification.</summary>
    Test,
}

/// <summary>What became of a notification. Stored as a word.</summary>
public enum DeliveryStatus
{
    /// <summary>The alert has no webhook.</summary>
    None,
    Waiting,
    Delivered,

    /// <summary>Given up after the last attempt.</summary>
    Failed,
}
