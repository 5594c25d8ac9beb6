namespace Storage.Events;

/// <summary>The ranges of an event's columns that are narrower than their bytes: both enums and the revenue.</summary>
internal static class EventValues
{
    // Decimal(18, 4): four decimals, 18 digits.
    private const int Decimals = 4;
    private const long Scale = 10_000;
    private const long ScaledLimit = 1_000_000_000_000_000_000;
    private const decimal ValueLimit = ScaledLimit / Scale;

    public static bool IsKnown(HitClass value) => value is >= HitClass.Human and <= HitClass.Internal;

    public static bool IsKnown(IdentityKind value) => value is >= IdentityKind.None and <= IdentityKind.User;

    public static bool IsScaled(long value) => value is > -ScaledLimit and < ScaledLimit;

    public static sbyte Checked(HitClass value) => IsKnown(value)
        ? (sbyte)value
        : throw new ArgumentOutOfRangeException(nameof(value), "The hit class is none of the known ones.");

    public static sbyte Checked(IdentityKind value) => IsKnown(value)
        ? (sbyte)value
        : throw new ArgumentOutOfRangeException(nameof(value), "The identity kind is none of the known ones.");

    /// <summary>The value in ten-thousandths; further decimals are rounded, halves to even.</summary>
    public static long Scaled(decimal value)
    {
        var scaled = value is > -ValueLimit and < ValueLimit ? (long)(decimal.Round(value, Decimals) * Scale) : ScaledLimit;
        return IsScaled(scaled)
            ? scaled
            : throw new ArgumentOutOfRangeException(nameof(value), "The value does not fit Decimal(18, 4).");
    }

    public static decimal Unscaled(long scaled) => new decimal(scaled) / Scale;
}
