namespace Analytics.Alerts;

/// <summary>What a reading says about an alert.</summary>
/// <param name="IsCase">What the alert watches for is the case.</param>
/// <param name="IsOver">It is over: the value is well back inside (half as far away as it takes to fire).</param>
/// <param name="Expected">The threshold, or the median of the weeks before; null with too few of them.</param>
/// <param name="Bound">The value beyond which it fires; null with too few weeks.</param>
internal sealed record Verdict(bool IsCase, bool IsOver, double? Expected, double? Bound);
