using System.CommandLine;
using System.Text.Json;
using Collector.Enrichment.Visitors;
using Collector.Erasure;
using Collector.Journal;

namespace Collector.Hosting.Commands;

/// <summary>
/// <c>collector erase</c>: leaves a request in the data folder, which the running collector carries out, and waits for the
/// receipt. <c>collector erase --verify FILE</c> checks a receipt's signature.
/// </summary>
internal static class EraseCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Make()
    {
        var visitor = new VisitorOptions();
        var command = new Command("erase", "Remove all that is stored of one visitor, for ever, and print the receipt.") { Verify() };
        visitor.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (options, site, key) = visitor.Read(parsed);
            var data = DataFolder.Beside(options.Data);
            var folder = new ErasureFolder(data.Erasures, new PosixFiles().SyncFolder);
            var request = new ErasureRequest { Id = ErasureFolder.NewId(), Site = site.Name, SiteId = site.Id, Visitor = key, Asked = TimeProvider.System.GetUtcNow() };
            folder.Keep(request);
            if (!data.IsOwned())
            {
                throw new ExitException(ExitCode.DatabaseUnavailable, "No collector runs on this data folder: the request is kept, and carried out as soon as one is started.");
            }

            ErasureReceipt? receipt;
            while ((receipt = folder.Receipt(request.Id)) is null)
            {
                await Task.Delay(Look, cancellationToken);
            }

            Console.WriteLine(JsonSerializer.Serialize(receipt, Indented));
            Console.Error.WriteLine($"Kept as {folder.ReceiptPath(request.Id)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Verify()
    {
        var file = new Argument<string>("file") { Description = "A receipt, from erasures/ in the data folder." };
        var data = CommandLine.DataOption();
        var command = new Command("verify", "Check the signature of a receipt.") { file, data };
        command.SetAction(parsed =>
        {
            var folder = DataFolder.Beside(CommandLine.ReadOptions(parsed, data).Data);
            var secret = Path.Combine(folder.Secrets, InstallationSecret.Name);
            var path = parsed.GetRequiredValue(file);
            if (!File.Exists(path) || !File.Exists(secret))
            {
                throw new ExitException(ExitCode.Unusable, $"There is no {(File.Exists(path) ? secret : path)}: give a receipt, and the data folder it was made in (--data).");
            }

            ErasureReceipt? receipt;
            try
            {
                receipt = JsonSerializer.Deserialize<ErasureReceipt>(File.ReadAllBytes(path));
            }
            catch (JsonException)
            {
                receipt = null;
            }

            if (receipt?.IsSignedBy(File.ReadAllBytes(secret)) != true)
            {
                throw new ExitException(ExitCode.Fault, "This is no receipt of this installation, or it was changed.");
            }

            Console.WriteLine($"Genuine: {receipt.Removed.Rows} rows of {receipt.Site} were erased, finished {receipt.Finished:u}.");
            return ExitCode.Ok;
        });
        return command;
    }
}
