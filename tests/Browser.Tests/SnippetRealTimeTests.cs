namespace Browser.Tests;

/// <summary>Engaged time on the real clock, against what the page itself measured.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetRealTimeTests(Chrome chrome)
{
    /// <summary>The promise.</summary>
    private const double Tolerance = 0.05;

    [BrowserTheory]
    [InlineData("await look(1200); hide(); await away(900); show(); back(); await look(800); hide()")]
    [InlineData("await look(1200); lose(); await away(900); gain(); back(); await look(800); hide()")]
    [InlineData("await look(2500); hide()")]
    [InlineData("await look(600); history.pushState(null, '', '/reading/more'); back(); await look(900); hide()")]
    public async Task A_visit_is_measured_within_five_percent(string visit)
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("reading");
        var truth = await page.Tab.EvaluateAsync<double>($"async () => {{ {visit}; return truth(); }}");
        await page.MarkAsync();

        Assert.InRange(page.Server.Hits("engagement").Sum(report => report.Number("e")), truth * (1 - Tolerance), truth * (1 + Tolerance));
    }

    [BrowserFact]
    public async Task A_page_that_is_left_at_once_by_a_link_is_measured_within_five_percent()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("reading");
        await page.Tab.WaitForTimeoutAsync(600);
        await page.Tab.ClickAsync("a");
        await page.Tab.WaitForURLAsync("**/second");
        var truth = await page.Tab.EvaluateAsync<double>("() => +sessionStorage.truth");

        Assert.InRange(Assert.Single(await page.Server.WaitForAsync("engagement")).Number("e"), truth * (1 - Tolerance), truth * (1 + Tolerance));
    }
}
