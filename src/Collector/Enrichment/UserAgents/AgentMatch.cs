namespace Collector.Enrichment.UserAgents;

/// <summary>A family and its version in parts, as uap-core's rules give them.</summary>
internal sealed record MatchedVersion(string Family, string? Major, string? Minor, string? Patch, string? PatchMinor)
{
    /// <summary>What uap-core calls a family that no rule knows.</summary>
    public const string OtherFamily = "Other";

    public static MatchedVersion Other { get; } = new(OtherFamily, null, null, null, null);
}

/// <summary>A device as uap-core's rules give it.</summary>
internal sealed record MatchedDevice(string Family, string? Brand, string? Model)
{
    public static MatchedDevice Other { get; } = new(MatchedVersion.OtherFamily, null, null);
}

/// <summary>What uap-core's rules say of a user agent: exactly its answer, before anything is derived from it.</summary>
internal sealed record AgentMatch(MatchedVersion Browser, MatchedVersion Os, MatchedDevice Device)
{
    /// <summary>The answer when no rule was asked.</summary>
    public static AgentMatch None { get; } = new(MatchedVersion.Other, MatchedVersion.Other, MatchedDevice.Other);
}
