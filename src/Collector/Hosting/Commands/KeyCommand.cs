using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Storage.Catalog;

namespace Collector.Hosting.Commands;

/// <summary><c>collector key create|list|revoke</c>: API keys, shown once.</summary>
internal static class KeyCommand
{
    public static Command Make() => new("key", "Create, list and revoke API keys.") { Create(), List(), Revoke() };

    private static Command Create()
    {
        var label = new Argument<string>("label") { Description = "What the key is for: 'web shop server'." };
        var site = new Option<string?>("--site") { Description = "The one site it may use; default all." };
        var rights = new Option<string>("--rights") { Description = "send, read, admin, or several with commas.", DefaultValueFactory = _ => "send,read" };
        var data = CommandLine.DataOption();
        var command = new Command("create", "Create a key and print it; it is shown this once.") { label, site, rights, data };
        command.SetAction(parsed =>
        {
            using var catalog = SiteCommand.OpenCatalog(CommandLine.ReadOptions(parsed, data));
            uint? siteId = null;
            if (parsed.GetValue(site) is { } name)
            {
                siteId = SiteCommand.Find(catalog, name).Id;
            }

            var text = parsed.GetRequiredValue(rights);
            if (!Enum.TryParse<KeyRights>(text, ignoreCase: true, out var parsedRights) || int.TryParse(text, CultureInfo.InvariantCulture, out _))
            {
                throw new ExitException(ExitCode.Unusable, $"'{text}' are no rights: give send, read, admin, or several with commas.");
            }

            Console.WriteLine(catalog.CreateKey(parsed.GetRequiredValue(label), siteId, parsedRights).Secret);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var data = CommandLine.DataOption();
        var command = new Command("list", "List the keys, without their secrets.") { data };
        command.SetAction(parsed =>
        {
            using var catalog = SiteCommand.OpenCatalog(CommandLine.ReadOptions(parsed, data));
            var sites = catalog.Sites().ToDictionary(site => site.Id, site => site.Name);
            var table = new Table().Border(TableBorder.Simple).AddColumns("Id", "Label", "Site", "Rights", "Created", "Last used", "Revoked");
            foreach (var key in catalog.Keys())
            {
                table.AddRow(
                    key.Id.ToString(CultureInfo.InvariantCulture),
                    key.Label.EscapeMarkup(),
                    key.SiteId is { } id ? sites.GetValueOrDefault(id, "removed").EscapeMarkup() : "all",
                    key.Rights.ToString(),
                    Day(key.Created),
                    Day(key.LastUsed),
                    Day(key.Revoked));
            }

            AnsiConsole.Write(table);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<long>("id") { Description = "The key's id, from 'collector key list'." };
        var data = CommandLine.DataOption();
        var command = new Command("revoke", "Make a key useless, at once and for ever.") { id, data };
        command.SetAction(parsed =>
        {
            using var catalog = SiteCommand.OpenCatalog(CommandLine.ReadOptions(parsed, data));
            catalog.RevokeKey(parsed.GetValue(id));
            Console.WriteLine("Revoked.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
