using System.Net;
using Collector.Enrichment.Bots;
using Collector.Enrichment.UserAgents;
using Collector.Parsing;
using YamlDotNet.RepresentationModel;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>uap-core's rules of 2026-08 and their conformance tests, from the shared data folder.</summary>
internal static class AgentData
{
    /// <summary>No test's result may hang on how busy the machine is.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The data folder; null when it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The rules that belong to the tests.</summary>
    public static UserAgentRules Rules()
    {
        var reading = UserAgentRulesYaml.Read(Path.Combine(Folder!, "regexes.yaml"), Patience);
        return reading.Rules ?? throw new InvalidDataException(reading.Problem);
    }

    /// <summary>The embedded rules, with patience.</summary>
    public static UserAgentRules EmbeddedRules() => UserAgentRulesFile.Read(new StringReader(Embedded("user-agent-rules.tsv")), Patience);

    /// <summary>A parser over the embedded rules, with patience.</summary>
    public static UserAgentParser Parser(int cacheEntries = 4096) => new(
        EmbeddedRules(),
        BotRules.Read(new StringReader(Embedded("bot-rules.txt")), Patience),
        new UserAgentLimits { Budget = Patience, CacheEntries = cacheEntries },
        TimeProvider.System);

    /// <summary>A text embedded in the program.</summary>
    public static string Embedded(string name)
    {
        using var stream = typeof(UserAgentRules).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>A visitor's request with ordinary headers.</summary>
    public static RequestFacts Request(string userAgent) => new()
    {
        Received = DateTimeOffset.UnixEpoch,
        Address = IPAddress.Loopback,
        UserAgent = userAgent,
        AcceptLanguage = "de-DE,de;q=0.9",
    };

    /// <summary>The cases of a test file: the columns of each by name, "" for null.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Cases(string file)
    {
        using var reader = File.OpenText(Path.Combine(Folder!, file));
        var yaml = new YamlStream();
        yaml.Load(reader);
        var cases = (YamlSequenceNode)((YamlMappingNode)yaml.Documents[0].RootNode)["test_cases"];
        return [.. cases.Children.Cast<YamlMappingNode>().Select(c => c.Children.ToDictionary(
            pair => ((YamlScalarNode)pair.Key).Value!,
            pair => Text((YamlScalarNode)pair.Value)))];
    }

    /// <summary>A budget that does not end.</summary>
    public static ParseBudget Budget() => new(TimeProvider.System, Patience);

    private static string Text(YamlScalarNode node) =>
        node is { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "null" or "~" } ? "" : node.Value ?? "";

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Collector.sln")))
            {
                var data = Path.Combine(folder.FullName, "..", "shared", "data", "uap-core");
                return File.Exists(Path.Combine(data, "regexes.yaml")) ? data : null;
            }
        }

        return null;
    }
}
