using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>What counts without a call: outbound links, downloads, forms and tagged elements.</summary>
[Collection(ChromeGroup.Name)]
public sealed class SnippetLinkTests(Chrome chrome)
{
    [BrowserFact]
    public async Task Clicks_become_events_of_their_kind_with_addresses_cut_before_the_query()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("links?stay");
        var origin = page.Server.Address;
        (string Element, string Name, string? Url)[] expected =
        [
            ("#inside", "", null),
            ("#outside b", "Outbound", "http://localhost:1/there"),
            ("#pdf", "Download", origin + "/files/paper.PDF"),
            ("#saved", "Download", origin + "/files/data"),
            ("#zip", "Download", "http://localhost:1/all.zip"),
            ("#mail", "", null),
            ("#tagged", "Call", null),
            ("#button span", "Play", null),
            ("#svg", "", null),
        ];
        foreach (var (element, name, url) in expected)
        {
            await page.Tab.ClickAsync(element);
            var hits = (await page.MarkAsync()).Where(hit => hit.Name is not ("mark" or "pageview" or "engagement")).ToList();
            page.Server.Clear();
            Assert.Equal((element, name), (element, hits.Count == 0 ? "" : Assert.Single(hits).Name));
            if (url is not null)
            {
                Assert.Equal((element, url), (element, hits[0].Body.GetProperty("p").GetProperty("url").GetString()));
            }

            if (name == "Call")
            {
                Assert.Equal("""{"plan":"pro"}""", hits[0].Body.GetProperty("p").GetRawText());
            }
        }

        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task A_click_that_leaves_the_site_arrives_and_does_not_wait()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("links");
        await page.Server.WaitForAsync("pageview");
        var elsewhere = page.Server.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/second";
        await page.RunAsync($"document.getElementById('outside').href = '{elsewhere}'");
        await page.Tab.ClickAsync("#outside");

        Assert.Equal(elsewhere, Assert.Single(await page.Server.WaitForAsync("Outbound")).Body.GetProperty("p").GetProperty("url").GetString());
        await page.Tab.WaitForURLAsync(elsewhere);
    }

    [BrowserFact]
    public async Task The_middle_button_counts_and_the_right_one_does_not()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("links?stay");
        await page.Tab.ClickAsync("#zip", new() { Button = MouseButton.Right });
        await page.Tab.ClickAsync("#pdf", new() { Button = MouseButton.Middle });

        var download = Assert.Single(await page.Server.WaitForAsync("Download"));
        Assert.EndsWith("paper.PDF", download.Body.GetProperty("p").GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_form_that_is_sent_is_an_event_with_its_name_and_nothing_of_its_fields()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("forms");
        await page.Tab.ClickAsync("#newsletter button");

        var form = Assert.Single(await page.Server.WaitForAsync("Form"));
        Assert.Equal("""{"form":"newsletter","action":"/second"}""", form.Body.GetProperty("p").GetRawText());
        Assert.EndsWith("/forms", form.Text("u"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_tagged_form_has_its_own_event_when_it_is_sent_and_none_when_it_is_clicked()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("forms");
        await page.Tab.ClickAsync("#field");
        Assert.DoesNotContain(await page.MarkAsync(), hit => hit.Name == "Order");
        await page.Tab.ClickAsync("[name=order] button");

        Assert.Equal("pro", Assert.Single(await page.Server.WaitForAsync("Order")).Body.GetProperty("p").GetProperty("plan").GetString());
        Assert.Empty(page.Server.Hits("Form"));
    }

    [BrowserFact]
    public async Task What_the_tag_switches_off_does_not_count_and_it_may_name_other_files()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("links-off");
        foreach (var element in new[] { "#outside", "#pdf", "#book", "#button", "#plain button" })
        {
            await page.Tab.ClickAsync(element);
        }

        var events = (await page.MarkAsync()).Where(hit => hit.Name is not ("pageview" or "mark" or "engagement"));
        Assert.EndsWith("book.epub", Assert.Single(events).Body.GetProperty("p").GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task The_core_script_counts_no_links()
    {
        await using var page = await SnippetPage.NewAsync(chrome);
        await page.GoAsync("core");
        await page.RunAsync("document.getElementById('pdf').onclick = () => false");
        await page.Tab.ClickAsync("#pdf");

        Assert.Equal(["pageview", "mark"], (await page.MarkAsync()).Select(hit => hit.Name));
    }
}
