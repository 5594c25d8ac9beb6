using System.Net;
using Microsoft.Extensions.Configuration;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>
/// All settings of the collector. Sources, later ones win: defaults here, appsettings.json, environment (COLLECTOR_ before the
/// name), command line (--name). docs/configuration.md is the manual; a test holds the two equal.
/// </summary>
internal sealed record CollectorOptions
{
    /// <summary>URLS: listen addresses, separated by semicolons. Default http://localhost:8080.</summary>
    public string Urls { get; init; } = "http://localhost:8080";

    /// <summary>DATA: the data folder; one collector at a time. Default ./data.</summary>
    public string Data { get; init; } = "./data";

    /// <summary>SITES: comma list of sites created at start when missing. Default none.</summary>
    public IReadOnlyList<string> Sites { get; init; } = [];

    /// <summary>ADMINKEY: an admin API key accepted from start, at least 16 characters; for automation. Default none.</summary>
    public string AdminKey { get; init; } = "";

    /// <summary>CLICKHOUSE: URL of a server, http://user:password@host:8123/database. Default: the embedded engine.</summary>
    public string ClickHouse { get; init; } = "";

    /// <summary>TRUSTEDPROXIES: comma list of addresses and CIDR ranges whose forwarding headers are believed. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>WEBHOOKNETWORKS: comma list of CIDR ranges that are not public and that webhooks may reach, by http and at any port too. Default none.</summary>
    public IReadOnlyList<string> WebhookNetworks { get; init; } = [];

    /// <summary>GEOIP: path of an .mmdb file for country, region and city. Default none.</summary>
    public string GeoIp { get; init; } = "";

    /// <summary>ASN: path of an .mmdb file of autonomous systems: addresses of hosting companies are one signal of a bot. Default none.</summary>
    public string Asn { get; init; } = "";

    /// <summary>UAREGEXES: path of a regexes.yaml newer than the built-in rules. Default none.</summary>
    public string UaRegexes { get; init; } = "";

    /// <summary>ROLES: collect, report, or both. Default both.</summary>
    public IReadOnlyList<string> Roles { get; init; } = ["collect", "report"];

    /// <summary>ENGINEMEMORY: memory limit of the embedded engine in MiB, 200–1,000,000. Default 400.</summary>
    public int EngineMemoryMiB { get; init; } = 400;

    /// <summary>ENGINEPORT: loopback port of the embedded engine for BI tools (read-only user); 0 = none. Default 0.</summary>
    public int EnginePort { get; init; }

    /// <summary>ENGINEPASSWORD: password of the read-only user <c>reader</c> on that port. Required with it.</summary>
    public string EnginePassword { get; init; } = "";

    /// <summary>JOURNALMAXMIB: most the journal may hold before new hits are refused, in MiB; 0 = min(10 GiB, a quarter of the disk). Default 0.</summary>
    public long JournalMaxMiB { get; init; }

    /// <summary>MINFREEMIB: free disk space below which new hits are refused, in MiB; -1 = max(1 GiB, 5 %) of the disk. Default -1.</summary>
    public long MinFreeMiB { get; init; } = -1;

    /// <summary>RATENETWORK: hits a second from one network (/24 of IPv4, /64 of IPv6; not through the server API); 0 = no limit. Default 500.</summary>
    public int RateNetwork { get; init; } = 500;

    /// <summary>RATESITE: hits a second for one site; 0 = no limit. Default 0.</summary>
    public int RateSite { get; init; }

    /// <summary>DEMO: fill the site demo.local with 90 days of made-up traffic, let it go on, and serve the demo shop. Default false.</summary>
    public bool Demo { get; init; }

    /// <summary>Whether DATA was given and is not the default.</summary>
    public bool IsDataGiven { get; init; }

    /// <summary>Names of the settings, as in the environment after COLLECTOR_.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["URLS", "DATA", "SITES", "ADMINKEY", "CLICKHOUSE", "TRUSTEDPROXIES", "WEBHOOKNETWORKS", "GEOIP", "ASN", "UAREGEXES", "ROLES", "ENGINEMEMORY", "ENGINEPORT", "ENGINEPASSWORD", "JOURNALMAXMIB", "MINFREEMIB", "RATENETWORK", "RATESITE", "DEMO"];

    public bool Collects => Roles.Contains("collect");

    public bool Reports => Roles.Contains("report");

