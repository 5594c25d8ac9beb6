using System.Diagnostics;
using Shared;

namespace Browser.Tests;

/// <summary>The package for bundlers, used as a site would: types checked, bundled, run in the browser and on a server.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetModuleTests(Chrome chrome) : IDisposable
{
    private readonly string _site = MakeSite();

    [BrowserFact]
    public async Task The_bundled_module_does_what_the_script_does()
    {
        await RunAsync(Tool("esbuild/bin/esbuild"), "sample.ts", "--bundle", "--minify", "--outfile=bundle.js", "--log-level=error");
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.Tab.RouteAsync("**/bundle.js", route => route.FulfillAsync(new() { Path = Path.Combine(_site, "bundle.js"), ContentType = "text/javascript" }));
        await page.GoAsync("module#/start");

        Assert.Equal(["Purchase", "Signup", "mark", "pageview"], (await page.MarkAsync()).Select(hit => hit.Name).Order(StringComparer.Ordinal));
        Assert.Equal("""{"plan":"pro","seats":3,"trial":true}""", page.Server.Hits("Signup").Single().Body.GetProperty("p").GetRawText());
        Assert.All(page.Server.Hits(), hit => Assert.Equal(("example.com", 2, page.Server.Address + "/module#/start"), (hit.Text("s"), hit.Number("k"), hit.Text("u"))));
        Assert.Equal("7", page.Server.Hits("mark").Single().Text("id"));
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task The_types_take_what_is_right_and_refuse_what_is_wrong() =>
        await RunAsync(Tool("typescript/bin/tsc"), "--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler", "--lib", "es2021,dom", "sample.ts");

    [BrowserFact]
    public async Task On_a_server_the_module_does_nothing() => Assert.Equal("function", await RunAsync("server.mjs"));

    public void Dispose() => Directory.Delete(_site, recursive: true);

    /// <summary>A project of one file that has the package installed.</summary>
    private static string MakeSite()
    {
        var site = Directory.CreateTempSubdirectory("module").FullName;
        Copy(Path.Combine(TestFiles.Fixtures, "..", "module"), site);
        Copy(Path.Combine(TestFiles.Assets, "module"), Path.Combine(site, "node_modules", "collector-snippet"));
        return site;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static string Tool(string path) => Path.Combine(Repository.Root, "node_modules", path);

    private async Task<string> RunAsync(params string[] arguments)
    {
        using var node = Process.Start(new ProcessStartInfo("node", arguments) { WorkingDirectory = _site, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = node.StandardOutput.ReadToEndAsync();
        var errors = node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await output + await errors);
        return (await output).Trim();
    }
}
