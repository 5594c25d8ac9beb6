namespace Browser.Tests;

/// <summary>A fact that needs Chromium and the whole program, built and wired; without them it says so and is skipped, never passed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndToEndFactAttribute : FactAttribute
{
    public EndToEndFactAttribute()
    {
        if (!File.Exists(Chrome.Path))
        {
            Skip = $"Chromium is missing at {Chrome.Path}: install it (Debian: apt-get install chromium) to run the browser tests.";
        }
        else if (!File.Exists(RunningCollector.Executable))
        {
            Skip = $"The program is missing at {RunningCollector.Executable}: dotnet build src/Collector -c Release";
        }
        else if (!typeof(Collector.Http.Demo.DemoShopEndpoint).Assembly.GetTypes().Any(type => type.Namespace == "Collector.Hosting"))
        {
            Skip = "The program has no Hosting yet: it cannot serve.";
        }
    }
}
