using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Analytics.Reports;
using Engine;
using Microsoft.Extensions.Logging.Abstractions;
using ReportsBench;
using Storage.Catalog;
using Storage.ClickHouse;
using Storage.Schema;

// ReportsBench [--events 20000000] [--days 90] [--ranges 7,30,90] [--repeats 5] [--seed 1] [--folder DIR] [--only TEXT] [--rollups yes|no]
//   [--rolled 90]: how many of the last days get rollups, rounded up to tens.
//   [--memory 1000]: of the engine, in MiB.
//   [--rate HITS] [--seconds 60]: on the data of --folder, how much longer the answers take while so many hits come each second.
// Without --folder the data go to a temporary folder that is deleted; with it they are made once and kept for the next run.
var words = args.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1], StringComparer.Ordinal);
string Text(string name, string otherwise) => words.GetValueOrDefault(name, otherwise);
int Number(string name, int otherwise) => int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var events = Number("events", 20_000_000);
var days = Number("days", 90);
var kept = words.TryGetValue("folder", out var named);
var folder = kept ? Path.GetFullPath(named!) : Directory.CreateTempSubdirectory("reports-bench-").FullName;
Directory.CreateDirectory(folder);
var memory = Number("memory", 1_000);
var end = new DateOnly(2026, 11, 22);
string Built(string name) => typeof(Question).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == name).Value!;
var program = Built("Collector");
if (words.ContainsKey("rate"))
{
    await UnderLoad.RunAsync(folder, Path.ChangeExtension(program, null), Built("Load"), Number("ranges", 30), end, Number("rate", 5_000), Number("seconds", 60), memory);
    return;
}

var options = new EngineProcessOptions { DataFolder = folder, ExecutablePath = program, MemoryBytes = (long)memory << 20 };
await using (var engine = new EngineProcess(options, NullLogger<EngineProcess>.Instance, TimeProvider.System))
{
    await engine.StartAsync();
    using var client = new ClickHouseClient(ClickHouseEndpoint.Embedded(engine.SocketPath));
    await new SchemaMigrator(client).MigrateAsync();
    using var catalog = CatalogStore.Open(Path.Combine(folder, "catalog.db"), TimeProvider.System);
    var site = catalog.FindSite("bench.example") ?? catalog.AddSite("bench.example", "UTC", "EUR");

    var stored = await client.QueryAsync(new SqlQuery("SELECT count() FROM events"));
    if (stored.Rows[0][0].GetInt64() == 0)
    {
        await Traffic.FillAsync(client, events, days, end, (ulong)Number("seed", 1), day => Console.Error.Write(day % 10 == 0 ? $"day {day} of {days}\n" : ""));
        Console.Error.WriteLine();
        await client.ExecuteAsync(new SqlQuery("OPTIMIZE TABLE events FINAL").Setting("max_execution_time", "900"));
    }

    var size = await client.QueryAsync(new SqlQuery("SELECT sum(rows), sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'events'"));
    var rows = size.Rows[0][0].GetInt64();
    var bytes = size.Rows[0][1].GetInt64();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} events over {days} days, {(double)bytes / rows:F1} bytes an event on disk"));

    var runner = new ReportRunner(client, catalog, TimeProvider.System);
    if (Text("rollups", "yes") == "yes")
    {
        var watch = Stopwatch.GetTimestamp();
        var rolled = await client.QueryAsync(new SqlQuery("SELECT count() FROM (SELECT day FROM rollup_days WHERE day > '1970-01-02' GROUP BY day HAVING argMax(valid, build) = 1)"));
        var built = 0;
        for (var have = rolled.Rows[0][0].GetInt64(); have < Number("rolled", days); have += built)
        {
            built = await runner.KeepRollupsAsync(site, CancellationToken.None, leastRows: 1);
            if (built == 0)
            {
                break;
            }
        }

        var rollups = await client.QueryAsync(new SqlQuery("SELECT sum(rows), sum(bytes_on_disk) FROM system.parts WHERE active AND table = 'rollups'"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"rollups: {rollups.Rows[0][0].GetInt64():N0} rows, {(double)rollups.Rows[0][1].GetInt64() / rows:F1} bytes an event, made in {Stopwatch.GetElapsedTime(watch).TotalSeconds:F0} s"));
    }

    var measurement = new Measurement(client, runner, site, end, Number("repeats", 5));
    foreach (var range in Text("ranges", "7,30,90").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)))
    {
        Console.WriteLine();
        Console.WriteLine($"| {range} days | ms | floor ms | ratio | million rows read | MB read | goal at 30 days |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var question in Question.All.Where(question => question.Title.Contains(Text("only", ""), StringComparison.Ordinal)))
        {
            if (await measurement.RunAsync(question, range) is { } timing)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {question.Title} | {timing.Milliseconds:F1} | {timing.FloorMilliseconds:F1} | {timing.Milliseconds / timing.FloorMilliseconds:F2} | {timing.Rows / 1e6:F2} | {timing.Megabytes:F0} | {(question.Goal == 0 ? "" : question.Goal)} |"));
            }
        }
    }
}

if (!kept)
{
    Directory.Delete(folder, recursive: true);
}
