using System.CommandLine;
using Analytics.Querying;
using Analytics.Reports;
using Spectre.Console;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Hosting.Commands;

/// <summary><c>collector report NAME --site SITE …</c>: a report as a table, JSON or CSV; beside a running collector, or with a server.</summary>
internal static class ReportCommand
{
    /// <summary>The API's parameters, as options of the same name.</summary>
    private static readonly (string Name, string Help, bool Many)[] Parameters =
    [
        ("period", "today, yesterday, 7d, 28d, 30d, mtd, 12mo or all.", false),
        ("from", "First local day, 2026-11-01.", false),
        ("to", "Last local day.", false),
        ("interval", "hour, day, week or month (timeseries).", false),
        ("by", "Dimension (breakdown): page, source, country, …", false),
        ("filter", "country==DE, path~=^/blog, source!=Google, …; may be repeated.", true),
        ("compare", "previous or year.", false),
        ("sort", "Column to sort by, with - before it for falling.", false),
        ("limit", "Rows.", false),
        ("offset", "Rows to leave out first.", false),
        ("classes", "human,suspected,bot,… or all.", false),
        ("step", "A funnel's step: page:/product*, event:Purchase; repeated in order.", true),
        ("funnel", "A saved funnel's id.", false),
        ("window", "A funnel's window: 30m, 1d, …", false),
        ("order", "A funnel's order: ordered, strict or any.", false),
        ("unit", "A funnel's unit: visitor or visit.", false),
        ("attribution", "A funnel split by a dimension: first_touch, last_touch or step:2.", false),
        ("at", "funnel_next, funnel_people: the step's number.", false),
        ("who", "funnel_people: entered, converted or dropped.", false),
        ("start", "journeys: from this page or event on.", false),
        ("end", "journeys: what led to this page or event.", false),
        ("steps", "journeys: how many steps.", false),
        ("top", "journeys: pages at each step.", false),
        ("nodes", "journeys: pages or all.", false),
        ("group", "journeys: page or folder.", false),
        ("depth", "journeys: folders, with --group folder.", false),
        ("repeats", "journeys: collapse or keep.", false),
        ("first", "Retention: the first event: any, event:Name, page:/path*, goal:Name.", false),
        ("return", "Retention: the return event.", false),
        ("cohort", "Retention: day, week or month.", false),
        ("mode", "Retention: exact or rolling.", false),
        ("conversion", "Attribution, costs: what converts: event:Name, page:/path*, goal:Name; any goal when left out.", false),
        ("model", "Attribution: first, last, last_non_direct, linear, position or time_decay; all when left out.", false),
        ("lookback", "Attribution: how old a touch may be: 7d, 30d, …", false),
        ("show", "rfm: groups, buyers; carts: steps, carts; engagement: visits, recency, winback.", false),
        ("group", "rfm: one group.", false),
        ("cart", "Carts: the cart event, event:AddToCart.", false),
        ("purchase", "Carts: what buys, event:Purchase.", false),
        ("away", "Engagement: days not seen.", false),
        ("feed", "Live: latest events to show.", false),
    ];

    public static Command Make()
    {
        var name = new Argument<string>("name") { Description = string.Join(", ", ReportRunner.Names) + "." };
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var json = new Option<bool>("--json") { Description = "Write JSON, as the API does." };
        var csv = new Option<bool>("--csv") { Description = "Write CSV." };
        var data = CommandLine.DataOption();
        var one = Parameters.Where(parameter => !parameter.Many).Select(parameter => new Option<string?>("--" + parameter.Name) { Description = parameter.Help }).ToList();
        var many = Parameters.Where(parameter => parameter.Many).Select(parameter => new Option<string[]>("--" + parameter.Name) { Description = parameter.Help }).ToList();
        var command = new Command("report", "Print a report.") { name, site, json, csv, data };
        one.ForEach(command.Options.Add);
        many.ForEach(command.Options.Add);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = one.Select(option => (option.Name, Value: parsed.GetValue(option)))
                .Concat(many.SelectMany(option => (parsed.GetValue(option) ?? []).Select(value => (option.Name, Value: (string?)value))))
                .Where(pair => pair.Value is not null)
                .ToLookup(pair => pair.Name.TrimStart('-'), pair => pair.Value!); // nulls were left out above
            var result = await RunAsync(CommandLine.ReadOptions(parsed, data), parsed.GetRequiredValue(site), parsed.GetRequiredValue(name), asked, cancellationToken);
            Write(result, parsed.GetValue(json), parsed.GetValue(csv));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ReportResult> RunAsync(CollectorOptions options, string siteName, string report, ILookup<string, string> query, CancellationToken cancellationToken)
    {
        using var catalog = SiteCommand.OpenCatalog(options);
        var site = catalog.FindSite(siteName) ?? throw new ExitException(ExitCode.Unusable, $"There is no site '{siteName}': see 'collector site list'.");
        using var client = new ClickHouseClient(DatabaseEndpoint.Of(options, DataFolder.Beside(options.Data)));
        if (!await client.PingAsync(cancellationToken))
        {
            throw new ExitException(ExitCode.DatabaseUnavailable, "The database does not answer: start the collector of this data folder (./run), or set COLLECTOR_CLICKHOUSE.");
        }

        try
        {
            return await new ReportRunner(client, catalog, TimeProvider.System).RunAsync(site, report, query, cancellationToken);
        }
        catch (QueryProblemException problem)
        {
            throw new ExitException(ExitCode.Unusable, problem.Message);
        }
    }

    private static void Write(ReportResult result, bool json, bool csv)
    {
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            ReportJson.Write(result, output);
            Console.WriteLine();
        }
        else if (csv)
        {
            ReportCsv.Write(result, Console.Out);
        }
        else
        {
            // Without a terminal nothing says how wide a line may be.
            AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 160 : AnsiConsole.Profile.Width;
            Console.WriteLine(ReportTable.Title(result));
            AnsiConsole.Write(ReportTable.Of(result));
            foreach (var note in result.Notes)
            {
                Console.WriteLine(note.Text);
            }
        }
    }
}
