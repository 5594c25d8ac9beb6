using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>Annotations, alerts and summaries in the catalog.</summary>
public sealed class AlertsTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private readonly TempCatalog _catalog = new();
    private readonly Site _site;

    public AlertsTests() => _site = _catalog.Store.AddSite("example.com", "UTC", "EUR");

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void Annotations_are_listed_by_day_and_kind_changed_and_removed()
    {
        var store = _catalog.Store;
        var whole = store.AddAnnotation(new Annotation { SiteId = _site.Id, Day = Day, Text = " Fair ", Kind = AnnotationKind.Campaign });
        var timed = store.AddAnnotation(new Annotation { SiteId = _site.Id, Day = Day.AddDays(-1), Time = TempCatalog.Start.AddDays(-1), Text = "1.4", Kind = AnnotationKind.Release });

        Assert.Equal([timed, whole with { Text = "Fair" }], store.Annotations(_site.Id, Day.AddDays(-1), Day, null, 10, 0));
        Assert.Equal([timed], store.Annotations(_site.Id, Day.AddDays(-1), Day, AnnotationKind.Release, 10, 0));
        Assert.Empty(store.Annotations(_site.Id, Day.AddDays(1), Day.AddDays(9), null, 10, 0));
        store.UpdateAnnotation(timed with { Text = "1.5" });
        Assert.Equal("1.5", store.FindAnnotation(_site.Id, timed.Id)!.Text);
        Assert.Null(store.FindAnnotation(_site.Id + 1, timed.Id));
        store.RemoveAnnotation(_site.Id, timed.Id);
        Assert.Throws<CatalogException>(() => store.RemoveAnnotation(_site.Id, timed.Id));
    }

    [Fact]
    public void An_alert_comes_back_as_stored_without_its_secret()
    {
        var alert = _catalog.Store.AddAlert(Alert() with { Kind = AlertKind.NoData, Metric = AlertMetric.Events, Filters = ["country==DE"], Enabled = false });

        Assert.Equal(43, alert.Secret.Length);
        using var other = _catalog.Open();
        Assert.Equivalent(alert with { Secret = "" }, other.FindAlert(_site.Id, alert.Id));
        Assert.Equal(CatalogFailure.Conflict, Assert.Throws<CatalogException>(() => other.AddAlert(Alert())).Failure);
        Assert.NotEqual(alert.Secret, other.RenewAlertSecret(_site.Id, alert.Id));
    }

    [Fact]
    public void A_state_moves_only_from_where_it_was_read()
    {
        var store = _catalog.Store;
        var alert = store.AddAlert(Alert());
        var told = new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Firing, Value = 50, Expected = 10 };

        Assert.True(store.MoveAlert(alert, AlertState.Firing, told));
        Assert.False(store.MoveAlert(alert, AlertState.Firing, told));
        var one = Assert.Single(store.AlertEvents(_site.Id, alert.Id, 10));
        Assert.Equal((AlertEventKind.Firing, 50.0, 10.0, DeliveryStatus.Waiting), (one.Event, one.Value, one.Expected!.Value, one.Status));
        Assert.Equal(32, one.Delivery.Length);

        store.UpdateAlert(alert);
        Assert.Equal(AlertState.Ok, store.FindAlert(_site.Id, alert.Id)!.State);
    }

    [Fact]
    public void Due_notifications_come_with_the_secret_and_wait_for_their_next_attempt()
    {
        var store = _catalog.Store;
        var alert = store.AddAlert(Alert());
        store.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test });
        var (happened, due) = Assert.Single(store.DueAlertEvents(10));
        Assert.Equal(alert.Secret, due.Secret);

        store.CloseAttempt(happened, DeliveryStatus.Waiting, "HTTP 500", TimeSpan.FromMinutes(1));
        Assert.Empty(store.DueAlertEvents(10));
        _catalog.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, "HTTP 500"), (store.DueAlertEvents(10)[0].Event.Attempts, store.DueAlertEvents(10)[0].Event.Answer));
        store.CloseAttempt(happened, DeliveryStatus.Delivered, "HTTP 200", null);
        Assert.Empty(store.DueAlertEvents(10));
    }

    [Fact]
    public void Events_and_editions_are_kept_up_to_their_limits()
    {
        var store = _catalog.Store;
        var alert = store.AddAlert(Alert() with { Webhook = "" });
        for (var i = 0; i < CatalogStore.MaxAlertEvents + 3; i++)
        {
            store.AddAlertEvent(alert, new AlertEvent { AlertId = alert.Id, Event = AlertEventKind.Test, Value = i });
        }

        var events = store.AlertEvents(_site.Id, alert.Id, 1_000);
        Assert.Equal((CatalogStore.MaxAlertEvents, 3.0, DeliveryStatus.None), (events.Count, events[^1].Value, events[0].Status));

        var summary = store.AddSummary(new Summary { SiteId = _site.Id, Name = "x" });
        for (var i = 0; i < CatalogStore.MaxEditions + 3; i++)
        {
            Assert.True(store.AddEdition(summary.Id, TempCatalog.Start.AddDays(i), "{}"));
        }

        Assert.False(store.AddEdition(summary.Id, TempCatalog.Start.AddDays(CatalogStore.MaxEditions), "{}"));
        Assert.Equal(CatalogStore.MaxEditions, store.Editions(summary.Id).Count);
        Assert.False(store.AddEdition(summary.Id + 1, TempCatalog.Start, "{}"));
    }

    [Fact]
    public void A_summary_comes_back_as_stored()
    {
        var summary = _catalog.Store.AddSummary(new Summary
        {
            SiteId = _site.Id,
            Name = "Month",
            Rhythm = SummaryRhythm.Monthly,
            Hour = 6,
            Recipients = ["ann@example.com", "o'neil+x@mail.example.co.uk"],
            Filters = ["country==DE"],
            Language = "pt-BR",
        });

        Assert.Equivalent(summary, _catalog.Store.FindSummary(_site.Id, summary.Id));
        _catalog.Store.RemoveSummary(_site.Id, summary.Id);
        Assert.Empty(_catalog.Store.Summaries(_site.Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("ann@")]
    [InlineData("@example.com")]
    [InlineData("ann@example")]
    [InlineData("ann@-example.com")]
    [InlineData("ann..b@example.com")]
    [InlineData("ann@example..com")]
    [InlineData("Ann <ann@example.com>")]
    [InlineData("ann@example.com, bob@example.com")]
    [InlineData("ann@example.com\r\nBcc: bob@example.com")]
    [InlineData("ann@[127.0.0.1]")]
    public void A_recipient_is_one_plain_address(string recipient) =>
        Assert.Equal(CatalogFailure.Invalid, Assert.Throws<CatalogException>(() => _catalog.Store.AddSummary(new Summary { SiteId = _site.Id, Name = "x", Recipients = [recipient] })).Failure);

    private Alert Alert() => new() { SiteId = _site.Id, Name = "Traffic", Kind = AlertKind.Spike, Webhook = "https://example.com/hook" };
}
