using Storage.Catalog;

namespace Analytics.Alerts;

/// <summary>
/// The states of an alert: ok → firing when its case comes, firing → resolved when it is over, resolved → ok after the cool-down.
/// What happens is told once, on the way into firing and out of it.
/// </summary>
internal static class AlertMachine
{
    /// <summary>The next state and what is told; null when nothing changes.</summary>
    public static (AlertState State, AlertEventKind? Told)? Next(Alert alert, Verdict verdict, DateTimeOffset now) => alert.State switch
    {
        AlertState.Firing when verdict.IsOver => (AlertState.Resolved, AlertEventKind.Resolved),
        AlertState.Firing => null,
        AlertState.Resolved when now - alert.Since < alert.CoolDown => null,
        _ when verdict.IsCase => (AlertState.Firing, AlertEventKind.Firing),
        AlertState.Resolved => (AlertState.Ok, null),
        _ => null,
    };
}
