using System.CommandLine;
using Spectre.Console;
using Storage.Catalog;

namespace Collector.Hosting.Commands;

/// <summary><c>collector site add|list|set</c>: works beside a running collector, which sees the change within a second.</summary>
internal static class SiteCommand
{
    public static Command Make() => new("site", "Add, list and change sites.") { Add(), List(), SiteSetCommand.Make() };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "The site's name, usually its domain: example.com." };
        var zone = new Option<string>("--timezone") { Description = "IANA time zone of the site's days.", DefaultValueFactory = _ => "UTC" };
        var currency = new Option<string>("--currency") { Description = "ISO 4217 currency of its reports.", DefaultValueFactory = _ => "EUR" };
        var data = CommandLine.DataOption();
        var command = new Command("add", "Add a site.") { name, zone, currency, data };
        command.SetAction(parsed =>
        {
            using var catalog = OpenCatalog(CommandLine.ReadOptions(parsed, data));
            var site = catalog.AddSite(parsed.GetRequiredValue(name), parsed.GetRequiredValue(zone), parsed.GetRequiredValue(currency));
            Console.WriteLine($"Added {site.Name} (time zone {site.TimeZone}, currency {site.Currency}). Paste into its pages:");
            Console.WriteLine($"<script defer src=\"https://HOST/s.js\" data-site=\"{site.Name}\"></script>");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var data = CommandLine.DataOption();
        var command = new Command("list", "List the sites.") { data };
        command.SetAction(parsed =>
        {
            using var catalog = OpenCatalog(CommandLine.ReadOptions(parsed, data));
            var table = new Table().Border(TableBorder.Simple).AddColumns("Site", "Time zone", "Currency", "Own script path");
            foreach (var site in catalog.Sites())
            {
                table.AddRow(site.Name.EscapeMarkup(), site.TimeZone, site.Currency, $"/{site.ScriptPath}.js");
            }

            AnsiConsole.Write(table);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A site by its name.</summary>
    /// <exception cref="ExitException">There is none.</exception>
    internal static Site Find(CatalogStore catalog, string name) =>
        catalog.FindSite(name) ?? throw new ExitException(ExitCode.Unusable, $"There is no site '{name}': see '{ProgramName.Typed} site list'.");

    /// <summary>The catalog of a data folder that may be in use: SQLite lets both read and write.</summary>
    internal static CatalogStore OpenCatalog(CollectorOptions options)
    {
        var folder = DataFolder.Beside(options.Data);
        if (!File.Exists(folder.Catalog) && !options.IsDataGiven)
        {
            throw new ExitException(ExitCode.Unusable, $"There is no collector in {folder.Path}: give the folder of yours with --data FOLDER or COLLECTOR_DATA.");
        }

        if (FolderParts.Problems(folder).FirstOrDefault() is { } problem)
        {
            throw new ExitException(ExitCode.Unusable, problem);
        }

        try
        {
            Directory.CreateDirectory(folder.Path);
            return CatalogStore.Open(folder.Catalog, TimeProvider.System);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ExitException(ExitCode.Unusable, $"The data folder {folder.Path} cannot be written ({exception.Message.TrimEnd('.')}): make it writable, or give another one (--data).");
        }
    }
}
