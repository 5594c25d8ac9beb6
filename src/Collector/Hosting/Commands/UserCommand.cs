using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Storage.Catalog;

namespace Collector.Hosting.Commands;

/// <summary><c>collector user add|list|link|reset|remove</c>: works beside a running collector.</summary>
internal static class UserCommand
{
    /// <summary>A link printed here works once, for a day.</summary>
    private static readonly TimeSpan LinkLife = TimeSpan.FromDays(1);

    public static Command Make() => new("user", "Add, list and remove who may sign in; make sign-in links.")
    {
        Add(),
        List(),
        OfOne("link", "Print a sign-in link that works once, within a day.", (catalog, user, address) => PrintLink(catalog, user, address)),
        OfOne("reset", "Take password, codes and sessions away and print a sign-in link.", (catalog, user, address) =>
        {
            catalog.ResetUser(user.Id, evenLastOwner: true);
            PrintLink(catalog, user, address);
        }),
        OfOne("remove", "Remove a user, at once.", (catalog, user, _) =>
        {
            catalog.RemoveUser(user.Id);
            Console.WriteLine($"Removed {user.Name}.");
        }),
    };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "What is typed to sign in, usually an e-mail address." };
        var role = new Option<string>("--role") { Description = "viewer, analyst, admin or owner.", DefaultValueFactory = _ => "viewer" };
        var site = new Option<string?>("--site") { Description = "The one site the role is for; default all." };
        var data = CommandLine.DataOption();
        var command = new Command("add", "Add a user and print a sign-in link, where the password is set.") { name, role, site, data };
        command.SetAction(parsed =>
        {
            var options = CommandLine.ReadOptions(parsed, data);
            using var catalog = SiteCommand.OpenCatalog(options);
            var held = CatalogWords.Read<UserRole>(parsed.GetRequiredValue(role), "--role");
            uint? siteId = parsed.GetValue(site) is { } siteName
                ? catalog.FindSite(siteName)?.Id ?? throw new ExitException(ExitCode.Unusable, $"There is no site '{siteName}': see 'collector site list'.")
                : null;
            var user = catalog.AddUser(parsed.GetRequiredValue(name), siteId is null ? held : null);
            if (siteId is { } id)
            {
                catalog.SetSiteRole(user.Id, id, held);
            }

            PrintLink(catalog, user, AddressOf(options));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command List()
    {
        var data = CommandLine.DataOption();
        var command = new Command("list", "List the users and their roles.") { data };
        command.SetAction(parsed =>
        {
            using var catalog = SiteCommand.OpenCatalog(CommandLine.ReadOptions(parsed, data));
            var sites = catalog.Sites().ToDictionary(known => known.Id, known => known.Name);
            var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "All sites", "Single sites", "Password", "Codes", "Added");
            foreach (var user in catalog.Users())
            {
                table.AddRow(
                    user.Name.EscapeMarkup(),
                    user.Role is { } everywhere ? CatalogWords.Of(everywhere) : "",
                    string.Join(", ", user.SiteRoles.Select(pair => $"{sites[pair.Key]} {CatalogWords.Of(pair.Value)}")).EscapeMarkup(),
                    user.HasPassword ? "yes" : "not yet",
                    user.HasSecondFactor ? "yes" : "no",
                    user.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
            }

            AnsiConsole.Write(table);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command OfOne(string word, string description, Action<CatalogStore, User, string> run)
    {
        var name = new Argument<string>("name") { Description = "The user's name, from 'collector user list'." };
        var data = CommandLine.DataOption();
        var command = new Command(word, description) { name, data };
        command.SetAction(parsed =>
        {
            var options = CommandLine.ReadOptions(parsed, data);
            using var catalog = SiteCommand.OpenCatalog(options);
            var user = catalog.FindUser(parsed.GetRequiredValue(name))
                ?? throw new ExitException(ExitCode.Unusable, $"There is no user '{parsed.GetRequiredValue(name)}': see 'collector user list'.");
            run(catalog, user, AddressOf(options));
            catalog.Audit("operator", $"user {word}", user.Name);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void PrintLink(CatalogStore catalog, User user, string address)
    {
        Console.WriteLine($"{user.Name} signs in here, once, within a day (put your own address before /sign-in when there is a proxy):");
        Console.WriteLine($"{address}/sign-in?token={catalog.CreateSignInToken(LinkLife, user.Id)}");
    }

    private static string AddressOf(CollectorOptions options) => options.Urls.Split(';')[0].Trim().TrimEnd('/');
}
