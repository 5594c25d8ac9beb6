using System.Globalization;
using System.Text.Json;
using Storage.Catalog;

namespace Analytics.Webhooks;

/// <summary>The body of a notification.</summary>
internal static class WebhookBody
{
    public static byte[] Of(Site site, Alert alert, AlertEvent happened)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            switch (alert.Format)
            {
                case WebhookFormat.Slack:
                    // These three are all that begins markup there.
                    json.WriteString("text", Sentence(site, alert, happened).Replace("&", "&amp;", StringComparison.Ordinal)
                        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal));
                    break;
                case WebhookFormat.Discord:
                    json.WriteString("content", Sentence(site, alert, happened));
                    json.WriteStartObject("allowed_mentions");
                    json.WriteStartArray("parse");
                    json.WriteEndArray();
                    json.WriteEndObject();
                    break;
                default:
                    WriteFields(json, site, alert, happened);
                    break;
            }

            json.WriteEndObject();
        }

        return body.ToArray();
    }

    private static void WriteFields(Utf8JsonWriter json, Site site, Alert alert, AlertEvent happened)
    {
        json.WriteString("id", happened.Delivery);
        json.WriteString("event", CatalogWords.Of(happened.Event));
        json.WriteString("at", TimeText.Of(happened.At));
        json.WriteString("site", site.Name);
        json.WriteStartObject("alert");
        json.WriteNumber("id", alert.Id);
        json.WriteString("name", alert.Name);
        json.WriteString("kind", CatalogWords.Of(alert.Kind));
        json.WriteString("metric", Metric(alert));
        json.WriteNumber("window_minutes", (long)alert.Window.TotalMinutes);
        json.WriteEndObject();
        json.WriteNumber("value", happened.Value);
        if (happened.Expected is { } expected)
        {
            json.WriteNumber("expected", expected);
        }
        else
        {
            json.WriteNull("expected");
        }

        json.WriteString("text", Sentence(site, alert, happened));
    }

    private static string Sentence(Site site, Alert alert, AlertEvent happened)
    {
        if (happened.Event == AlertEventKind.Test)
        {
            return $"{site.Name}: this is a test of the alert “{alert.Name}”.";
        }

        var what = happened.Event == AlertEventKind.Firing ? alert.Kind switch { AlertKind.Spike => "spike", AlertKind.Drop => "drop", _ => "no data" } : "over";
        var beside = happened.Expected is { } expected ? $", {(alert.Threshold is null ? "usually" : "threshold")} {Number(expected)}" : "";
        return $"{site.Name}: {alert.Name}: {what}. {Number(happened.Value)} {Metric(alert)} in {alert.Window.TotalMinutes:0} minutes{beside}.";
    }

    private static string Metric(Alert alert) => CatalogWords.Of(alert.Kind == AlertKind.NoData ? AlertMetric.Events : alert.Metric);

    private static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);
}
