namespace Browser.Tests;

/// <summary>A theory that needs Chromium; without it the test says so and is skipped, never passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}
