namespace Storage.Catalog;

/// <summary>The number an alert watches. Stored as a word.</summary>
public enum AlertMetric
{
    Visitors,
    Pageviews,
    Events,
    Conversions,
    Revenue,
}
