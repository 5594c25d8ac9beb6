namespace Storage.Catalog;

/// <summary>A link that shows one site's reports to whoever has it.</summary>
public sealed record Share
{
    public long Id { get; init; }

    public required uint SiteId { get; init; }

    /// <summary>What it is for: 1–120 characters, unique in its site.</summary>
    public required string Name { get; init; }

    /// <summary>The hash of its password; null when none is asked for.</summary>
    public string? Password { get; init; }

    /// <summary>Filters that stand before each question asked through it; at most 10.</summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>Origins such as https://example.com whose pages may show it in a frame; at most 10, none by default.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    public DateTimeOffset Created { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }
}
