using System.Text.RegularExpressions;
using Shared;

namespace Architecture.Tests;

/// <summary>The manual of the settings and the code that reads them say the same.</summary>
public sealed partial class ConfigurationManualTests
{
    [Fact]
    public void The_manual_lists_exactly_the_settings_that_are_read()
    {
        var code = SettingRead().Matches(File.ReadAllText(Path.Combine(Repository.Root, "src/Collector/Hosting/CollectorOptions.cs"))).Select(match => match.Groups[1].Value);
        var manual = SettingRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs/configuration.md"))).Select(match => match.Groups[1].Value);

        Assert.Equal(code.Distinct().Order(), manual.Order());
    }

    [GeneratedRegex(@"(?:Text|List|Number|Flag)\(""([A-Z]+)""")]
    private static partial Regex SettingRead();

    [GeneratedRegex(@"^\| `COLLECTOR_([A-Z]+)`", RegexOptions.Multiline)]
    private static partial Regex SettingRow();
}
