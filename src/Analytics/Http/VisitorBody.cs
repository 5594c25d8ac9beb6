using System.Text.Json.Serialization;

namespace Analytics.Http;

/// <summary>Names one visitor, in exactly one way.</summary>
internal sealed record VisitorBody
{
    /// <summary>The site's user id.</summary>
    [JsonPropertyName("user")]
    public string? User { get; init; }

    /// <summary>The first-party id in the visitor's browser.</summary>
    [JsonPropertyName("first_party")]
    public string? FirstParty { get; init; }

    /// <summary>The sender's recipient id.</summary>
    [JsonPropertyName("recipient")]
    public string? Recipient { get; init; }

    /// <summary>The visitor key, 16 hex digits.</summary>
    [JsonPropertyName("visitor")]
    public string? Visitor { get; init; }

    public VisitorName ToName()
    {
        var given = new[] { User, FirstParty, Recipient, Visitor }
            .Zip(VisitorName.Kinds, (id, kind) => new VisitorName(kind, id ?? ""))
            .Where(name => name.Id.Length > 0)
            .ToList();
        return given is [var name]
            ? name
            : throw new ProblemException(400, "bad-request", "Say whom", $"Give exactly one of: {string.Join(", ", VisitorName.Kinds)}.");
    }
}
