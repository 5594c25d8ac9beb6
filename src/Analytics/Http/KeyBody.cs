using System.Text.Json.Serialization;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>An API key as asked for and shown; its secret is shown once, when it is made.</summary>
internal sealed record KeyBody
{
    private static readonly (string Word, KeyRights Right)[] Words =
        [("send", KeyRights.Send), ("read", KeyRights.Read), ("admin", KeyRights.Admin)];

    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("label")]
    public string? Label { get; init; }

    /// <summary>The one site it is good for; null for all.</summary>
    [JsonPropertyName("site")]
    public string? Site { get; init; }

    /// <summary>Some of send, read and admin.</summary>
    [JsonPropertyName("rights")]
    public IReadOnlyList<string>? Rights { get; init; }

    /// <summary>Shown once, when the key is made.</summary>
    [JsonPropertyName("secret")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Secret { get; init; }

    /// <summary>Shown only.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    /// <summary>Shown only; null before the first use.</summary>
    [JsonPropertyName("last_used")]
    public string? LastUsed { get; init; }

    /// <summary>Shown only; null while the key is good.</summary>
    [JsonPropertyName("revoked")]
    public string? Revoked { get; init; }

    public static KeyBody Of(ApiKey key, string? site) => new()
    {
        Id = key.Id,
        Label = key.Label,
        Site = site,
        Rights = [.. Words.Where(known => key.Rights.HasFlag(known.Right)).Select(known => known.Word)],
        Created = Text(key.Created),
        LastUsed = Text(key.LastUsed),
        Revoked = Text(key.Revoked),
    };

    public KeyRights ParseRights()
    {
        var rights = KeyRights.None;
        foreach (var word in Rights ?? [])
        {
            var known = Words.FirstOrDefault(entry => entry.Word == word);
            rights |= known.Word is null
                ? throw new QueryProblemException("rights", word, "A right is send, read or admin.", [.. Words.Select(entry => entry.Word)])
                : known.Right;
        }

        return rights;
    }

    private static string? Text(DateTimeOffset? time) => time is { } known ? TimeText.Of(known) : null;
}
