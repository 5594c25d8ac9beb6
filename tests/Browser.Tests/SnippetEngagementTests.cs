namespace Browser.Tests;

/// <summary>Engaged time and scroll depth on scripted visits; the page's clock is stopped and moved by the test.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetEngagementTests(Chrome chrome)
{
    /// <summary>The promise: 5 %.</summary>
    private const double Tolerance = 0.05;

    [BrowserFact]
    public async Task Only_time_in_front_counts()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(10);
        await page.RunAsync("hide()");
        await page.PassAsync(100);
        await page.RunAsync("show()");
        await page.PassAsync(5);
        await page.RunAsync("hide()");

        AssertEngaged(15_000, await page.Server.WaitForAsync("engagement", 2));
    }

    [BrowserFact]
    public async Task Time_without_the_focus_does_not_count()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(20);
        await page.RunAsync("lose()");
        await page.PassAsync(60);
        await page.RunAsync("gain()");
        await page.PassAsync(7);
        await page.RunAsync("hide()");

        AssertEngaged(27_000, await page.Server.WaitForAsync("engagement", 2));
    }

    [BrowserFact]
    public async Task Without_input_five_minutes_count_and_no_more()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(900);
        await page.RunAsync("touch()");
        await page.PassAsync(60);
        await page.RunAsync("hide()");

        AssertEngaged(360_000, await page.Server.WaitForAsync("engagement"));
    }

    [BrowserFact]
    public async Task Input_begins_the_five_minutes_anew()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(200);
        await page.RunAsync("touch()");
        await page.PassAsync(200);
        await page.RunAsync("hide()");

        AssertEngaged(400_000, await page.Server.WaitForAsync("engagement"));
    }

    [BrowserFact]
    public async Task A_reader_who_never_leaves_is_reported_every_ten_minutes()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        for (var minute = 0; minute < 42; minute += 3)
        {
            await page.PassAsync(180);
            await page.RunAsync("touch()");
        }

        AssertEngaged(36 * 60_000, await page.Server.WaitForAsync("engagement", 3));
    }

    [BrowserFact]
    public async Task Each_view_of_a_single_page_application_has_its_own_time()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(4);
        await page.RunAsync("history.pushState(null, '', '/plain/more')");
        await page.PassAsync(9);
        await page.RunAsync("hide()");

        var reports = await page.Server.WaitForAsync("engagement", 2);
        var views = await page.Server.WaitForAsync("pageview", 2);
        foreach (var (view, expected) in views.Zip([4_000, 9_000]))
        {
            AssertEngaged(expected, reports.Where(report => report.Text("pv") == view.Text("pv")));
        }
    }

    [BrowserFact]
    public async Task Losing_the_focus_for_a_moment_reports_nothing_new()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(5);
        await page.RunAsync("lose(); gain()");
        await page.Server.WaitForAsync("engagement");
        await page.PassAsync(2);
        await page.RunAsync("lose(); gain()");

        Assert.Single(await page.MarkAsync(), hit => hit.Name == "engagement");
        await page.RunAsync("hide()");
        AssertEngaged(7_000, await page.Server.WaitForAsync("engagement", 2));
    }

    [BrowserFact]
    public async Task A_very_short_view_reports_once_when_it_is_left()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("plain");
        await page.Server.WaitForAsync("pageview");
        await page.GoAsync("second");

        var report = Assert.Single(await page.Server.WaitForAsync("engagement"));
        Assert.Equal(page.Server.Hits("pageview")[0].Text("pv"), report.Text("pv"));
        Assert.EndsWith("/plain", report.Text("u"), StringComparison.Ordinal);
        Assert.Equal(100, report.Number("d"));
    }

    [BrowserFact]
    public async Task Leaving_at_once_is_measured_too()
    {
        await using var page = await SnippetPage.NewAsync(chrome, stoppedClock: true);
        await page.GoAsync("plain");
        await page.PassAsync(0.4);
        await page.RunAsync("hide()");

        AssertEngaged(400, await page.Server.WaitForAsync("engagement"));
    }

    [BrowserFact]
    public async Task The_deepest_scroll_is_kept()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("long");
        await page.RunAsync("scrollTo(0, 1200); dispatchEvent(new Event('scroll')); scrollTo(0, 0); dispatchEvent(new Event('scroll')); hide()");

        // (1200 + 800 of the window) of 4000.
        Assert.Equal(50, Assert.Single(await page.Server.WaitForAsync("engagement")).Number("d"));
    }

    private static void AssertEngaged(double expected, IEnumerable<Hit> reports) =>
        Assert.InRange(reports.Sum(report => report.Number("e")), expected * (1 - Tolerance), expected * (1 + Tolerance));
}
