using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Storage.Catalog;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// The salts of each site and local day, in memory and in <c>salts.bin</c>. A day's salt lives until the site's visit gap after local
/// midnight; one made for a past day of server-side events lives 24 hours. Then it is destroyed in both places. A clock that
/// goes back destroys nothing early, since a salt is destroyed by its own date only; after one that has jumped ahead nothing is destroyed for an hour,
/// so that it can be set right.
/// </summary>
internal sealed partial class SaltStore : IDisposable
{
    /// <summary>How long a salt for a past day of server-side events lives.</summary>
    public static readonly TimeSpan PastDayLife = TimeSpan.FromHours(24);

    /// <summary>How long before local midnight the next day's salt is made, so that no hit waits for the file.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>Salts beyond which one of a past day makes room for another: a 2 MB file. Those of present days have room always, being few.</summary>
    private const int MaxSalts = 40_000;

    /// <summary>How long nothing is destroyed after the clock has jumped ahead.</summary>
    private static readonly TimeSpan StepPatience = TimeSpan.FromHours(1);

    private readonly SaltFile _file;
    private readonly TimeProvider _clock;
    private readonly ILogger<SaltStore> _log;
    private readonly ConcurrentDictionary<uint, SiteDay> _days = new();
    private readonly Lock _lock = new();

    // Under the lock.
    private readonly Dictionary<(uint Site, int Day), Salt> _salts = [];
    private readonly ClockSteps _steps;
    private bool _isUnsaved;

    /// <summary>Reads the salts that still live.</summary>
    /// <param name="folder">Folder of secrets; made when missing.</param>
    /// <param name="clock">The time.</param>
    /// <param name="syncFolder">Makes a rename in the folder durable.</param>
    /// <param name="log">Where a broken or unwritable file is reported.</param>
    public SaltStore(string folder, TimeProvider clock, Action<string> syncFolder, ILogger<SaltStore> log)
    {
        Directory.CreateDirectory(folder);
        _file = new SaltFile(folder, syncFolder);
        _clock = clock;
        _steps = new ClockSteps(clock);
        _log = log;
        var salts = _file.Read();
        if (salts is null)
        {
            _file.Quarantine();
            LogBroken(log, SaltFile.BadName);
        }

        foreach (var salt in salts ?? [])
        {
            if (_salts.TryAdd((salt.Site, salt.Day), salt))
            {
                continue;
            }

            salt.Destroy();
        }

        Maintain([]);
    }

    /// <summary>Salts held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _salts.Count;
            }
        }
    }

    /// <summary>The site's local day at an instant near now. Fast but for the first hit of a day, whose salt may have to be written.</summary>
    public SiteDay Day(Site site, DateTimeOffset at) =>
        _days.TryGetValue(site.Id, out var day) && day.Holds(at, site) ? day : BeginDay(site, at);

    /// <summary>
    /// The salt of a past local day, for server-side events: made on first use, and written by the next call of <see cref="Maintain"/>, for an
    /// import that begins hundreds of days must not wait for the file hundreds of times.
    /// </summary>
    public Salt PastDay(Site site, int day, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_salts.TryGetValue((site.Id, day), out var salt))
            {
                MakeRoom(now);
                salt = Add(Salt.Create(site.Id, day, now + PastDayLife));
            }

            return salt;
        }
    }

    /// <summary>
    /// Destroys what has expired, makes the salts of days about to begin, writes what could not be written before. Hosting
    /// calls it each minute.
    /// </summary>
    public void Maintain(IEnumerable<Site> sites)
    {
        var now = _clock.GetUtcNow();
        lock (_lock)
        {
            if (_steps.Look() is { } step)
            {
                LogStep(_log, step);
            }

            var dead = _steps.SinceAhead < StepPatience ? [] : _salts.Values.Where(salt => salt.Expires <= now).ToList();
            foreach (var salt in dead)
            {
                _salts.Remove((salt.Site, salt.Day));
                salt.Destroy();
            }

            if (dead.Count > 0)
            {
                // A day that was begun may hold a dead salt, for the clock can go back.
                _days.Clear();
                _isUnsaved = true;
            }

            foreach (var site in sites)
            {
                var day = Day(site, now);
                if (day.Until - now <= Ahead)
                {
                    var next = SiteDay.Bounds(day.Until, SiteDay.ZoneOf(site));
                    SaltOf(site, day.Day + 1, next.Until);
                }
            }

            if (_isUnsaved)
            {
                Save();
            }

            TryDestroyQuarantined(now);
        }
    }

    /// <summary>Clears memory; the file keeps what a restart needs.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var salt in _salts.Values)
            {
                salt.Destroy();
            }

            _salts.Clear();
            _days.Clear();
        }
    }

    private SiteDay BeginDay(Site site, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_days.TryGetValue(site.Id, out var day) && day.Holds(at, site))
            {
                return day;
            }

            var zone = SiteDay.ZoneOf(site);
            var number = SiteDay.DayOf(at, zone);
            var (from, until) = SiteDay.Bounds(at, zone);
            day = new SiteDay
            {
                Day = number,
                TimeZone = site.TimeZone,
                From = from,
                Until = until,
                Salt = SaltOf(site, number, until),
                Before = _salts.GetValueOrDefault((site.Id, number - 1)),
            };
            _days[site.Id] = day;
            if (_isUnsaved)
            {
                Save();
            }

            return day;
        }
    }

    private Salt SaltOf(Site site, int day, DateTimeOffset until)
    {
        var expires = until + site.VisitGap;
        if (_salts.TryGetValue((site.Id, day), out var salt))
        {
            _isUnsaved |= salt.Prolong(expires);
            return salt;
        }

        return Add(Salt.Create(site.Id, day, expires));
    }

    private Salt Add(Salt salt)
    {
        _salts.Add((salt.Site, salt.Day), salt);
        _isUnsaved = true;
        return salt;
    }

    /// <summary>Destroys, when there are too many, the salt of a past day that would be destroyed next.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        // Today's and yesterday's salts of all zones are of days from the day before yesterday of UTC on.
        var past = SiteDay.DayOf(now, TimeZoneInfo.Utc) - 2;
        if (_salts.Count >= MaxSalts && _salts.Values.Where(salt => salt.Day < past).MinBy(salt => salt.Expires) is { } next)
        {
            _salts.Remove((next.Site, next.Day));
            next.Destroy();
        }
    }

    private void Save()
    {
        try
        {
            _file.Write(_salts.Values);
            _isUnsaved = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Visitors are counted from memory meanwhile; the next call of Maintain tries again.
            _isUnsaved = true;
            LogUnwritable(_log, exception.Message);
            TryWipeExpired();
        }
    }

    /// <summary>Dead salts go even when a full disk takes no new file.</summary>
    private void TryWipeExpired()
    {
        try
        {
            _file.WipeExpired(_clock.GetUtcNow());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(_log, exception.Message);
        }
    }

    private void TryDestroyQuarantined(DateTimeOffset now)
    {
        try
        {
            _file.DestroyQuarantined(now - PastDayLife);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnwritable(_log, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Visitor salts could not be read and were made anew: visitors of today may count twice. The broken file is kept a day as {File}")]
    private static partial void LogBroken(ILogger log, string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock was changed by {Step}. If it is wrong now, set it right within an hour: until then no visitor salt is destroyed, later visitors of today would count twice")]
    private static partial void LogStep(ILogger log, TimeSpan step);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Visitor salts could not be written ({Problem}): a restart now would count visitors of today twice; free space or make the folder writable")]
    private static partial void LogUnwritable(ILogger log, string problem);
}
