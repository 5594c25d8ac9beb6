using System.Globalization;
using System.Text.Json.Serialization;
using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>An annotation as sent and shown.</summary>
internal sealed record AnnotationBody
{
    private static readonly string[] TimeShapes = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>Shown only.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>The site's local day, for something of the whole day.</summary>
    [JsonPropertyName("date")]
    public string? Date { get; init; }

    /// <summary>The instant with its offset, instead of date; with neither it is now. Null for a whole day.</summary>
    [JsonPropertyName("time")]
    public string? Time { get; init; }

    /// <summary>note (default), release, campaign or outage.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    /// <summary>1 to 200 characters.</summary>
    [JsonPropertyName("text")]
    public string? Text { get; init; }

    /// <summary>When it was added; shown only.</summary>
    [JsonPropertyName("created")]
    public string? Created { get; init; }

    public static AnnotationBody Of(Annotation annotation, TimeZoneInfo zone) => new()
    {
        Id = annotation.Id,
        Date = annotation.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Time = annotation.Time is { } time ? TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) : null,
        Kind = CatalogWords.Of(annotation.Kind),
        Text = annotation.Text,
        Created = TimeText.Of(annotation.Created),
    };

    /// <summary>The annotation that was sent, in the place of <paramref name="old"/> when it is given.</summary>
    public Annotation ToAnnotation(uint siteId, TimeZoneInfo zone, DateTimeOffset now, Annotation? old = null)
    {
        var day = Period.ParseDay(new QueryValues(new[] { Date ?? "" }.ToLookup(_ => "date", text => text)), "date");
        var time = ReadTime() ?? (day is null ? old is null ? now : old.Time : null);
        var dayOfTime = time is { } instant ? LocalDay.Of(instant, zone) : day ?? old!.Day;
        return day is null || day == dayOfTime
            ? new Annotation
            {
                Id = old?.Id ?? 0,
                SiteId = siteId,
                Day = dayOfTime,
                Time = time,
                Kind = BodyWords.Read(Kind, "kind", AnnotationKind.Note),
                Text = Text ?? "",
                Created = old?.Created ?? default,
            }
            : throw new QueryProblemException("date", Date, "date is not the site's local day of time: give one of the two.");
    }

    private DateTimeOffset? ReadTime()
    {
        if (Time is null)
        {
            return null;
        }

        var text = Time.EndsWith('Z') ? $"{Time[..^1]}+00:00" : Time;
        return DateTimeOffset.TryParseExact(text, TimeShapes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.UtcDateTime.Year is >= 2000 and < 2100
            ? time.ToUniversalTime()
            : throw new QueryProblemException("time", Time, "time is an instant with its offset such as 2026-11-22T10:15:00+01:00, from 2000 to 2099.");
    }
}
