using System.Globalization;
using Load;

// Load closed|open --url http://127.0.0.1:8080 --site example.com [--connections 512] [--seconds 20] [--warm 20] [--rate 5000] [--route pixel|post] [--pid N]…
if (args.Length == 0 || args[0] is not ("closed" or "open"))
{
    Console.Error.WriteLine("Say 'closed' (each connection sends its next hit when the last is answered: capacity) or 'open' (hits at a fixed --rate: latency).");
    return 2;
}

var words = args.Skip(1).Chunk(2).Where(pair => pair.Length == 2).ToLookup(pair => pair[0].TrimStart('-'), pair => pair[1]);
string Text(string name, string otherwise) => words[name].LastOrDefault() ?? otherwise;
int Number(string name, int otherwise) => int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var plan = new LoadPlan
{
    Target = new Uri(Text("url", "http://127.0.0.1:8080")),
    Site = Text("site", "bench.example"),
    Path = Text("path", ""),
    Post = Text("route", "pixel") == "post",
    Connections = Number("connections", 512),
    Seconds = Number("seconds", 20),
    WarmSeconds = Number("warm", 20),
    RatePerSecond = args[0] == "open" ? Number("rate", 5_000) : 0,
};
var processes = words["pid"].Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)).ToArray();
var result = await LoadRun.RunAsync(plan, processes);
Console.WriteLine(result.ToText());
return result.Errors == 0 ? 0 : 1;
