namespace Storage.Events;

/// <summary>The event names with a meaning of their own; every other name is a custom event.</summary>
public static class EventNames
{
    public const string Pageview = "pageview";

    /// <summary>A beacon of engaged time and scroll depth; never counted as an action.</summary>
    public const string Engagement = "engagement";

    /// <summary>Money given back: its value is stored negative, whichever sign it was sent with.</summary>
    public const string Refund = "Refund";
}
