using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Browser.Tests;

/// <summary>The real program in its own process, with an empty data folder and the site demo.local; ended and cleaned up with the test.</summary>
internal sealed class RunningCollector : IAsyncDisposable
{
    public const string AdminKey = "browser-tests-0123456789abcdef0123456789abcdef";

    /// <summary>The engine loads a 566 MB library on a cold disk.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly string _data;
    private readonly StringBuilder _output = new();
    private readonly HttpClient _client;

    private RunningCollector(Process process, string address, string data)
    {
        _process = process;
        _data = data;
        _client = new HttpClient { BaseAddress = new Uri(address) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AdminKey);
        Address = address;
    }

    public static string Executable { get; } = Path.Combine(Repository.Root, "src", "Collector", "bin", "Release", "net10.0", "collector");

    public string Address { get; }

    public static async Task<RunningCollector> StartAsync()
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var data = Directory.CreateTempSubdirectory("cb-").FullName;
        var start = new ProcessStartInfo(Executable, ["run"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["COLLECTOR_URLS"] = address;
        start.Environment["COLLECTOR_DATA"] = data;
        start.Environment["COLLECTOR_SITES"] = "demo.local";
        start.Environment["COLLECTOR_ADMINKEY"] = AdminKey;
        var collector = new RunningCollector(new Process { StartInfo = start }, address, data);
        collector.Listen();
        await collector.WaitUntilReadyAsync();
        return collector;
    }

    /// <summary>Creates something under the site, such as a goal.</summary>
    public async Task PostAsync(string path, object body)
    {
        using var answer = await _client.PostAsJsonAsync($"/api/v1/sites/demo.local/{path}", body);
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>A report of yesterday and today, so that midnight may pass meanwhile.</summary>
    public async Task<JsonElement> ReportAsync(string report, string query = "")
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        using var answer = await _client.GetAsync(new Uri($"/api/v1/sites/demo.local/reports/{report}?from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}{query}", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode, $"{report}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
        _client.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private void Listen()
    {
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (_output)
            {
                _output.AppendLine(line.Data);
            }
        }
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync()
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed < StartPatience && !_process.HasExited)
        {
            try
            {
                using var answer = await _client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(Between);
        }
        string output;
        lock (_output)
        {
            output = _output.ToString();
        }
        await DisposeAsync();
        throw new InvalidOperationException($"The collector did not become ready within {StartPatience.TotalSeconds} s. It said:\n{output}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
