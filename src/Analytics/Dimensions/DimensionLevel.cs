namespace Analytics.Dimensions;

/// <summary>What a dimension describes, hence how its filter reaches visits.</summary>
internal enum DimensionLevel
{
    /// <summary>The single event: a visit counts when one of its events fits.</summary>
    Event,

    /// <summary>The visit or visitor, the same on all their rows: filters rows.</summary>
    Visit,

    /// <summary>The visit, but only its rows together tell: filters visits.</summary>
    WholeVisit,
}
