using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Storage.Catalog;

/// <content>What alerts did, and the notifications that wait.</content>
public sealed partial class CatalogStore
{
    /// <summary>Events kept of one alert; older ones go.</summary>
    public const int MaxAlertEvents = 200;

    private const int DeliveryIdBytes = 16;
    private const int MaxAnswer = 200;

    private const string SelectEvents =
        "SELECT e.id, e.alert_id AS AlertId, e.delivery, e.event, e.at, e.value, e.expected, e.status, e.attempts, e.answer FROM alert_events e";

    /// <summary>
    /// Moves an alert from where it was read to stand to another state, together with the event to be told, in one transaction:
    /// after a crash both are there or neither. False when it was changed or removed in between, and nothing is stored.
    /// </summary>
    public bool MoveAlert(Alert read, AlertState state, AlertEvent? happened) => _file.Write(x =>
    {
        var moved = x.Execute(
            "UPDATE alerts SET state = @to, since = @now, problem = '' WHERE id = @Id AND state = @from AND since = @since",
            new { to = CatalogWords.Of(state), now = Now(), read.Id, from = CatalogWords.Of(read.State), since = read.Since.ToUnixTimeMilliseconds() }) == 1;
        if (moved && happened is not null)
        {
            AddEvent(x, read.Webhook, happened);
        }

        return moved;
    });

    /// <summary>Notes why an alert cannot be evaluated; empty when it can again.</summary>
    public void NoteAlertProblem(long alertId, string problem) => _file.Note("UPDATE alerts SET problem = @problem WHERE id = @alertId", new { alertId, problem });

    /// <summary>Adds an event beside the alert's states: a test.</summary>
    public void AddAlertEvent(Alert alert, AlertEvent happened) => _file.Write(x =>
    {
        AddEvent(x, alert.Webhook, happened);
        return true;
    });

    /// <summary>What an alert did, the latest first.</summary>
    public IReadOnlyList<AlertEvent> AlertEvents(uint siteId, long alertId, int limit) => _file.Read(x => x.Query<AlertEventRow>(
        $"{SelectEvents} JOIN alerts a ON a.id = e.alert_id WHERE a.site_id = @siteId AND e.alert_id = @alertId ORDER BY e.id DESC LIMIT @limit",
        new { siteId, alertId, limit }).Select(ToEvent).ToArray());

    /// <summary>Notifications that are due, the oldest first, with their alerts (secret included).</summary>
    public IReadOnlyList<(AlertEvent Event, Alert Alert)> DueAlertEvents(int limit) => _file.Read(x =>
    {
        var events = x.Query<AlertEventRow>($"{SelectEvents} WHERE e.status = 'waiting' AND e.due <= @now ORDER BY e.due, e.id LIMIT @limit", new { now = Now(), limit }).Select(ToEvent);
        return events.Select(one => (one, ToAlert(x.QuerySingle<AlertRow>($"{SelectAlerts.Replace("''", "secret", StringComparison.Ordinal)} WHERE id = @AlertId", new { one.AlertId })))).ToArray();
    });

    /// <summary>Stores what an attempt came to; <paramref name="retryIn"/> is null when it was the last.</summary>
    public void CloseAttempt(AlertEvent attempted, DeliveryStatus status, string answer, TimeSpan? retryIn) => _file.Write(x => x.Execute(
        "UPDATE alert_events SET status = @status, attempts = attempts + 1, answer = @answer, due = @due WHERE id = @Id",
        new
        {
            status = CatalogWords.Of(status),
            answer = answer.Length > MaxAnswer ? answer[..MaxAnswer] : answer,
            due = Now() + (long)(retryIn ?? TimeSpan.Zero).TotalMilliseconds,
            attempted.Id,
        }));

    private void AddEvent(SqliteConnection x, string webhook, AlertEvent happened)
    {
        x.Execute(
            """
            INSERT INTO alert_events (alert_id, delivery, event, at, value, expected, status, attempts, due, answer)
            VALUES (@AlertId, @delivery, @word, @now, @Value, @Expected, @status, 0, @now, '')
            """,
            new
            {
                happened.AlertId,
                delivery = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(DeliveryIdBytes)),
                word = CatalogWords.Of(happened.Event),
                now = Now(),
                happened.Value,
                happened.Expected,
                status = webhook.Length > 0 ? "waiting" : "none",
            });
        x.Execute(
            """
            DELETE FROM alert_events
            WHERE alert_id = @AlertId AND id <= (SELECT id FROM alert_events WHERE alert_id = @AlertId ORDER BY id DESC LIMIT 1 OFFSET @kept)
            """,
            new { happened.AlertId, kept = MaxAlertEvents });
    }

    private static AlertEvent ToEvent(AlertEventRow row) => new()
    {
        Id = row.Id,
        AlertId = row.AlertId,
        Delivery = row.Delivery,
        Event = CatalogWords.Read<AlertEventKind>(row.Event, "event"),
        At = Time(row.At),
        Value = row.Value,
        Expected = row.Expected,
        Status = CatalogWords.Read<DeliveryStatus>(row.Status, "status"),
        Attempts = (int)row.Attempts,
        Answer = row.Answer,
    };

    /// <summary>A row of <c>alert_events</c>.</summary>
    private sealed class AlertEventRow
    {
        public long Id { get; set; }
        public long AlertId { get; set; }
        public string Delivery { get; set; } = "";
        public string Event { get; set; } = "";
        public long At { get; set; }
        public double Value { get; set; }
        public double? Expected { get; set; }
        public string Status { get; set; } = "";
        public long Attempts { get; set; }
        public string Answer { get; set; } = "";
    }
}
