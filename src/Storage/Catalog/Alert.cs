namespace Storage.Catalog;

/// <summary>An alert as configured, and where it stands.</summary>
public sealed record Alert
{
    /// <summary>Catalog id; ignored when it is added.</summary>
    public long Id { get; init; }

    public required uint SiteId { get; init; }

    /// <summary>1–120 characters, unique in its site.</summary>
    public required string Name { get; init; }

    public required AlertKind Kind { get; init; }

    public AlertMetric Metric { get; init; } = AlertMetric.Visitors;

    /// <summary>Id of the one goal whose conversions count; null for all of the site.</summary>
    public long? Goal { get; init; }

    /// <summary>At most 20 filters as reports take them (<c>segment==NAME</c> among them), which must all hold.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Fixed bound of spike or drop, 0 to 10¹²; null to compare with the weeks before.</summary>
    public double? Threshold { get; init; }

    /// <summary>Least value of a spike, least expectation of a drop or of no data: 1 to 1,000,000, default 30 (no data: 5).</summary>
    public int Minimum { get; init; } = 30;

    /// <summary>How many spreads away from the expectation it fires: 2 to 20, default 4.</summary>
    public double Sensitivity { get; init; } = 4;

    /// <summary>The stretch of time that is looked at: 5 minutes to one day, default one hour.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long after its end it does not fire again: 0 to 7 days, default one hour.</summary>
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromHours(1);

    public bool Enabled { get; init; } = true;

    /// <summary>Address that is notified; empty for none.</summary>
    public string Webhook { get; init; } = "";

    public WebhookFormat Format { get; init; }

    /// <summary>What signs its notifications: shown once when it was made; empty otherwise.</summary>
    public string Secret { get; init; } = "";

    public AlertState State { get; init; }

    /// <summary>Since when it stands there.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Why it cannot be evaluated (a goal or segment that is gone); empty when it can.</summary>
    public string Problem { get; init; } = "";
}
