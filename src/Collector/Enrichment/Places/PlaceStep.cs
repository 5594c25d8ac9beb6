using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment.Places;

/// <summary>
/// Country, region and city by the first source that knows the country: trusted proxy header, the operator's file, ranges,
/// browser time zone. The address is looked at here and not kept.
/// </summary>
/// <param name="database">The operator's file.</param>
/// <param name="ranges">Ranges of the system, or null when they are not installed.</param>
/// <param name="zones">Countries of time zones.</param>
internal sealed class PlaceStep(PlaceDatabase database, CountryRanges? ranges, ZoneCountries zones) : IHitStep
{
    public RejectReason Apply(RawHit hit, Site site, EventRow row)
    {
        var address = hit.Request.Address;
        var isPublic = PublicAddresses.Contains(address);
        var place = isPublic ? database.Find(address) : Place.Unknown;
        (row.Country, row.GeoSource) = Country(hit, isPublic ? address : null, place);

        // Header and file may differ: region and city are the file's, so they only go with its country.
        if (row.Country == place.Country)
        {
            row.Region = place.Region;
            row.City = row.Flags.HasFlag(EventFlags.ConsentAggregate) ? "" : place.City;
        }

        return RejectReason.None;
    }

    private (string Country, string Source) Country(RawHit hit, System.Net.IPAddress? address, Place place)
    {
        if (CountryCodes.Known(hit.Request.ProxyCountry) is { Length: > 0 } stated)
        {
            return (stated, PlaceSources.Header);
        }

        if (place.Country.Length > 0)
        {
            return (place.Country, PlaceSources.File);
        }

        if (address is not null && ranges?.Find(address) is { Length: > 0 } ranged)
        {
            return (ranged, PlaceSources.Ranges);
        }

        return zones.Find(hit.TimeZone) is { Length: > 0 } zoned ? (zoned, PlaceSources.TimeZone) : ("", "");
    }
}
