using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Analytics.Querying;
using Analytics.Reclassing;
using Analytics.Reports;
using Storage.ClickHouse;

namespace Collector.Hosting.Commands;

/// <summary><c>collector reclass</c>: gives kept hits another class by a rule; only counts unless <c>--apply</c> is given.</summary>
internal static class ReclassCommand
{
    private static readonly string[] RangeNames = ["period", "from", "to"];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Make()
    {
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var filter = new Option<string[]>("--rule") { Description = "A filter as in reports: class_reasons*=no-hints, browser==Chrome, path~=^/api; may be repeated, a hit must pass all." };
        var to = new Option<string>("--class") { Description = "What the hits become: human, suspected, bot, machine-open or internal.", Required = true };
        var perDay = new Option<int?>("--hits-per-day") { Description = "Only visitors with more hits than this on one day (UTC)." };
        var range = RangeNames.Select(name => new Option<string?>("--" + name) { Description = "As in reports." }).ToList();
        var apply = new Option<bool>("--apply") { Description = "Do it; otherwise it is only counted." };
        var data = CommandLine.DataOption();
        var command = new Command("reclass", "Give kept hits another class by a rule.") { site, filter, to, perDay, apply, data };
        range.ForEach(command.Options.Add);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var query = range.Select(option => (option.Name.TrimStart('-'), Value: parsed.GetValue(option)))
                .Append(("class", parsed.GetRequiredValue(to)))
                .Append(("hits_per_day", parsed.GetValue(perDay)?.ToString(CultureInfo.InvariantCulture)))
                .Concat((parsed.GetValue(filter) ?? []).Select(text => ("filter", (string?)text)))
                .ToLookup(pair => pair.Item1, pair => pair.Item2 ?? "");
            var result = await RunAsync(CommandLine.ReadOptions(parsed, data), parsed.GetRequiredValue(site), query, parsed.GetValue(apply), cancellationToken);
            Console.WriteLine(JsonSerializer.Serialize(result, Indented));
            if (!result.Applied)
            {
                Console.Error.WriteLine("Nothing is changed yet: give --apply to do it.");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ReclassResult> RunAsync(CollectorOptions options, string siteName, ILookup<string, string> query, bool apply, CancellationToken cancellationToken)
    {
        using var catalog = SiteCommand.OpenCatalog(options);
        var site = SiteCommand.Find(catalog, siteName);
        using var client = await DatabaseEndpoint.OpenAsync(options, cancellationToken);

        try
        {
            var runner = new ReportRunner(client, catalog, TimeProvider.System);
            using var history = new ClassHistory(client, catalog, runner, TimeProvider.System);
            return await history.RunAsync(site, query, apply, cancellationToken);
        }
        catch (QueryProblemException problem)
        {
            throw new ExitException(ExitCode.Unusable, problem.Message);
        }
    }
}
