namespace Storage.Catalog;

/// <summary>How the steps of a funnel must follow each other. Stored by name; never rename.</summary>
public enum FunnelOrder
{
    /// <summary>In order, other events may lie between.</summary>
    Ordered,

    /// <summary>In order, nothing may lie between.</summary>
    Strict,

    /// <summary>All of them, in any order.</summary>
    Any,
}
