using Collector.Hosting.Explaining;
using Shared;

namespace Collector.Tests.Hosting;

public class DecisionsPageTests
{
    [Fact]
    public void The_committed_page_is_what_the_code_decides_by()
    {
        var committed = File.ReadAllText(Path.Combine(Repository.Root, "docs", "how-collector-decides.md"));

        Assert.True(committed == DecisionsPage.Write(), $"docs/how-collector-decides.md is stale: run {DecisionsPage.Command}");
    }
}
