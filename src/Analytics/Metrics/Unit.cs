namespace Analytics.Metrics;

/// <summary>What the numbers of a column are; the words go into answers.</summary>
internal static class Unit
{
    public const string Text = "text";

    /// <summary>Local start of an interval: a date, or date, time and offset.</summary>
    public const string Time = "time";

    /// <summary>A whole number of things.</summary>
    public const string Count = "count";

    /// <summary>A number of things per other thing.</summary>
    public const string Ratio = "ratio";

    /// <summary>A fraction from 0 to 1.</summary>
    public const string Rate = "rate";

    public const string Seconds = "seconds";

    /// <summary>A decimal amount in the currency of the row's currency column.</summary>
    public const string Money = "money";
}
