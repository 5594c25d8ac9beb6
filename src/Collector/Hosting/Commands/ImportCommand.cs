using System.CommandLine;
using System.Text;
using Analytics.Reports.Costs;

namespace Collector.Hosting.Commands;

/// <summary><c>collector import costs FILE --site S</c>: works beside a running collector.</summary>
internal static class ImportCommand
{
    public static Command Make() => new("import", "Import files.") { Costs() };

    private static Command Costs()
    {
        var file = new Argument<string>("file") { Description = $"CSV with a header: {string.Join(", ", CostCsv.Columns)}; at most {CostCsv.MaxRows} rows." };
        var site = new Option<string>("--site") { Description = "The site.", Required = true };
        var data = CommandLine.DataOption();
        var command = new Command("costs", "Import what campaigns cost; a row takes the place of one of the same day and names.") { file, site, data };
        command.SetAction(parsed =>
        {
            using var catalog = SiteCommand.OpenCatalog(CommandLine.ReadOptions(parsed, data));
            var name = parsed.GetRequiredValue(site);
            var found = SiteCommand.Find(catalog, name);
            var (rows, errors) = CostCsv.Read(Text(parsed.GetRequiredValue(file)), found.Currency);
            if (errors.Count > 0)
            {
                throw new ExitException(ExitCode.Unusable, string.Join(Environment.NewLine, errors.Append("Nothing was stored.")));
            }

            var (added, replaced) = catalog.PutCosts(found.Id, rows);
            Console.WriteLine($"Imported {rows.Count} rows: {added} new, {replaced} replaced.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Text(string path)
    {
        try
        {
            return new FileInfo(path).Length <= CostCsv.MaxBytes
                ? File.ReadAllText(path, Encoding.UTF8)
                : throw new ExitException(ExitCode.Unusable, $"{path} is larger than {CostCsv.MaxBytes} bytes: split it.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ExitException(ExitCode.Unusable, $"{path} cannot be read ({unreadable.Message.TrimEnd('.')}): give the path of a CSV file.");
        }
    }
}
