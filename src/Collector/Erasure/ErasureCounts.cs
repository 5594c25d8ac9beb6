using System.Text.Json.Serialization;

namespace Collector.Erasure;

/// <summary>What an erasure removed.</summary>
internal sealed record ErasureCounts
{
    /// <summary>Rows of the events table.</summary>
    [JsonPropertyName("rows")]
    public long Rows { get; init; }

    /// <summary>Visits those rows belonged to.</summary>
    [JsonPropertyName("visits")]
    public long Visits { get; init; }

    /// <summary>Records of the journal, which keeps what is loaded for an hour or more.</summary>
    [JsonPropertyName("journal_records")]
    public long JournalRecords { get; init; }

    /// <summary>Segments of the journal that were rewritten.</summary>
    [JsonPropertyName("journal_segments")]
    public long JournalSegments { get; init; }

    /// <summary>Bytes by which they became shorter.</summary>
    [JsonPropertyName("journal_bytes")]
    public long JournalBytes { get; init; }

    /// <summary>Files of the journal's quarantine that were deleted whole: damaged ones that held the key or a visit, and unreadable ones, which may.</summary>
    [JsonPropertyName("quarantined_files")]
    public long QuarantinedFiles { get; init; }

    /// <summary>Old parts of the events and of the sums that were removed from the disk.</summary>
    [JsonPropertyName("parts")]
    public long Parts { get; init; }

    /// <summary>Bytes of those parts; what is left of them was written anew.</summary>
    [JsonPropertyName("part_bytes")]
    public long PartBytes { get; init; }
}
