using Analytics.Dimensions;

namespace Analytics.Reports.Funnels;

/// <summary>A step of a funnel.</summary>
/// <param name="Text">As it was given, <c>optional:</c> included.</param>
/// <param name="Pattern">The events that reach it.</param>
/// <param name="IsOptional">Whether a run may leave it out.</param>
/// <param name="Excluded">Events that break a run between this required step and the next required one.</param>
internal sealed record FunnelStep(string Text, EventPattern Pattern, bool IsOptional, IReadOnlyList<EventPattern> Excluded);
