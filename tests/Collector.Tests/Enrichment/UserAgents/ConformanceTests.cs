using Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>uap-core's own tests, with the rules they belong to and with the embedded ones.</summary>
public sealed class ConformanceTests
{
    [AgentDataFact]
    public void All_1601_user_agents_are_named_as_uap_core_says() => AssertAll("test_ua.yaml", 1601, Browser);

    [AgentDataFact]
    public void All_483_operating_systems_are_named_as_uap_core_says() => AssertAll("test_os.yaml", 483, Os);

    [AgentDataFact]
    public void All_16129_devices_are_named_as_uap_core_says() => AssertAll("test_device.yaml", 16129, Device);

    [AgentDataFact]
    public void Of_the_1601_user_agents_the_embedded_rules_miss_169_and_only_for_want_of_a_rule() => AssertMissed("test_ua.yaml", 169, Browser);

    [AgentDataFact]
    public void Of_the_483_operating_systems_the_embedded_rules_miss_20_and_only_for_want_of_a_rule() => AssertMissed("test_os.yaml", 20, Os);

    [AgentDataFact]
    public void Of_the_16129_devices_the_embedded_rules_miss_13_and_only_for_want_of_a_rule() => AssertMissed("test_device.yaml", 13, Device);

    /// <summary>
    /// The tests are newer than the embedded rules, uap-core 0.18.0. Where these miss one, all of them tried in order, without filter or
    /// budget, miss it with the very same answer: the rule does not exist.
    /// </summary>
    private static void AssertMissed(string file, int count, Func<AgentMatch, IReadOnlyDictionary<string, string>, bool> right)
    {
        var rules = AgentData.EmbeddedRules();
        var cases = AgentData.Cases(file);

        var missed = cases.Where(c => !right(Match(rules, c), c)).ToList();
        var ours = missed.Where(c => Match(rules, c) != InOrder(rules, c["user_agent_string"])).Select(c => c["user_agent_string"]);

        Assert.Equal(count, missed.Count);
        Assert.Empty(ours);
    }

    private static void AssertAll(string file, int count, Func<AgentMatch, IReadOnlyDictionary<string, string>, bool> right)
    {
        var rules = AgentData.Rules();
        var cases = AgentData.Cases(file);

        var wrong = cases.Where(c => !right(Match(rules, c), c)).Select(c => $"{c["user_agent_string"]} → {Match(rules, c)}").ToList();

        Assert.Equal(count, cases.Count);
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(20))}");
    }

    /// <summary>The answer as uap-core defines it: of each kind the first rule that matches, all of them run.</summary>
    private static AgentMatch InOrder(UserAgentRules rules, string agent)
    {
        string?[]? First(RuleKind kind) => rules.All.Where(rule => rule.Kind == kind)
            .Select(rule => rule.Pattern.Match(agent, null) is { Success: true } match ? rule.Answer(match) : null)
            .FirstOrDefault(answer => answer is not null);
        MatchedVersion Version(string?[]? answer) =>
            answer?[0] is not { } family ? MatchedVersion.Other : new MatchedVersion(family, answer[1], answer[2], answer[3], answer[4]);

        var device = First(RuleKind.Device);
        return new AgentMatch(
            Version(First(RuleKind.Browser)),
            Version(First(RuleKind.Os)),
            device?[0] is not { } name ? MatchedDevice.Other : new MatchedDevice(name, device[1], device[2]));
    }

    private static AgentMatch Match(UserAgentRules rules, IReadOnlyDictionary<string, string> test) =>
        rules.Match(test["user_agent_string"], AgentData.Budget(), null);

    private static bool Browser(AgentMatch match, IReadOnlyDictionary<string, string> test) => Same(match.Browser, test);

    private static bool Os(AgentMatch match, IReadOnlyDictionary<string, string> test) => Same(match.Os, test);

    private static bool Same(MatchedVersion found, IReadOnlyDictionary<string, string> test) =>
        found.Family == test["family"]
        && (found.Major ?? "") == test["major"]
        && (found.Minor ?? "") == test["minor"]
        && (found.Patch ?? "") == test["patch"]
        && (!test.TryGetValue("patch_minor", out var patchMinor) || (found.PatchMinor ?? "") == patchMinor);

    private static bool Device(AgentMatch match, IReadOnlyDictionary<string, string> test) =>
        match.Device.Family == test["family"]
        && (match.Device.Brand ?? "") == test["brand"]
        && (match.Device.Model ?? "") == test["model"];
}
