namespace Analytics.Metrics;

/// <summary>What a measure is computed over.</summary>
internal enum MeasureSource
{
    /// <summary>Events that happened in the range.</summary>
    Events,

    /// <summary>Visits that began in the range, with all their events.</summary>
    Visits,

    /// <summary>Page views that began in the range, with all their engagement beacons.</summary>
    Views,
}
