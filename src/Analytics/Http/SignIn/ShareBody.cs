using System.Globalization;
using System.Text.Json.Serialization;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>A shared link as sent and shown; its address is shown once, when it is made.</summary>
internal sealed record ShareBody
{
    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>What it is for, unique in its site.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Sent only: 12 to 256 characters; left out for none.</summary>
    [JsonPropertyName("password")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Password { get; init; }

    /// <summary>Shown only.</summary>
    [JsonPropertyName("has_password")]
    public bool? HasPassword { get; init; }

    /// <summary>When it ends (2026-12-31T00:00:00Z); null for never.</summary>
    [JsonPropertyName("expires")]
    public string? Expires { get; init; }

    /// <summary>Filters as the reports take them, at most 10 (country==DE, segment==Buyers): they hold for every question and cannot be lifted.</summary>
    [JsonPropertyName("filters")]
    public IReadOnlyList<string>? Filters { get; init; }

    /// <summary>Origins whose pages may show it in a frame (https://example.com), at most 10; none when left out.</summary>
    [JsonPropertyName("origins")]
    public IReadOnlyList<string>? Origins { get; init; }

    /// <summary>Shown once: the path to open; with &amp;embed=1 for a frame.</summary>
    [JsonPropertyName("address")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Address { get; init; }

    public static ShareBody Of(Share share) => new()
    {
        Id = share.Id,
        Name = share.Name,
        HasPassword = share.Password is not null,
        Expires = share.Expires is { } expires ? TimeText.Of(expires) : null,
        Filters = share.Filters,
        Origins = share.Origins,
    };

    public DateTimeOffset? ParseExpires(DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(Expires))
        {
            return null;
        }

        return DateTimeOffset.TryParse(Expires, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > now
            ? time
            : throw new QueryProblemException("expires", Expires, "A shared link ends at a time to come, such as 2030-12-31T00:00:00Z.");
    }
}

/// <summary>The password of a shared link.</summary>
internal sealed record SharePasswordBody
{
    [JsonPropertyName("password")]
    public string? Password { get; init; }
}

/// <summary>What a right password is answered with.</summary>
/// <param name="Ticket">Sent with each question for 12 hours: Authorization: Share TOKEN.TICKET.</param>
internal sealed record ShareTicketBody([property: JsonPropertyName("ticket")] string Ticket);
