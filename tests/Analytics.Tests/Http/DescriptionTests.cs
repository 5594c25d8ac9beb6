using System.Text.Json;
using Analytics.Reports;
using Analytics.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace Analytics.Tests.Http;

/// <summary>The API's description is complete: every route, every parameter, every report.</summary>
[Collection(EngineCollection.Name)]
public sealed class DescriptionTests(EngineFixture engine)
{
    [Fact]
    public async Task Every_route_of_the_api_is_described_with_what_it_answers()
    {
        var api = await engine.ApiAsync();
        var paths = await PathsAsync(api);

        foreach (var route in api.Routes.Where(route => route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)))
        {
            var path = route.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/');
            foreach (var method in route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                Assert.True(paths.TryGetProperty(path, out var described), path);
                Assert.True(described.TryGetProperty(method.ToLowerInvariant(), out var operation), $"{method} {path}");
                Assert.True(operation.TryGetProperty("summary", out _), $"{method} {path} has no summary");
                Assert.Contains(operation.GetProperty("responses").EnumerateObject(), answer => answer.Name.StartsWith('2'));
                Assert.Contains(operation.GetProperty("responses").EnumerateObject(), answer => answer.Name == "401");
            }
        }
    }

    [Fact]
    public async Task Every_parameter_of_the_reports_is_described_with_its_values()
    {
        var api = await engine.ApiAsync();
        var operation = (await PathsAsync(api)).GetProperty("/api/v1/sites/{site}/reports/{report}").GetProperty("get");
        var described = operation.GetProperty("parameters").EnumerateArray().ToDictionary(parameter => parameter.GetProperty("name").GetString()!);

        Assert.Equal(ReportRunner.Names, Words(described["report"]));
        foreach (var parameter in ReportParameters.All)
        {
            Assert.NotEmpty(described[parameter.Name].GetProperty("description").GetString()!);
            Assert.Equal(parameter.Allowed, Words(described[parameter.Name]));
            Assert.All(parameter.For.Split(", ", StringSplitOptions.RemoveEmptyEntries), report => Assert.Contains(report, ReportRunner.Names));
        }
    }

    private static async Task<JsonElement> PathsAsync(Api api) =>
        JsonDocument.Parse((await api.SendAsync("GET", "/openapi/v1.json", key: null)).Body).RootElement.GetProperty("paths");

    private static string[] Words(JsonElement parameter) =>
        parameter.GetProperty("schema").TryGetProperty("enum", out var words) ? [.. words.EnumerateArray().Select(word => word.GetString()!)] : [];
}
