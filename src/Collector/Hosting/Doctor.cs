using System.Globalization;
using Collector.Journal;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Collector.Hosting;

/// <summary>Examines a data folder, whether its collector runs or not, and writes a line per finding: good, or what to do.</summary>
internal static class Doctor
{
    public static async Task<int> RunAsync(CollectorOptions options, CancellationToken cancellationToken)
    {
        var findings = new List<Finding> { new(true, "settings", "can be read") };
        var folder = DataFolder.Beside(options.Data);
        findings.Add(Directory.Exists(folder.Path)
            ? new(true, "data folder", folder.Path)
            : new(false, "data folder", $"{folder.Path} is not there yet: start the collector once, or give its folder with --data."));
        if (Directory.Exists(folder.Path))
        {
            findings.Add(Disk(folder));
            findings.Add(Catalog(folder));
            findings.AddRange(JournalFolder(folder));
            findings.Add(await DatabaseAsync(options, folder, cancellationToken));
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

    private static Finding Disk(DataFolder folder)
    {
        var drive = new DriveInfo(folder.Path);
        var floor = Math.Max(1L << 30, drive.TotalSize / 20);
        var free = string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / 1073741824.0:F1} GiB free");
        return drive.AvailableFreeSpace > floor
            ? new(true, "disk", free)
            : new(false, "disk", free + ": new hits are refused below 1 GiB or 5 %; free space, or set COLLECTOR_MINFREEMIB.");
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
            : new(false, "catalog", "holds no site, so every hit is dropped: collector site add example.com");
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

    private static async Task<Finding> DatabaseAsync(CollectorOptions options, DataFolder folder, CancellationToken cancellationToken)
    {
        using var client = new ClickHouseClient(DatabaseEndpoint.Of(options, folder));
        if (!await client.PingAsync(cancellationToken))
        {
            return options.ClickHouse.Length > 0
                ? new(false, "database", "the server of COLLECTOR_CLICKHOUSE does not answer: check its address, user and network.")
                : new(true, "database", "the engine is not running; it runs while the collector does");
        }

        var answer = await client.QueryAsync(new SqlQuery("SELECT version(), (SELECT sum(rows) FROM system.parts WHERE active AND table = 'events')"), cancellationToken);
        return new(true, "database", $"ClickHouse {answer.Rows[0][0]}, {answer.Rows[0][1]} events");
    }

    private sealed record Finding(bool Good, string Subject, string Text);
}
