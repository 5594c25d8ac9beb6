using System.Text;
using System.Text.RegularExpressions;
using Collector.Enrichment.Bots;
using Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>The filter before the regexes may let too many through, never too few; and no input may break it or run away.</summary>
public sealed class FilterTests
{
    private const int Seed = 20261122;

    [Theory]
    [InlineData("Chrome/(\\d+)", "chrome/")]
    [InlineData("(Foo|Bar) OS", "bar os|foo os")]
    [InlineData("ab(?:cd|)ef", "abcdef|abef")]
    [InlineData("Opera[ /]Mini", "opera mini|opera/mini")]
    [InlineData("(?:abc)+", "abc")]
    [InlineData("x5[01]", "x50|x51")]
    public void A_regex_tells_the_literals_that_every_match_contains(string regex, string literals) =>
        Assert.Equal(literals, string.Join(';', RequiredLiterals.Of(regex).Select(c => string.Join('|', c))));

    [Fact]
    public void A_long_literal_becomes_its_head_and_its_tail() =>
        Assert.Equal(["verylongli", "ongliteral"], RequiredLiterals.Of("verylongliteral").Select(Assert.Single).Order(StringComparer.Ordinal).Reverse());

    [Theory]
    [InlineData("a")]
    [InlineData("(?:abc)?")]
    [InlineData("(?:abc)*")]
    [InlineData("abc|\\d+")]
    [InlineData("[^a]+")]
    [InlineData("(?!abc)\\w+")]
    [InlineData("(?<!abc)\\w+")]
    [InlineData("(?i)abc")]
    [InlineData("(?<name>abc)")]
    [InlineData("a{x}bc")]
    [InlineData("(abc")]
    [InlineData("(é|É)(ü|Ü)")]
    public void A_regex_without_a_sure_literal_is_always_tried(string regex) => Assert.Empty(RequiredLiterals.Of(regex));

    [Theory]
    [InlineData("\\d+$", "[0-9]+\\z")]
    [InlineData("[\\w-.]", "[a-zA-Z0-9_\\-.]")]
    [InlineData("[^[x]", "[^\\[x]")]
    [InlineData("\\$[$]", "\\$[$]")]
    [InlineData("\\S\\b", "[^ \\t\\n\\v\\f\\r]\\b")]
    public void Regexes_are_rewritten_for_dotnet(string regex, string expected) => Assert.Equal(expected, RegexText.ToDotNet(regex));

    [Fact]
    public void Digits_of_other_scripts_are_no_digits() => Assert.False(new Pattern("^\\d\\w\\s$", false, AgentData.Patience).Match("٣é\u00A0", null).Success);

    [Fact]
    public void A_text_over_all_ASCII_marks_exactly_the_literals_in_it()
    {
        var automaton = new LiteralAutomaton(new Dictionary<string, List<int>>
        {
            ["he"] = [0],
            ["she"] = [1],
            ["hers"] = [2],
            ["his"] = [3],
            ["k/"] = [4],
        });
        ulong[] bits = [0];

        automaton.Mark("uSHErs \u212A/ü", bits);

        Assert.Equal(0b10111UL, bits[0]);
    }

    /// <summary>Every rule that the filter left out is run here: none may match.</summary>
    [AgentDataFact]
    public void Filtered_equals_unfiltered_on_all_test_agents()
    {
        var rules = AgentData.Rules();
        var agents = new[] { "test_ua.yaml", "test_os.yaml", "test_device.yaml" }
            .SelectMany(AgentData.Cases).Select(c => c["user_agent_string"]).Distinct().ToArray();
        Parallel.ForEach(rules.All, rule => rule.Pattern.Compile());
        var lost = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.ForEach(agents, agent =>
        {
            var bits = new ulong[rules.Patterns.Words];
            rules.Patterns.Mark(agent, bits);
            for (var i = 0; i < rules.All.Count; i++)
            {
                if (!PatternSet.CanMatch(i, bits) && rules.All[i].Pattern.Match(agent, null).Success)
                {
                    lost.Add($"{rules.All[i].Pattern.Text} on {agent}");
                }
            }
        });

        Assert.True(agents.Length > 17_000);
        Assert.True(lost.IsEmpty, string.Join('\n', lost.Take(10)));
    }

