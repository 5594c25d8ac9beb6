using Collector.Enrichment.UserAgents;

namespace Collector.Tests.Enrichment.UserAgents;

/// <summary>Rules that an operator brings: taken when right, refused with line and reason when not.</summary>
public sealed class RuleFileTests : IDisposable
{
    private const string Good = """
        user_agent_parsers:
          - regex: '(Own)Browser/(\d+)\.(\d+)'
            family_replacement: 'My $1'
        os_parsers:
          - regex: 'Own(OS)'
        device_parsers:
          - regex: 'own(pad)'
            regex_flag: 'i'
            brand_replacement: 'Own'
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-").FullName;
    private readonly UserAgentParser _parser = AgentData.Parser();

    public void Dispose()
    {
        _parser.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_good_file_answers_by_its_own_rules()
    {
        var rules = UserAgentRulesYaml.Read(Write(Good)).Rules!;

        var match = rules.Match("OwnBrowser/3.1 (OwnOS; OWNPad)", AgentData.Budget(), null);

        Assert.Equal(
            new AgentMatch(new("My Own", "3", "1", null, null), new("OS", null, null, null, null), new("Pad", "Own", "Pad")),
            match);
    }

    [Theory]
    [InlineData("regex: 'own(pad)'", "regex: 'own(pad'", "line 7", "Not enough )'s")]
    [InlineData("regex_flag: 'i'", "regex_flag: 'x'", "line 7", "only 'i'")]
    [InlineData("regex: 'Own(OS)'", "family_replacement: 'x'", "line 5", "not known")]
    [InlineData("- regex: 'Own(OS)'", "- os_replacement: 'x'", "line 5", "no regex")]
    [InlineData("- regex: 'Own(OS)'", "- text", "line 5", "mapping")]
    [InlineData("os_parsers:", "os_parser:", "line 1", "os_parsers is missing")]
    [InlineData("  - regex: 'Own(OS)'", "  - regex: 'Own(OS)", "line ", "")]
    [InlineData(Good, "", "line 1", "expected one document")]
    public void A_broken_file_is_refused_with_line_and_reason(string good, string broken, string line, string reason)
    {
        var reading = UserAgentRulesYaml.Read(Write(Good.Replace(good, broken, StringComparison.Ordinal)));

        Assert.Null(reading.Rules);
        Assert.Contains(line, reading.Problem, StringComparison.Ordinal);
        Assert.Contains(reason, reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem_and_no_exception() =>
        Assert.Contains("nowhere.yaml", UserAgentRulesYaml.Read(Path.Combine(_folder, "nowhere.yaml")).Problem, StringComparison.Ordinal);

    [Fact]
    public void A_changed_file_is_read_again_and_a_broken_one_leaves_the_rules_as_they_are()
    {
        var watch = new UserAgentRulesWatch(_parser, Write(Good));
        var embedded = _parser.Rules;

        Assert.Equal("", watch.Refresh());
        var own = _parser.Rules;
        Assert.NotSame(embedded, own);
        Assert.Equal("My Own", _parser.Lookup(AgentData.Request("OwnBrowser/3.1")).Browser);

        Assert.Equal("", watch.Refresh());
        Assert.Same(own, _parser.Rules);

        Write("broken: [");
        Assert.Contains("regexes.yaml, line ", watch.Refresh(), StringComparison.Ordinal);
        Assert.Same(own, _parser.Rules);
        Assert.Equal("", watch.Refresh());
    }

    [Theory]
    [InlineData("ua\t\tx")]
    [InlineData("tv\t\tx\t\\N\t\\N\t\\N")]
    [InlineData("ua\tx\tx\t\\N\t\\N\t\\N\t\\N\t\\N")]
    public void A_broken_line_of_the_embedded_form_is_named(string line)
    {
        var error = Assert.Throws<InvalidDataException>(() => UserAgentRulesFile.Read(new StringReader($"# rules\n{line}\n")));

        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_form_keeps_tabs_and_backslashes()
    {
        var rules = UserAgentRulesFile.Read(new StringReader("device\ti\ta\\\\d\\tb\tx\\\\y\t\\N\t\\N\n"));

        Assert.Equal(("a\\d\tb", "x\\y", null), (rules.All[0].Pattern.Text, rules.All[0].Replacements[0], rules.All[0].Replacements[1]));
    }

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "regexes.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
