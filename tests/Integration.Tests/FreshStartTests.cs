using System.Text.Json;
using Shared;

namespace Integration.Tests;

/// <summary>A collector that nobody has used: no user, no hit, nothing set.</summary>
public sealed class FreshStartTests
{
    [Fact]
    public async Task Every_address_that_can_be_read_answers_without_a_failure_of_the_collector()
    {
        await using var collector = await RunningCollector.StartAsync();
        using var described = JsonDocument.Parse(await collector.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        var asked = Addresses(described.RootElement).ToArray();
        var failed = new List<string>();
        foreach (var address in asked)
        {
            using var answer = await collector.Client.GetAsync(new Uri(address, UriKind.Relative));
            if ((int)answer.StatusCode >= 500)
            {
                failed.Add($"{address}: {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(failed);
        Assert.True(asked.Length > 40, $"Only {asked.Length} addresses were asked.");
        Assert.Contains("/api/v1/users", asked);
    }

    /// <summary>Every GET of the description, each report by its name, for a site that exists and an id that does not.</summary>
    private static IEnumerable<string> Addresses(JsonElement described) =>
        from path in described.GetProperty("paths").EnumerateObject()
        where path.Value.TryGetProperty("get", out _)
        from address in path.Name.Contains("{report}", StringComparison.Ordinal)
            ? Reports(path.Value).Select(report => path.Name.Replace("{report}", report, StringComparison.Ordinal))
            : [path.Name]
        select address
            .Replace("{site}", "example.com", StringComparison.Ordinal)
            .Replace("{id}", "1", StringComparison.Ordinal)
            .Replace("{edition}", "1", StringComparison.Ordinal);

    private static IEnumerable<string> Reports(JsonElement path) => path.GetProperty("get").GetProperty("parameters").EnumerateArray()
        .Single(parameter => parameter.GetProperty("name").GetString() == "report")
        .GetProperty("schema").GetProperty("enum").EnumerateArray()
        .Select(name => name.GetString()!); // an enum of strings
}
