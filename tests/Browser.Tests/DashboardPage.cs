using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>The dashboard opened over a canned API, and what the browser complained about meanwhile.</summary>
internal sealed class DashboardPage
{
    private DashboardPage(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Errors, refusals of the content security policy, and warnings of the console.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens an address of the dashboard, signed in.</summary>
    /// <param name="context">A fresh profile.</param>
    /// <param name="api">What answers.</param>
    /// <param name="address">Path and query.</param>
    /// <param name="key">The API key.</param>
    /// <param name="language">Chosen beforehand; "" leaves it to the browser (English).</param>
    public static async Task<DashboardPage> OpenAsync(IBrowserContext context, CannedApi api, string address = "/demo.local", string language = "", string key = CannedApi.Key)
    {
        var page = await context.NewPageAsync();
        var opened = new DashboardPage(page);
        page.PageError += (_, error) => opened.Complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                opened.Complaints.Add(message.Text);
            }
        };
        await page.AddInitScriptAsync($"sessionStorage.setItem('collector-key', '{key}'); '{language}' && localStorage.setItem('collector-language', '{language}')");
        await page.GotoAsync(api.Address + address);
        return opened;
    }
}
