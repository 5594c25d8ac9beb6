namespace Browser.Tests;

/// <summary>A fact that needs Chromium; without it the test says so and is skipped, never passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!File.Exists(Chrome.Path))
        {
            Skip = $"Chromium is missing at {Chrome.Path}: install it (Debian: apt-get install chromium) to run the browser tests.";
        }
    }
}
