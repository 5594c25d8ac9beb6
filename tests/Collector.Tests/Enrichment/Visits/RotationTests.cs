using Collector.Enrichment.Visitors;
using Collector.Enrichment.Visits;
using Microsoft.Extensions.Logging.Abstractions;
using Shared;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment.Visits;

/// <summary>A visit over local midnight, from the salts to the stamped row: the key changes, the visit goes on, and after it no salt leads back.</summary>
public sealed class RotationTests : IDisposable
{
    private static readonly Site Berlin = Make.Site(1, zone: "Europe/Berlin");

    /// <summary>00:00 of 11 March in Berlin.</summary>
    private static readonly DateTimeOffset Midnight = new(2026, 3, 10, 23, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Make.Folder();
    private readonly byte[] _secret = new byte[InstallationSecret.Length];
    private readonly TestClock _clock = new(Make.Noon);
    private readonly Records _records = new();
    private SaltStore _salts;
    private EventRecorder _recorder = NewRecorder();

    public RotationTests() => _salts = NewSalts();

    public void Dispose()
    {
        _salts.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_visit_goes_on_over_midnight_under_another_key(bool withRestart)
    {
        var evening = View(Midnight.AddMinutes(-5));
        if (withRestart)
        {
            _clock.Set(Midnight.AddMinutes(1));
            Restart();
        }

        var night = View(Midnight.AddMinutes(10));
        if (withRestart)
        {
            Restart();
        }

        var later = View(Midnight.AddMinutes(35));

        Assert.Equal([1, 0, 0], new[] { evening, night, later }.Select(row => (int)row.Visits));
        Assert.Equal([evening.Visit, evening.Visit], [night.Visit, later.Visit]);
        Assert.NotEqual(evening.Visitor, night.Visitor);
        Assert.Equal(night.Visitor, later.Visitor);
        Assert.Equal(3, later.ViewNumber);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_comes_when_yesterdays_salt_is_destroyed_is_somebody_else(bool withRestart)
    {
        var evening = View(Midnight.AddMinutes(-5));
        _clock.Set(Midnight + Berlin.VisitGap);
        if (withRestart)
        {
            Restart();
        }

        var night = View(Midnight + Berlin.VisitGap);

        Assert.NotEqual(evening.Visit, night.Visit);
        Assert.NotEqual(evening.Visitor, night.Visitor);
        Assert.Equal(1, night.Visits);
    }

    /// <summary>The way of a page view: maintenance, key, visit, record.</summary>
    private EventRow View(DateTimeOffset at)
    {
        _clock.Set(at);
        _salts.Maintain([Berlin]);
        var hit = Make.Hit(request: Make.Request(received: at));
        var row = Make.Row(hit);
        (row.Site, row.Path) = (Berlin.Id, "/");
        new VisitorStep(_salts, _secret).Apply(hit, Berlin, row);
        _recorder.Encode(new HitSubmission([new PreparedHit { Row = row, AlternateVisitor = hit.AlternateVisitor, VisitGap = Berlin.VisitGap }]), _records);
        _recorder.Committed();
        return row;
    }

    /// <summary>Another process: salts from their file, visits from the journal's records.</summary>
    private void Restart()
    {
        _salts.Dispose();
        _salts = NewSalts();
        _recorder = NewRecorder();
        var replay = _recorder.Replay();
        foreach (var record in _records.All)
        {
            replay.Add(record, EventColumns.Version);
        }
    }

    private SaltStore NewSalts() => new(_folder, _clock, _ => { }, NullLogger<SaltStore>.Instance);

    private static EventRecorder NewRecorder() => new(0xABCD_0001, new VisitTable(1_000, TimeSpan.FromHours(2)), new SeenEventIds(1_000, TimeSpan.FromHours(24)));
}
