namespace Storage.Catalog;

/// <summary>Whose steps a funnel puts together. Stored by name; never rename.</summary>
public enum FunnelUnit
{
    /// <summary>All events of a visitor.</summary>
    Visitor,

    /// <summary>The events of one visit.</summary>
    Visit,
}
