using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Collector.Erasure;

/// <summary>
/// Proof that an erasure was carried out, without anything about whom: kept in the data folder, signed with the installation's
/// secret (HMAC-SHA256 over its JSON with an empty signature).
/// </summary>
internal sealed record ErasureReceipt
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("site")]
    public required string Site { get; init; }

    [JsonPropertyName("asked")]
    public required DateTimeOffset Asked { get; init; }

    [JsonPropertyName("finished")]
    public required DateTimeOffset Finished { get; init; }

    [JsonPropertyName("removed")]
    public required ErasureCounts Removed { get; init; }

    /// <summary>Rows found after it: 0, or there would be no receipt.</summary>
    [JsonPropertyName("remaining_rows")]
    public long RemainingRows { get; init; }

    /// <summary>64 hex digits.</summary>
    [JsonPropertyName("signature")]
    public string Signature { get; init; } = "";

    public ErasureReceipt Signed(byte[] secret) => this with { Signature = SignatureOf(secret) };

    public bool IsSignedBy(byte[] secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Signature), Encoding.UTF8.GetBytes(SignatureOf(secret)));

    private string SignatureOf(byte[] secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, JsonSerializer.SerializeToUtf8Bytes(this with { Signature = "" })));
}
