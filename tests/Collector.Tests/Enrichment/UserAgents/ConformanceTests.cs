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

    /// <summary>The tests are newer than the embedded rules; the bounds are what the rules of uap-core 0.18.0 reach.</summary>
    [AgentDataFact]
    public void The_embedded_rules_pass_the_tests_whose_rules_they_hold()
    {
        var rules = AgentData.EmbeddedRules();

        Assert.InRange(Passed(rules, "test_ua.yaml", Browser), 1432, 1601);
        Assert.InRange(Passed(rules, "test_os.yaml", Os), 463, 483);
        Assert.InRange(Passed(rules, "test_device.yaml", Device), 16116, 16129);
    }

    private static void AssertAll(string file, int count, Func<AgentMatch, IReadOnlyDictionary<string, string>, bool> right)
    {
        var rules = AgentData.Rules();
        var cases = AgentData.Cases(file);

        var wrong = cases.Where(c => !right(Match(rules, c), c)).Select(c => $"{c["user_agent_string"]} → {Match(rules, c)}").ToList();

        Assert.Equal(count, cases.Count);
        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(20))}");
    }

    private static int Passed(UserAgentRules rules, string file, Func<AgentMatch, IReadOnlyDictionary<string, string>, bool> right) =>
        AgentData.Cases(file).Count(c => right(Match(rules, c), c));

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
