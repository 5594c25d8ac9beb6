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
    /// <summary>Letters of a line in a file or pipe: wider than any table.</summary>
    private const int WidestLine = 100_000;

    public static Command Make()
    {
        var name = new Argument<string>("name") { Description = string.Join(", ", ReportRunner.Names) + "." };
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var json = new Option<bool>("--json") { Description = "Write JSON, as the API does." };
        var csv = new Option<bool>("--csv") { Description = "Write CSV." };
        var data = CommandLine.DataOption();
        var one = ReportParameters.All.Where(parameter => !parameter.Repeats).Select(parameter => new Option<string?>("--" + parameter.Name) { Description = Help(parameter) }).ToList();
        var many = ReportParameters.All.Where(parameter => parameter.Repeats).Select(parameter => new Option<string[]>("--" + parameter.Name) { Description = Help(parameter) }).ToList();
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

    private static string Help(ReportParameter parameter)
    {
        var reports = parameter.For.Length == 0 ? "" : $"{parameter.For}: ";
        var words = parameter.Allowed.Count == 0 ? "" : $" One of {string.Join(", ", parameter.Allowed)}.";
        return $"{reports}{parameter.Text}{words}{(parameter.Repeats ? " May be repeated." : "")}";
    }

    private static async Task<ReportResult> RunAsync(CollectorOptions options, string siteName, string report, ILookup<string, string> query, CancellationToken cancellationToken)
    {
        using var catalog = SiteCommand.OpenCatalog(options);
        var site = SiteCommand.Find(catalog, siteName);
        using var client = await DatabaseEndpoint.OpenAsync(options, cancellationToken);

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
            // Without a terminal nothing says how wide a line may be: nothing is cut.
            AnsiConsole.Profile.Width = Console.IsOutputRedirected ? WidestLine : AnsiConsole.Profile.Width;
            Console.WriteLine(ReportTable.Title(result));
            AnsiConsole.Write(ReportTable.Of(result, AnsiConsole.Profile.Width));
            foreach (var note in result.Notes)
            {
                Console.WriteLine(note.Text);
            }
        }
    }
}
