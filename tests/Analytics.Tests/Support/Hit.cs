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

    /// <summary>With <see cref="Source"/> and <see cref="Campaign"/>: where the hit came from; a new one inside a visit is a touch.</summary>
    public string Medium { get; init; } = "";

    public string Campaign { get; init; } = "";

    /// <summary>Given with a value; the site's when empty.</summary>
    public string Currency { get; init; } = "";

    public string Order { get; init; } = "";

    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    public string Country { get; init; } = "";

    public HitClass Class { get; init; } = HitClass.Human;

    public IdentityKind Identity { get; init; } = IdentityKind.Cookieless;

    public string? Plan { get; init; }

    /// <summary>Given by the stamper.</summary>
    public ulong Visit { get; init; }

    /// <summary>Given by the stamper.</summary>
    public bool IsTouch { get; init; }

    /// <summary>Given by the stamper: whether it began its visit.</summary>
    public bool IsFirst { get; init; }

    /// <summary>Given by the stamper: the visit's entry page as far as it was known, and on a page view the page before it.</summary>
    public string Entry { get; init; } = "";

    public string Previous { get; init; } = "";

    public bool IsPage => Name == "pageview";

    public (string Source, string Medium, string Campaign) Origin => (Source, Medium, Campaign);

    public bool IsBeacon => Name == "engagement";
}
