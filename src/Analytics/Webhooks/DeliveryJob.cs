using Microsoft.Extensions.Logging;
using Storage.Catalog;

namespace Analytics.Webhooks;

/// <summary>
/// Sends the notifications that wait in the catalog. One is marked when the receiver has answered: after a crash in between it is
/// sent again with the same id.
/// </summary>
internal sealed partial class DeliveryJob(CatalogStore catalog, WebhookSender sender, ILogger<DeliveryJob> log)
{
    private const int MostAtOnce = 50;
    private const int SideBySide = 4;

    /// <summary>How long after a failed attempt the next one is: five attempts in an hour.</summary>
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(40)];

    /// <summary>Sends what is due.</summary>
    public async Task SendDueAsync(CancellationToken cancellationToken)
    {
        var due = catalog.DueAlertEvents(MostAtOnce);
        if (due.Count == 0)
        {
            return;
        }

        var sites = catalog.Sites().ToDictionary(site => site.Id);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken },
            (one, token) => SendAsync(sites[one.Alert.SiteId], one.Alert, one.Event, token));
    }

    private async ValueTask SendAsync(Site site, Alert alert, AlertEvent happened, CancellationToken cancellationToken)
    {
        if (alert.Webhook.Length == 0)
        {
            catalog.CloseAttempt(happened, DeliveryStatus.None, "the alert has no webhook any more", null);
            return;
        }

        var (taken, answer) = await sender.SendAsync(alert, happened, WebhookBody.Of(site, alert, happened), cancellationToken);
        TimeSpan? pause = taken || happened.Attempts >= Pauses.Length ? null : Pauses[happened.Attempts];
        catalog.CloseAttempt(happened, taken ? DeliveryStatus.Delivered : pause is null ? DeliveryStatus.Failed : DeliveryStatus.Waiting, answer, pause);
        if (!taken)
        {
            LogFailed(alert.Id, answer, pause is null ? "given up" : "tried again");
        }
    }

    [LoggerMessage(3111, LogLevel.Warning, "A notification of alert {Id} was not taken ({Answer}): {Then}.")]
    private partial void LogFailed(long id, string answer, string then);
}
