using System.CommandLine;

namespace Collector.Hosting.Commands;

/// <summary><c>collector run</c>: collects and reports until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Make()
    {
        var demo = new Option<bool>("--demo") { Description = "Fill demo.local with 90 days of made-up traffic, let it go on, and serve the demo shop at /demo/." };
        var settings = CollectorOptions.Names.Where(name => name != "DEMO").ToDictionary(
            name => name,
            name => new Option<string?>("--" + name.ToLowerInvariant()) { Description = $"As COLLECTOR_{name} (docs/configuration.md)." });
        var command = new Command("run", "Collect and report until told to stop.") { demo };
        foreach (var option in settings.Values)
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var overrides = settings
                .Select(setting => new KeyValuePair<string, string?>(setting.Key, parsed.GetValue(setting.Value)))
                .Where(pair => pair.Value is not null)
                .ToDictionary();
            if (parsed.GetValue(demo))
            {
                overrides["DEMO"] = "true";
            }

            foreach (var sentence in CommandLine.UnknownSettings())
            {
                Console.Error.WriteLine(sentence);
            }

            return CollectorHost.RunAsync(CommandLine.ReadOptions(overrides), cancellationToken);
        });
        return command;
    }
}
