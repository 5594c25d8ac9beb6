using System.Xml.Linq;
using Shared;

namespace Architecture.Tests;

/// <summary>Who may see whom (docs/architecture.md).</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("Storage", "")]
    [InlineData("Engine", "")]
    [InlineData("Analytics", "Storage")]
    [InlineData("Collector", "Analytics,Engine,Storage")]
    public void A_project_refers_only_to_the_projects_it_may_see(string project, string allowed)
    {
        var references = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Order();

        Assert.Equal(allowed, string.Join(',', references));
    }

    [Theory]
    [InlineData("Parsing", "")]
    [InlineData("Telemetry", "Parsing")]
    [InlineData("Http", "Parsing,Telemetry")]
    [InlineData("Enrichment", "Journal,Parsing")]
    [InlineData("Journal", "")]
    [InlineData("Loading", "Journal")]
    [InlineData("Checkpoints", "Enrichment,Journal")]
    [InlineData("Erasure", "Checkpoints,Enrichment,Journal,Loading")]
    public void A_room_of_the_collector_refers_only_to_the_rooms_it_may_see(string room, string allowed)
    {
        var rooms = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "Collector")).Select(Path.GetFileName).ToHashSet();
        var seen = SourceTree.Files("src/Collector").Where(file => file.Room == room)
            .SelectMany(file => SourceTree.RoomReference().Matches(file.Text).Select(match => (file.Path, To: match.Groups["room"].Value)))
            .Where(reference => reference.To != room && rooms.Contains(reference.To) && !allowed.Split(',').Contains(reference.To))
            .Distinct();

        Assert.Empty(seen);
    }

    [Fact]
    public void Only_the_hosting_room_sees_the_engine()
    {
        var seers = SourceTree.Files("src/Collector").Where(file => file.Text.Contains("using Engine", StringComparison.Ordinal)).Select(file => file.Room).Distinct();

        Assert.All(seers, room => Assert.True(room is "Hosting" or "Program.cs", room));
    }

    [Fact]
    public void No_report_refers_to_another_report()
    {
        var offences = SourceTree.Files("src/Analytics/Reports")
            .Where(file => file.Path.Split('/').Length > 4)
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(file.Text, @"Analytics\.Reports\.(\w+)")
                .Select(match => (file.Path, To: match.Groups[1].Value, Own: file.Path.Split('/')[3])))
            .Where(reference => reference.To != reference.Own
                && Directory.Exists(Path.Combine(Repository.Root, "src", "Analytics", "Reports", reference.To)));

        Assert.Empty(offences);
    }
}
