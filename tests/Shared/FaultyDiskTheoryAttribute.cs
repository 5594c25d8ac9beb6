namespace Shared;

/// <summary>A theory on a disk that fails; skipped, not passed, where that cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FaultyDiskTheoryAttribute : TheoryAttribute
{
    public FaultyDiskTheoryAttribute() => Skip = FaultyDisk.Missing;
}
