using System.Text.Json.Serialization;

namespace Analytics.Http.SignIn;

/// <summary>What is sent to sign in.</summary>
internal sealed record SignInBody
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>A code of the authenticator app, or a recovery code; only where the user has turned codes on.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }
}

/// <summary>Who is signed in, and what they may do.</summary>
internal sealed record SessionBody
{
    /// <summary>The user's name, or the key's label.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>user, operator (signed in by the link of the start, before there is an owner), key or share.</summary>
    [JsonPropertyName("kind")]
    public required string Kind { get; init; }

    /// <summary>The role for all sites: viewer, analyst, admin or owner; null for none.</summary>
    [JsonPropertyName("role")]
    public string? Role { get; init; }

    /// <summary>Roles for single sites, by name.</summary>
    [JsonPropertyName("sites")]
    public required IReadOnlyDictionary<string, string> Sites { get; init; }

    /// <summary>Whether a password is still to be set.</summary>
    [JsonPropertyName("needs_password")]
    public bool NeedsPassword { get; init; }

    /// <summary>Whether codes are asked for besides the password.</summary>
    [JsonPropertyName("codes")]
    public bool Codes { get; init; }
}

/// <summary>A new password.</summary>
internal sealed record PasswordBody
{
    /// <summary>12 to 256 characters of any kind.</summary>
    [JsonPropertyName("password")]
    public string? Password { get; init; }

    /// <summary>The one until now; left out when there is none.</summary>
    [JsonPropertyName("current")]
    public string? Current { get; init; }
}

/// <summary>A secret for codes by time.</summary>
/// <param name="Secret">In base 32, to be typed into an authenticator app.</param>
/// <param name="Uri">The same as an otpauth: address.</param>
internal sealed record CodeSecretBody([property: JsonPropertyName("secret")] string Secret, [property: JsonPropertyName("uri")] string Uri);

/// <summary>What turns codes on.</summary>
internal sealed record CodesBody
{
    /// <summary>As given by POST.</summary>
    [JsonPropertyName("secret")]
    public string? Secret { get; init; }

    /// <summary>A code that the app makes of it.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }

    [JsonPropertyName("password")]
    public string? Password { get; init; }
}

/// <summary>Codes for when the app is lost, shown once.</summary>
/// <param name="Codes">Each signs in once in the place of a code by time.</param>
internal sealed record RecoveryCodesBody([property: JsonPropertyName("recovery_codes")] IReadOnlyList<string> Codes);

/// <summary>A signed-in browser.</summary>
internal sealed record BrowserBody
{
    [JsonPropertyName("id")]
    public required long Id { get; init; }

    /// <summary>desktop, mobile or tablet.</summary>
    [JsonPropertyName("device")]
    public required string Device { get; init; }

    [JsonPropertyName("created")]
    public required string Created { get; init; }

    [JsonPropertyName("last_seen")]
    public required string LastSeen { get; init; }

    /// <summary>Whether it is the one that asks.</summary>
    [JsonPropertyName("current")]
    public required bool Current { get; init; }
}