    [Fact]
    public void The_filter_stays_small_and_leaves_next_to_no_rule_out()
    {
        var patterns = AgentData.EmbeddedRules().Patterns;

        Assert.InRange(patterns.Unfiltered, 0, 3);
        Assert.InRange(patterns.Bytes, 1, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_pattern_used_often_is_compiled_in_the_background()
    {
        using var compiler = new PatternCompiler();
        var pattern = new Pattern("abc", false, AgentData.Patience);

        var compiled = SpinWait.SpinUntil(() => pattern.Match("xabc", compiler).Success && pattern.IsCompiled, AgentData.Patience);

        Assert.True(compiled);
    }

    [Fact]
    public void Compiled_and_interpreted_patterns_agree()
    {
        var pattern = new Pattern("(Chrome)/(\\d+)", false, AgentData.Patience);
        var before = pattern.Match("Chrome/131", null).Groups[2].Value;

        pattern.Compile();

        Assert.True(pattern.IsCompiled);
        Assert.Equal(before, pattern.Match("Chrome/131", null).Groups[2].Value);
    }

    [Fact]
    public void Random_and_mutated_agents_neither_fail_nor_run_many_rules()
    {
        var random = new Random(Seed);
        var rules = AgentData.EmbeddedRules();
        var bots = BotRules.Read(new StringReader(AgentData.Embedded("bot-rules.txt")), AgentData.Patience);
        var literals = rules.All.Select(r => r.Pattern.Text).ToArray();
        for (var round = 0; round < 1_500; round++)
        {
            var agent = Agent(random, literals);
            var budget = AgentData.Budget();

            var error = Record.Exception(() =>
            {
                rules.Match(agent, budget, null);
                bots.Judge(agent, agent, false, budget, null);
            });

            Assert.True(error is null, $"seed {Seed}, round {round}: {error}");
            Assert.True(budget.RulesRun < 150, $"seed {Seed}, round {round}: {budget.RulesRun} rules run");
        }
    }

    [Fact]
    public void A_used_up_budget_ends_the_parse_and_says_so()
    {
        var clock = new Shared.TestClock(DateTimeOffset.UnixEpoch);
        var budget = new ParseBudget(clock, TimeSpan.FromMilliseconds(5));
        clock.Advance(TimeSpan.FromMilliseconds(6));

        var match = AgentData.EmbeddedRules().Match("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0.0.0", budget, null);

        Assert.Equal((MatchedVersion.Other, true, 0), (match.Browser, budget.Exhausted, budget.RulesRun));
    }

    [Fact]
    public void A_pattern_that_runs_away_is_stopped_and_uses_up_the_budget()
    {
        var budget = new ParseBudget(ThreadTime.Clock, ParseBudget.DefaultLimit);
        var pattern = new Pattern("^(a+)+$", false);

        var match = budget.Run(pattern, new string('a', 40) + '!', null);

        Assert.Null(match);
        Assert.True(budget.Exhausted);
    }

    private static string Agent(Random random, string[] parts)
    {
        var text = new StringBuilder();
        var length = random.Next(0, 512);
        while (text.Length < length)
        {
            _ = random.Next(4) switch
            {
                0 => text.Append((char)random.Next(0, 0x3000)),
                1 => text.Append((char)random.Next(0, 128)),
                2 => text.Append(Literal(parts[random.Next(parts.Length)])),
                _ => text.Append(text.Length > 0 ? text[random.Next(text.Length)] : ' '),
            };
        }

        return text.Length > UserAgentLimits.MaxLength ? text.ToString(0, UserAgentLimits.MaxLength) : text.ToString();
    }

    // What a regex looks like when its special characters are gone: near misses of the rules.
    private static string Literal(string regex) => Regex.Replace(regex, "[\\\\()?*+|^$\\[\\]{}]", "");
}
