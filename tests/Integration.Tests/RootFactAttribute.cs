namespace Integration.Tests;

/// <summary>A fact that mounts a disk of its own; skipped, not passed, where only root may.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Skip = "Only root of a Linux system can mount a small disk: a full disk was not tested.";
        }
    }
}
