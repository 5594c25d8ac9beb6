using System.CommandLine;
using Analytics;
using Collector.Enrichment.Visitors;
using Collector.Journal;
using Storage.Catalog;

namespace Collector.Hosting.Commands;

/// <summary>The options that name one visitor of one site, for <c>erase</c> and <c>export-visitor</c>.</summary>
internal sealed class VisitorOptions
{
    private readonly Option<string> _site = new("--site") { Description = "The site.", Required = true };
    private readonly Option<string?> _data = CommandLine.DataOption();
    private readonly List<Option<string?>> _names =
    [
        new("--user") { Description = "The site's user id." },
        new("--first-party") { Description = "The first-party id in the visitor's browser." },
        new("--recipient") { Description = "The sender's recipient id." },
        new("--visitor") { Description = "The visitor key, 16 hex digits." },
    ];

    public void AddTo(Command command)
    {
        command.Options.Add(_site);
        command.Options.Add(_data);
        _names.ForEach(command.Options.Add);
    }

    /// <summary>The settings, the site and the visitor's key.</summary>
    /// <exception cref="ExitException">There is no such site, no secret, or not exactly one name.</exception>
    public (CollectorOptions Options, Site Site, ulong Visitor) Read(ParseResult parsed)
    {
        var options = CommandLine.ReadOptions(parsed, _data);
        var given = _names.Zip(VisitorName.Kinds, (option, kind) => new VisitorName(kind, parsed.GetValue(option) ?? "")).Where(name => name.Id.Length > 0).ToList();
        if (given is not [var name])
        {
            throw new ExitException(ExitCode.Unusable, "Say whom: give exactly one of --user, --first-party, --recipient and --visitor.");
        }

        using var catalog = SiteCommand.OpenCatalog(options);
        var siteName = parsed.GetRequiredValue(_site);
        var site = SiteCommand.Find(catalog, siteName);
        var key = Secret(options).KeyOf(site.Id, name.Kind, name.Id, out var problem);
        return problem.Length == 0 ? (options, site, key) : throw new ExitException(ExitCode.Unusable, problem);
    }

    private static KnownVisitors Secret(CollectorOptions options)
    {
        var folder = DataFolder.Beside(options.Data).Secrets;
        return File.Exists(Path.Combine(folder, InstallationSecret.Name))
            ? new KnownVisitors(InstallationSecret.LoadOrCreate(folder, new PosixFiles().SyncFolder))
            : throw new ExitException(ExitCode.Unusable, $"There is no {InstallationSecret.Name} in {folder}: give the data folder of the collector that took the hits (--data).");
    }
}
