namespace Collector.Enrichment.Places;

/// <summary>What is known of a place; "" for what is not.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Region">ISO 3166-2, with the country.</param>
/// <param name="City">English name.</param>
internal sealed record Place(string Country, string Region, string City)
{
    public static Place Unknown { get; } = new("", "", "");
}
