using System.Text.Json.Serialization;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>A user as sent and shown.</summary>
internal sealed record UserBody
{
    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>What is typed to sign in, usually an e-mail address. Cannot be changed later.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>
    /// viewer, analyst, admin or owner. Under /users the role for all sites, null for none; under a site the role there.
    /// </summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Under /users: roles for single sites, by name. They replace those there were.</summary>
    [JsonPropertyName("sites")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Sites { get; init; }

    /// <summary>Under a site, shown only: whether the role is one for all sites, which only an owner can change.</summary>
    [JsonPropertyName("everywhere")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Everywhere { get; init; }

    /// <summary>Shown only: false until the link was followed and a password set.</summary>
    [JsonPropertyName("has_password")]
    public bool? HasPassword { get; init; }

    /// <summary>Shown only.</summary>
    [JsonPropertyName("codes")]
    public bool? Codes { get; init; }

    /// <summary>Shown once, for a new or reset user: path of the one-time sign-in link, good for three days.</summary>
    [JsonPropertyName("link")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }

    public static UserBody Of(User user, UserRole? role) => new()
    {
        Id = user.Id,
        Name = user.Name,
        Role = role is { } held ? CatalogWords.Of(held) : null,
        HasPassword = user.HasPassword,
        Codes = user.HasSecondFactor,
    };

    /// <summary>The role that was sent; null when none was.</summary>
    public UserRole? ParseRole() => Role is null ? null : CatalogWords.Read<UserRole>(Role, "A role");
}
