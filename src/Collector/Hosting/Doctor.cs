using System.Globalization;
using Collector.Journal;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>Examines a data folder, whether its collector runs or not, and writes a line per finding: good, or what to do.</summary>
internal static class Doctor
{
    public static async Task<int> RunAsync(CollectorOptions options, bool fix, CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { new(true, "settings", "can be read") };
        findings.AddRange(Commands.CommandLine.UnknownSettings().Select(sentence => new Finding(false, "settings", sentence)));
        var folder = DataFolder.Beside(options.Data);
        findings.Add(Directory.Exists(folder.Path)
            ? new(true, "data folder", folder.Path)
            : new(false, "data folder", $"{folder.Path} is not there yet: start the collector once, or give its folder with --data."));
        if (Directory.Exists(folder.Path))
        {
            if (fix)
            {
                findings.AddRange(FolderParts.Fix(folder).Select(done => new Finding(true, "fixed", done)));
            }

            findings.AddRange(FolderParts.Problems(folder).Select(problem => new Finding(false, "parts", problem)));
            findings.Add(Guarded("disk", () => Disk(options, folder)));
            findings.Add(Guarded("catalog", () => Catalog(folder)));
            findings.AddRange(JournalFolder(folder));
            findings.AddRange(await DatabaseAsync(options, folder, cancellationToken));
        }

        if (options.GeoIp.Length == 0 && !File.Exists("/usr/share/tor/geoip"))
        {
            findings.Add(new(true, "countries", "only by browser time zone: set COLLECTOR_GEOIP to an .mmdb file, or install Debian's tor-geoipdb"));
        }

        foreach (var finding in findings)
        {
            Console.WriteLine($"{(finding.Good ? "ok  " : "FIX ")} {finding.Subject,-12} {finding.Text}");
        }

        return findings.TrueForAll(finding => finding.Good) ? ExitCode.Ok : ExitCode.Fault;
    }

    // One thing that cannot be looked at does not hide the others.
    private static Finding Guarded(string subject, Func<Finding> look)
    {
        try
        {
            return look();
        }
        catch (Exception exception) when (exception is CatalogException or Storage.Schema.NewerVersionException or IOException or UnauthorizedAccessException)
        {
            return new(false, subject, exception.Message);
        }
    }

    private static Finding Disk(CollectorOptions options, DataFolder folder)
    {
        var drive = new DriveInfo(folder.Path);
        var floor = options.MinFreeMiB >= 0 ? options.MinFreeMiB << 20 : Math.Max(1L << 30, drive.TotalSize / 20);
        string Text(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:F1} GiB");
        return drive.AvailableFreeSpace > floor
            ? new(true, "disk", $"{Text(drive.AvailableFreeSpace)} free")
            : new(false, "disk", $"{Text(drive.AvailableFreeSpace)} free: new hits are refused below {Text(floor)}; free space, or set COLLECTOR_MINFREEMIB.");
    }

    private static Finding Catalog(DataFolder folder)
    {
        if (!File.Exists(folder.Catalog))
        {
            return new(false, "catalog", "is not there yet: start the collector once.");
        }

        using var catalog = CatalogStore.Open(folder.Catalog, TimeProvider.System);
        var sites = catalog.Sites().Count;
        return sites > 0
            ? new(true, "catalog", $"{sites} sites")
            : new(false, "catalog", $"holds no site, so every hit is dropped: {ProgramName.Typed} site add example.com --data {folder.Path}");
    }

    private static IEnumerable<Finding> JournalFolder(DataFolder folder)
    {
        if (!Directory.Exists(folder.Journal))
        {
            yield break;
        }

        var waiting = Directory.GetFiles(folder.Journal, "*.seg");
        yield return new(waiting.Length < 100, "journal", waiting.Length < 100
            ? $"{waiting.Length} segments wait to be loaded"
            : $"{waiting.Length} segments wait to be loaded: is the database answering?");
        var quarantine = Path.Combine(folder.Journal, JournalQuarantine.FolderName);
        var aside = Directory.Exists(quarantine) ? Directory.GetFiles(quarantine).Length : 0;
        yield return new(aside == 0, "quarantine", aside == 0 ? "empty" : $"{aside} files in {quarantine}: damaged ranges or refused records; see docs/journal-format.md");
    }

    private static async Task<IReadOnlyList<Finding>> DatabaseAsync(CollectorOptions options, DataFolder folder, CancellationToken cancellationToken)
    {
        if (options.ClickHouse.Length == 0 && Engine.EngineProcess.FolderProblem(folder.Path) is { } lost)
        {
            return [new(false, "database", lost)];
        }

        using var client = new ClickHouseClient(DatabaseEndpoint.Of(options, folder));
        if (!await client.PingAsync(cancellationToken))
        {
            return
            [
                options.ClickHouse.Length > 0 ? new(false, "database", "the server of COLLECTOR_CLICKHOUSE does not answer: check its address, user and network.")
                : folder.IsOwned() ? new(false, "database", "the collector runs and its engine does not answer: its log says why ('Database engine: …'); hits wait in the journal.")
                : new(true, "database", "the engine is not running; it runs while the collector does"),
            ];
        }

        try
        {
            var answer = await client.QueryAsync(new SqlQuery("SELECT version(), (SELECT count() FROM events), (SELECT count() FROM system.detached_parts WHERE table = 'events')"), cancellationToken);
            var broken = answer.Rows[0][2].GetInt64();
            return
            [
                new(true, "database", $"ClickHouse {answer.Rows[0][0]}, {answer.Rows[0][1]} events"),
                broken == 0 ? new(true, "parts", "none set aside")
                    : new(false, "parts", $"{broken} parts of the events were set aside as broken; what the journal still held was loaded again. Compare with a backup (docs/operations.md)."),
            ];
        }
        catch (ClickHouseException exception)
        {
            return [new(false, "database", $"answers, but not as it should: {exception.Message}")];
        }
    }

    private sealed record Finding(bool Good, string Subject, string Text);
}
