namespace Analytics.Querying;

/// <summary>Width of the steps of a time series, in local time.</summary>
internal enum Interval
{
    Hour,
    Day,

    /// <summary>Monday to Sunday.</summary>
    Week,
    Month,
}
