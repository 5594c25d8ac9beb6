using System.Text.Json.Serialization;

namespace Collector.Erasure;

/// <summary>
/// An erasure that was asked for and is not finished: a file in the data folder, so that a kill does not end it. It holds the
/// visitor's key, and goes when the receipt is written. What was found so far is kept in it, because a second run finds less.
/// </summary>
internal sealed record ErasureRequest
{
    /// <summary>16 random hex digits; also the names of the files.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("site")]
    public required string Site { get; init; }

    [JsonPropertyName("site_id")]
    public required uint SiteId { get; init; }

    [JsonPropertyName("visitor")]
    public required ulong Visitor { get; init; }

    [JsonPropertyName("asked")]
    public required DateTimeOffset Asked { get; init; }

    [JsonPropertyName("found")]
    public ErasureCounts Found { get; init; } = new();
}
