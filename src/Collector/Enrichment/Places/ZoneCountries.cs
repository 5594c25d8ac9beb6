using System.Collections.Frozen;

namespace Collector.Enrichment.Places;

/// <summary>
/// Country by the browser's time zone, from the system's <c>zone.tab</c> (not <c>zone1970.tab</c>, which merges countries), and the old
/// names that browsers still send for some zones.
/// </summary>
internal sealed class ZoneCountries
{
    private const int MaxLines = 10_000;

    /// <summary>Old names (tzdata's file <c>backward</c>) that Chromium, Firefox and WebKit report as canonical, or older systems do.</summary>
    private static readonly (string Old, string New)[] OldNames =
    [
        ("Africa/Asmera", "Africa/Asmara"),
        ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("America/Catamarca", "America/Argentina/Catamarca"),
        ("America/Coral_Harbour", "America/Atikokan"),
        ("America/Cordoba", "America/Argentina/Cordoba"),
        ("America/Fort_Wayne", "America/Indiana/Indianapolis"),
        ("America/Godthab", "America/Nuuk"),
        ("America/Indianapolis", "America/Indiana/Indianapolis"),
        ("America/Jujuy", "America/Argentina/Jujuy"),
        ("America/Louisville", "America/Kentucky/Louisville"),
        ("America/Mendoza", "America/Argentina/Mendoza"),
        ("America/Montreal", "America/Toronto"),
        ("America/Pangnirtung", "America/Iqaluit"),
        ("America/Santa_Isabel", "America/Tijuana"),
        ("America/Thunder_Bay", "America/Toronto"),
        ("America/Yellowknife", "America/Edmonton"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Asia/Chongqing", "Asia/Shanghai"),
        ("Asia/Dacca", "Asia/Dhaka"),
        ("Asia/Katmandu", "Asia/Kathmandu"),
        ("Asia/Macao", "Asia/Macau"),
        ("Asia/Rangoon", "Asia/Yangon"),
        ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
        ("Asia/Tel_Aviv", "Asia/Jerusalem"),
        ("Asia/Thimbu", "Asia/Thimphu"),
        ("Asia/Ulan_Bator", "Asia/Ulaanbaatar"),
        ("Atlantic/Faeroe", "Atlantic/Faroe"),
        ("Australia/Canberra", "Australia/Sydney"),
        ("Europe/Belfast", "Europe/London"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Europe/Nicosia", "Asia/Nicosia"),
        ("Europe/Uzhgorod", "Europe/Kyiv"),
        ("Europe/Zaporozhye", "Europe/Kyiv"),
        ("Pacific/Enderbury", "Pacific/Kanton"),
        ("Pacific/Ponape", "Pacific/Pohnpei"),
        ("Pacific/Truk", "Pacific/Chuuk"),
    ];

    private readonly FrozenDictionary<string, string> _countries;

    private ZoneCountries(Dictionary<string, string> countries) => _countries = countries.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Zones known, old names included.</summary>
    public int Count => _countries.Count;

    /// <summary>Reads a <c>zone.tab</c>; empty when it is not there or cannot be read.</summary>
    public static ZoneCountries Load(string path)
    {
        var countries = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            foreach (var line in File.ReadLines(path).Take(MaxLines))
            {
                var fields = line.Split('\t');
                if (!line.StartsWith('#') && fields.Length >= 3 && CountryCodes.Known(fields[0]) is { Length: 2 } country)
                {
                    countries.TryAdd(fields[2], country);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the system's zones this source stays silent.
        }

        foreach (var (old, current) in OldNames)
        {
            if (countries.TryGetValue(current, out var country))
            {
                countries.TryAdd(old, country);
            }
        }

        return new ZoneCountries(countries);
    }

    /// <summary>The country of a time zone, or "".</summary>
    public string Find(string zone) => zone.Length > 0 && _countries.TryGetValue(zone, out var country) ? country : "";
}
