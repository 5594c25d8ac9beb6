namespace Integration.Tests;

/// <summary>A fact that needs curl; skipped, not passed, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute()
    {
        if (!File.Exists("/usr/bin/curl"))
        {
            Skip = "curl is not installed.";
        }
    }
}
