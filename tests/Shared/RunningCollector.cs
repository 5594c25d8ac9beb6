using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Shared;

/// <summary>
/// The real program in a process of its own, with its engine and a data folder that outlives kills and restarts and goes with
/// the object.
/// </summary>
internal sealed class RunningCollector : IAsyncDisposable
{
    public const string AdminKey = "tests-0123456789abcdef0123456789abcdef";

    /// <summary>The engine loads a 566 MB library, perhaps from a cold disk.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, string> _environment;
    private readonly string _program;
    private bool _hasDisk;
    private Process? _process;

    private RunningCollector(string sites, IReadOnlyDictionary<string, string>? environment, string? program = null)
    {
        _program = program ?? Executable;
        var address = $"http://127.0.0.1:{FreePort()}";
        Data = Directory.CreateTempSubdirectory("collector-").FullName;
        _environment = new(environment ?? new Dictionary<string, string>())
        {
            ["COLLECTOR_URLS"] = address,
            ["COLLECTOR_DATA"] = Data,
            ["COLLECTOR_SITES"] = sites,
            ["COLLECTOR_ADMINKEY"] = AdminKey,
            // It lives for seconds: compiling its code a second time, better, would cost a third of its processor time.
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_TC_CallCountThreshold"] = "200",
        };
        Client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        Client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36");
        Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        Client.DefaultRequestHeaders.Accept.ParseAdd("*/*");
    }

    public static string Executable { get; } = Path.Combine(Repository.Root, "src", "Collector", "bin", "Release", "net10.0", "collector");

    public string Data { get; }

    /// <summary>Calls with the admin key.</summary>
    public HttpClient Client { get; }

    public string Address => Client.BaseAddress!.ToString().TrimEnd('/'); // set in the constructor

    public int Pid => _process?.Id ?? throw new InvalidOperationException("It does not run.");

    /// <summary>Starts one on a new data folder and waits until it is ready.</summary>
    /// <param name="sites">Sites created at start, with commas between.</param>
    /// <param name="environment">More settings.</param>
    /// <param name="program">What is started instead of the program itself, such as a script around it.</param>
    /// <param name="diskMiB">Its data folder is a disk of its own of this size; 0: it is not. Needs root.</param>
    public static async Task<RunningCollector> StartAsync(
        string sites = "example.com", IReadOnlyDictionary<string, string>? environment = null, string? program = null, int diskMiB = 0)
    {
        var collector = new RunningCollector(sites, environment, program) { _hasDisk = diskMiB > 0 };
        if (diskMiB > 0)
        {
            await RunToolAsync("mount", "-t", "tmpfs", "-o", $"size={diskMiB}m", "tmpfs", collector.Data);
        }

        await collector.StartAgainAsync();
        return collector;
    }

    /// <summary>Starts one whose database may never come; it takes hits.</summary>
    public static async Task<RunningCollector> StartCollectingOnlyAsync(IReadOnlyDictionary<string, string> environment)
    {
        var collector = new RunningCollector("example.com", environment);
        await collector.StartCollectingAsync();
        return collector;
    }

    /// <summary>Starts it on its data folder and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        Launch();
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts it on its data folder and waits only until it takes hits.</summary>
    public async Task StartCollectingAsync()
    {
        Launch();
        await WaitUntilAsync("/health/live");
    }

    /// <summary>Waits until it takes hits and its database answers.</summary>
    public Task WaitUntilReadyAsync() => WaitUntilAsync("/health/ready");

    /// <summary>kill -9 to the collector alone; its engine ends by itself.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", Pid.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Process id of its engine, or 0 when it has none now.</summary>
    public int EnginePid()
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var status = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
                if (fields[1] == Pid.ToString(System.Globalization.CultureInfo.InvariantCulture) && fields[0] != "Z")
                {
                    return int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It ended while being looked at.
            }
        }

        return 0;
    }

    /// <summary>A report of yesterday and today, so that midnight may pass meanwhile.</summary>
    public async Task<JsonElement> ReportAsync(string report, string query = "", string site = "example.com")
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        using var answer = await Client.GetAsync(new Uri($"/api/v1/sites/{site}/reports/{report}?from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}{query}", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{report}: {answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Asks a report until it satisfies, for at most so long; returns the last answer.</summary>
    public async Task<JsonElement> ReportUntilAsync(TimeSpan atMost, Func<JsonElement, bool> satisfies, string report, string query = "", string site = "example.com")
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ReportAsync(report, query, site);
            if (satisfies(answer) || since.Elapsed > atMost)
            {
                return answer;
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Creates something under a site, such as a goal.</summary>
    public async Task PostAsync(string path, object body, string site = "example.com")
    {
        using var answer = await Client.PostAsJsonAsync($"/api/v1/sites/{site}/{path}", body);
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Sends a body to /e as the snippet does.</summary>
    public Task<HttpResponseMessage> SendAsync(string body) =>
        Client.PostAsync(new Uri("/e", UriKind.Relative), new StringContent(body, Encoding.UTF8, "text/plain"));

    /// <summary>The metrics page by name and labels.</summary>
    public async Task<IReadOnlyDictionary<string, double>> MetricsAsync()
    {
        var page = await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return page.Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public string Output()
    {
        lock (_output)
        {
            return _output.ToString();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Client.Dispose();
        if (_hasDisk)
        {
            await RunToolAsync("umount", "--lazy", Data);
        }

        try
        {
            Directory.Delete(Data, recursive: true);
        }
        catch (IOException)
        {
            // An engine that is just ending may still write; the folder is a temporary one.
        }
    }

    private static async Task RunToolAsync(string name, params string[] arguments)
    {
        using var tool = Process.Start(name, arguments);
        await tool.WaitForExitAsync();
        Assert.True(tool.ExitCode == 0, $"{name} ended with code {tool.ExitCode}.");
    }

    private void Launch()
    {
        var start = new ProcessStartInfo(_program, ["run"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    private async Task WaitUntilAsync(string path)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < Patience && _process is { HasExited: false })
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"The collector did not become ready:\n{Output()}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