    /// <summary>Reads the settings; every fault is added to <paramref name="faults"/> by its full name, all in one go.</summary>
    public static CollectorOptions Read(IConfiguration configuration, ICollection<string> faults)
    {
        var defaults = new CollectorOptions();
        var options = new CollectorOptions
        {
            Urls = Text("URLS", defaults.Urls),
            Data = Text("DATA", defaults.Data),
            IsDataGiven = Text("DATA", "").Length > 0,
            Sites = List("SITES", defaults.Sites),
            AdminKey = Text("ADMINKEY", ""),
            ClickHouse = Text("CLICKHOUSE", ""),
            TrustedProxies = List("TRUSTEDPROXIES", []),
            WebhookNetworks = List("WEBHOOKNETWORKS", []),
            GeoIp = Text("GEOIP", ""),
            Asn = Text("ASN", ""),
            UaRegexes = Text("UAREGEXES", ""),
            Roles = List("ROLES", defaults.Roles),
            EngineMemoryMiB = (int)Number("ENGINEMEMORY", defaults.EngineMemoryMiB, 200, 1_000_000),
            EnginePort = (int)Number("ENGINEPORT", 0, 0, 65_535),
            EnginePassword = Text("ENGINEPASSWORD", ""),
            JournalMaxMiB = Number("JOURNALMAXMIB", 0, 0, 1_000_000_000),
            MinFreeMiB = Number("MINFREEMIB", -1, -1, 1_000_000_000),
            RateNetwork = (int)Number("RATENETWORK", defaults.RateNetwork, 0, 1_000_000),
            RateSite = (int)Number("RATESITE", 0, 0, 1_000_000),
            Demo = Flag("DEMO"),
        };
        options.Check(faults);
        return options;

        string Text(string name, string otherwise) => configuration[name] is { Length: > 0 } text ? text.Trim() : otherwise;

        IReadOnlyList<string> List(string name, IReadOnlyList<string> otherwise) =>
            configuration[name] is { Length: > 0 } text ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : otherwise;

        long Number(string name, long otherwise, long least, long most)
        {
            var text = configuration[name];
            if (string.IsNullOrWhiteSpace(text))
            {
                return otherwise;
            }

            if (long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            faults.Add($"COLLECTOR_{name} is '{text}': give a whole number from {least} to {most}.");
            return otherwise;
        }

        bool Flag(string name)
        {
            var text = configuration[name];
            if (string.IsNullOrWhiteSpace(text))
            {
                return false;
            }

            if (!bool.TryParse(text, out var flag) && text is not ("0" or "1"))
            {
                faults.Add($"COLLECTOR_{name} is '{text}': give true or false.");
            }

            return flag || text == "1";
        }
    }

    private void Check(ICollection<string> faults)
    {
        foreach (var url in Urls.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"COLLECTOR_URLS has '{url}': give addresses such as http://localhost:8080, separated by semicolons.");
            }
        }

        if (AdminKey.Length is > 0 and < 16)
        {
            faults.Add("COLLECTOR_ADMINKEY is too short: give at least 16 characters.");
        }

        if (ClickHouse.Length > 0)
        {
            try
            {
                ClickHouseEndpoint.Parse(ClickHouse);
            }
            catch (FormatException exception)
            {
                faults.Add("COLLECTOR_CLICKHOUSE: " + exception.Message);
            }
        }

        foreach (var proxy in TrustedProxies)
        {
            // "10" is an address to the framework (0.0.0.10), and a slip of the pen to everybody else.
            if (!Parsing.TrustedProxies.TryParse(proxy, out _, out _) || !proxy.AsSpan().ContainsAny('.', ':'))
            {
                faults.Add($"COLLECTOR_TRUSTEDPROXIES has '{proxy}': give addresses or ranges such as 10.0.0.0/8, with no bits set after the prefix.");
            }
        }

        foreach (var network in WebhookNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            faults.Add($"COLLECTOR_WEBHOOKNETWORKS has '{network}': give ranges such as 10.0.0.0/8, with no bits set after the prefix.");
        }

        foreach (var file in new[] { ("GEOIP", GeoIp), ("ASN", Asn), ("UAREGEXES", UaRegexes) })
        {
            if (file.Item2.Length > 0 && !File.Exists(file.Item2))
            {
                faults.Add($"COLLECTOR_{file.Item1} names '{file.Item2}': there is no such file.");
            }
        }

        foreach (var role in Roles)
        {
            if (role is not ("collect" or "report"))
            {
                faults.Add($"COLLECTOR_ROLES has '{role}': give collect, report, or collect,report.");
            }
        }

        if (EnginePort > 0 && EnginePassword.Length == 0)
        {
            faults.Add("COLLECTOR_ENGINEPORT is set: set COLLECTOR_ENGINEPASSWORD too, for the read-only user 'reader'.");
        }
    }
}
