using Storage.Events;

namespace Analytics.Tests.Support;

/// <summary>What a test says happened; the visit and the deltas are stamped by <see cref="Stamper"/>.</summary>
internal sealed record Hit(ulong Visitor, DateTimeOffset Time, string Name, string Path)
{
    public ulong View { get; init; }

    /// <summary>Milliseconds.</summary>
    public uint Engaged { get; init; }

    public byte Scroll { get; init; }

    public decimal? Value { get; init; }

    public string Source { get; init; } = "";

    public string Country { get; init; } = "";

    public HitClass Class { get; init; } = HitClass.Human;

    public IdentityKind Identity { get; init; } = IdentityKind.Cookieless;

    public string? Plan { get; init; }

    /// <summary>Given by the stamper.</summary>
    public ulong Visit { get; init; }

    public bool IsPage => Name == "pageview";

    public bool IsBeacon => Name == "engagement";
}
