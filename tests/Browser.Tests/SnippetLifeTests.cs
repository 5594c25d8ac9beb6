using System.Diagnostics;
using System.Security.Cryptography;

namespace Browser.Tests;

/// <summary>Pages that are prepared, put aside, brought back and left, by the browser itself where it can be made to.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetLifeTests(Chrome chrome)
{
    [BrowserFact]
    public async Task A_page_from_the_back_forward_cache_is_a_new_view_that_does_not_name_itself_as_its_referrer()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("restored");
        await page.Server.WaitForAsync("pageview");
        await page.RunAsync("document.title = 'Only the cache keeps this'");
        await page.Tab.ClickAsync("a");
        await page.Server.WaitForAsync("pageview", 2);
        await page.Tab.EvaluateAsync("() => { setTimeout(() => history.back()); }");

        var views = await page.Server.WaitForAsync("pageview", 3);
        Assert.Equal("Only the cache keeps this", views[2].Text("t"));
        Assert.Equal(("", views[0].Text("u")), (views[2].Text("r"), views[2].Text("u")));
        Assert.NotEqual(views[0].Text("pv"), views[2].Text("pv"));
    }

    [BrowserFact]
    public async Task A_page_that_the_browser_prepared_counts_when_it_is_opened()
    {
        await using var server = await HitServer.StartAsync();
        var profile = Directory.CreateTempSubdirectory("prerender");
        // Without Playwright, which stops a page that is being prepared at its first line.
        using var browser = Process.Start(new ProcessStartInfo(
            Chrome.Path, ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", $"--user-data-dir={profile.FullName}", server.Address + "/prerender"])
        { RedirectStandardError = true })!;
        try
        {
            await server.Prepared.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await Task.Delay(500);
            Assert.EndsWith("/prerender", Assert.Single(server.Hits("pageview")).Text("u"), StringComparison.Ordinal);
            server.Go.SetResult();

            var view = (await server.WaitForAsync("pageview", 2))[1];
            Assert.Equal(("A page that was prepared", $"{server.Address}/prerender"), (view.Text("t"), view.Text("r")));
        }
        finally
        {
            browser.Kill(entireProcessTree: true);
            await browser.WaitForExitAsync();
            await DeleteAsync(profile);
        }
    }

    [BrowserFact]
    public async Task A_tab_in_the_background_is_counted_when_it_is_first_seen()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("background");
        var mark = Assert.Single(await page.MarkAsync());
        await page.RunAsync("show()");

        var view = Assert.Single(await page.Server.WaitForAsync("pageview"));
        Assert.Equal(mark.Text("pv"), view.Text("pv"));
        await page.RunAsync("hide(); show()");
        Assert.Single(await page.MarkAsync(), hit => hit.Name == "pageview");
    }

    [BrowserFact]
    public async Task A_tab_that_was_closed_unseen_is_no_view()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("background");
        await page.RunAsync("dispatchEvent(new PageTransitionEvent('pagehide'))");

        Assert.Equal("mark", Assert.Single(await page.MarkAsync()).Name);
    }

    [BrowserFact]
    public async Task A_link_is_followed_at_once_while_the_collector_takes_five_seconds_to_answer()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        page.Server.Delay = TimeSpan.FromSeconds(5);
        await page.GoAsync("links");
        var elsewhere = page.Server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/second";
        await page.RunAsync($"document.getElementById('outside').href = '{elsewhere}'");
        var clock = Stopwatch.StartNew();
        await page.Tab.ClickAsync("#outside");
        await page.Tab.WaitForURLAsync(elsewhere);
        var taken = clock.Elapsed;

        Assert.Single(await page.Server.WaitForAsync("Outbound"));
        Assert.True(taken < TimeSpan.FromSeconds(2), $"The link took {taken.TotalSeconds:0.0} s.");
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_script_with_a_hash_runs_only_when_it_is_the_right_one(bool right)
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        var script = await File.ReadAllBytesAsync(Path.Combine(TestFiles.Assets, "s.js"));
        page.Server.Integrity = "sha384-" + Convert.ToBase64String(SHA384.HashData(right ? script : script[1..]));
        await page.GoAsync("sri");

        Assert.Equal(right, await page.Tab.EvaluateAsync<bool>("() => !!window.collector"));
        if (right)
        {
            await page.Server.WaitForAsync("pageview");
        }
    }

    /// <summary>The browser's last processes may still write for a moment.</summary>
    private static async Task DeleteAsync(DirectoryInfo folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(100);
            }
        }
    }
}
