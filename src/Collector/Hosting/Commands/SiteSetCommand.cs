using System.CommandLine;
using Collector.Enrichment.Visitors;
using Collector.Journal;
using Storage.Catalog;

namespace Collector.Hosting.Commands;

/// <summary><c>collector site set NAME</c>: changes what its options name, and prints the site's settings. Lists replace what was there.</summary>
internal static class SiteSetCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The site's name." };
    private static readonly Option<string?> Zone = new("--timezone") { Description = "IANA time zone of the site's days." };
    private static readonly Option<string?> Currency = new("--currency") { Description = "ISO 4217 currency of its reports." };
    private static readonly Option<int?> Gap = new("--visit-gap") { Description = "Minutes of silence that end a visit, 5 to 240." };
    private static readonly Option<string?> Hostnames = new("--hostnames") { Description = "Hosts whose pages count, with commas; \"\" for any." };
    private static readonly Option<string?> Consent = new("--consent") { Description = "Level of events that state none: none, aggregate, cookieless, full." };
    private static readonly Option<string?> Control = new("--privacy-control") { Description = "What Global Privacy Control does: off, downgrade, drop." };
    private static readonly Option<string?> Referrers = new("--excluded-referrers")
    {
        Description = "Domains that are no source, with commas; -paypal.com counts a payment provider as one.",
    };

    private static readonly Option<string?> Networks = new("--internal-networks")
    {
        Description = "Addresses and networks of your own people, with commas; kept as keyed hashes. Shown entries (#4/24:…) may be given again.",
    };

    private static readonly Option<int?> Retention = new("--retention-months") { Description = "Months that events are kept, 1 to 120; 0 for ever." };

    public static Command Make()
    {
        var data = CommandLine.DataOption();
        var command = new Command("set", "Change a site's settings; without options, show them.")
        {
            Name, Zone, Currency, Gap, Hostnames, Consent, Control, Referrers, Networks, Retention, data,
        };
        command.SetAction(parsed =>
        {
            var options = CommandLine.ReadOptions(parsed, data);
            using var catalog = SiteCommand.OpenCatalog(options);
            var name = parsed.GetRequiredValue(Name);
            var site = catalog.FindSite(name) ?? throw new ExitException(ExitCode.Unusable, $"There is no site {name}: see collector site list, or add it with collector site add.");
            var secret = InstallationSecret.LoadOrCreate(DataFolder.Beside(options.Data).Secrets, new PosixFiles().SyncFolder);
            Print(catalog.UpdateSite(Changed(site, parsed, new NetworkKey(secret))));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Site Changed(Site site, ParseResult parsed, NetworkKey key) => site with
    {
        TimeZone = parsed.GetValue(Zone) ?? site.TimeZone,
        Currency = parsed.GetValue(Currency) ?? site.Currency,
        VisitGap = parsed.GetValue(Gap) is { } minutes ? TimeSpan.FromMinutes(minutes) : site.VisitGap,
        Hostnames = List(parsed, Hostnames) ?? site.Hostnames,
        Privacy = site.Privacy with
        {
            Consent = parsed.GetValue(Consent) is { } level ? CatalogWords.Read<ConsentLevel>(level, "--consent") : site.Privacy.Consent,
            PrivacyControl = parsed.GetValue(Control) is { } policy
                ? CatalogWords.Read<PrivacyControlPolicy>(policy, "--privacy-control")
                : site.Privacy.PrivacyControl,
            ExcludedReferrers = List(parsed, Referrers) is { } domains ? new ReferrerExclusions(domains) : site.Privacy.ExcludedReferrers,
            InternalNetworks = List(parsed, Networks) is { } networks ? InternalNetworks.Read(networks, key, site) : site.Privacy.InternalNetworks,
            RetentionMonths = parsed.GetValue(Retention) ?? site.Privacy.RetentionMonths,
        },
    };

    private static string[]? List(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Print(Site site)
    {
        Console.WriteLine($"site                {site.Name}");
        Console.WriteLine($"timezone            {site.TimeZone}");
        Console.WriteLine($"currency            {site.Currency}");
        Console.WriteLine($"visit-gap           {site.VisitGap.TotalMinutes} minutes");
        Console.WriteLine($"hostnames           {(site.Hostnames.Count == 0 ? "any" : string.Join(',', site.Hostnames))}");
        Console.WriteLine($"consent             {CatalogWords.Of(site.Privacy.Consent)}");
        Console.WriteLine($"privacy-control     {CatalogWords.Of(site.Privacy.PrivacyControl)}");
        Console.WriteLine($"excluded-referrers  {string.Join(',', site.Privacy.ExcludedReferrers.Entries)}");
        Console.WriteLine($"internal-networks   {string.Join(',', site.Privacy.InternalNetworks.Texts)}");
        Console.WriteLine($"retention-months    {(site.Privacy.RetentionMonths == 0 ? "for ever" : site.Privacy.RetentionMonths)}");
    }
}
