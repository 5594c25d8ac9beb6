using System.CommandLine;
using Analytics.Reports;
using Storage.ClickHouse;

namespace Collector.Hosting.Commands;

/// <summary><c>collector export-visitor</c>: all rows of one visitor as JSON lines; beside a running collector, or with a server.</summary>
internal static class ExportVisitorCommand
{
    public static Command Make()
    {
        var visitor = new VisitorOptions();
        var command = new Command("export-visitor", "Write all that is stored of one visitor, one JSON object a line.");
        visitor.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (options, site, key) = visitor.Read(parsed);
            using var client = await DatabaseEndpoint.OpenAsync(options, cancellationToken);

            await using var rows = await new VisitorExport(client).OpenAsync(site, key, cancellationToken);
            await using var output = Console.OpenStandardOutput();
            await rows.CopyToAsync(output, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
