using Microsoft.Playwright;

namespace Browser.Tests;

/// <summary>One Chromium for the tests of a group; each test opens its own context.</summary>
public sealed class Chrome : IAsyncLifetime
{
    public const string Path = "/usr/bin/chromium";

    /// <summary>Headless Chromium names itself in its user agent, which is a bot by our rules.</summary>
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (!File.Exists(Path))
        {
            return;
        }
        // A busy machine shows the right thing later, not another thing.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path,
            // Playwright switches it off; browsers have it on.
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // For the whole browser: a context's own user agent is not on the beacons of a page that is going away.
                $"--user-agent={UserAgent}",
            ],
        });
    }

    /// <summary>A fresh profile: no storage, no cache.</summary>
    public async Task<IBrowserContext> ContextAsync(int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light, bool touch = false, ReducedMotion motion = ReducedMotion.NoPreference)
    {
        var context = await _browser!.NewContextAsync(new() // the attribute has skipped the test where there is none
        {
            ViewportSize = new() { Width = width, Height = height },
            TimezoneId = "Europe/Berlin",
            Locale = "en-GB",
            ColorScheme = scheme,
            HasTouch = touch,
            ReducedMotion = motion,
        });
        context.SetDefaultTimeout(30_000);
        return context;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }
        _playwright?.Dispose();
    }
}

/// <summary>The tests of the snippet and of the whole way; they share a browser and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ChromeGroup : ICollectionFixture<Chrome>
{
    public const string Name = "Chrome";
}

/// <summary>Most tests of the dashboard, beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class DashboardGroup : ICollectionFixture<Chrome>
{
    public const string Name = "Dashboard";
}
