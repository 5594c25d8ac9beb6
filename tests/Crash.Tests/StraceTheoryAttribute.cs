namespace Crash.Tests;

/// <summary>A theory that needs strace; skipped, not passed, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class StraceTheoryAttribute : TheoryAttribute
{
    public StraceTheoryAttribute()
    {
        if (!File.Exists("/usr/bin/strace"))
        {
            Skip = "strace is missing (apt-get install strace): the kill points were not tested.";
        }
    }
}
