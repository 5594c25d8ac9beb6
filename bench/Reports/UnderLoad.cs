using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace ReportsBench;

/// <summary>
/// Asks the reports of a real collector over HTTP, one after the other, first while nothing comes in and then while hits do, and
/// compares how long the answers took.
/// </summary>
internal static class UnderLoad
{
    private const string Key = "bench-0123456789abcdef0123456789abcdef";

    private static readonly Uri Address = new("http://127.0.0.1:18080");

    /// <summary>Starts the collector on the folder, measures and stops it.</summary>
    /// <param name="folder">A data folder that this program has filled.</param>
    /// <param name="collector">The program <c>collector</c>.</param>
    /// <param name="load">The program of bench/Load.</param>
    /// <param name="days">Days before <paramref name="end"/> that are asked for.</param>
    /// <param name="end">The day after the traffic's last.</param>
    /// <param name="rate">Hits a second.</param>
    /// <param name="seconds">How long each half takes.</param>
    /// <param name="memory">Of the engine, in MiB.</param>
    public static async Task RunAsync(string folder, string collector, string load, int days, DateOnly end, int rate, int seconds, int memory)
    {
        var environment = new Dictionary<string, string>
        {
            ["COLLECTOR_DATA"] = folder,
            ["COLLECTOR_URLS"] = Address.ToString(),
            ["COLLECTOR_ADMINKEY"] = Key,
            ["COLLECTOR_ENGINEMEMORY"] = $"{memory}",
        };
        using var server = Start(collector, ["run"], environment);
        try
        {
            using var client = new HttpClient { BaseAddress = Address };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            await ReadyAsync(client);
            var range = string.Create(CultureInfo.InvariantCulture, $"from={end.AddDays(-days):yyyy-MM-dd}&to={end.AddDays(-1):yyyy-MM-dd}");
            await AskAsync(client, range, seconds / 2);
            var quiet = await AskAsync(client, range, seconds);

            var arguments = new[] { "open", "--url", Address.ToString().TrimEnd('/'), "--site", "bench.example", "--rate", $"{rate}", "--connections", "64", "--warm", "5", "--seconds", $"{seconds + 10}" };
            using var hits = Start(load, arguments, []);
            await Task.Delay(TimeSpan.FromSeconds(8));
            var busy = await AskAsync(client, range, seconds);
            await hits.WaitForExitAsync();

            Console.WriteLine($"| {days} days | quiet: median ms | p95 ms | {rate} hits/s: median ms | p95 ms | p95 ratio | answers |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            foreach (var question in Question.All.Where(busy.ContainsKey))
            {
                var (before, after) = (quiet[question], busy[question]);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {question.Title} | {At(before, 0.5):F0} | {At(before, 0.95):F0} | {At(after, 0.5):F0} | {At(after, 0.95):F0} | {At(after, 0.95) / At(before, 0.95):F2} | {before.Count} and {after.Count} |"));
            }
        }
        finally
        {
            using var stop = Process.Start("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]);
            await server.WaitForExitAsync();
        }
    }

    private static async Task<Dictionary<Question, List<double>>> AskAsync(HttpClient client, string range, int seconds)
    {
        var times = new Dictionary<Question, List<double>>();
        var watch = Stopwatch.StartNew();
        for (var first = true; first || watch.Elapsed.TotalSeconds < seconds; first = false)
        {
            foreach (var question in Question.All.Where(question => question.Goal > 0))
            {
                var begun = Stopwatch.GetTimestamp();
                using var answer = await client.GetAsync(new Uri($"/api/v1/sites/bench.example/reports/{question.Report}?{(question.Report == "live" ? "" : range)}&{question.Query}", UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
                if (!times.TryGetValue(question, out var list))
                {
                    times[question] = list = [];
                }

                list.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        return times;
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(share * (times.Count - 1)));

    private static async Task ReadyAsync(HttpClient client)
    {
        for (var i = 0; i < 600; i++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException("The collector was not ready after a minute.");
    }

    private static Process Start(string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
