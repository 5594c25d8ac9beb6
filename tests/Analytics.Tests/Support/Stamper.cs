using Storage.Events;

namespace Analytics.Tests.Support;

/// <summary>Gives hits, in order of arrival, their visits (within 30 minutes of the visitor's latest one; what is older is a late visit of its own) and the rows their additive deltas.</summary>
internal sealed class Stamper(uint site, ulong firstVisit)
{
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(30);

    private readonly Dictionary<ulong, State> _open = [];
    private ulong _next = firstVisit;

    private sealed class State
    {
        public required ulong Visit { get; init; }
        public required DateTimeOffset First { get; set; }
        public DateTimeOffset Last { get; set; }
        public int Events { get; set; }
        public ushort Pages { get; set; }
        public long Engaged { get; set; }
        public bool Interactive { get; set; }
        public string Entry { get; set; } = "";
        public string Previous { get; set; } = "";
        public required Hit Entered { get; init; }
        public required Hit Touched { get; set; }
        public bool IsBounce => Pages == 1 && Engaged < 10_000 && !Interactive;
    }

    public (Hit Hit, EventRow Row) Stamp(Hit hit)
    {
        if (!_open.TryGetValue(hit.Visitor, out var state) || hit.Visitor == 0 || hit.Time - state.Last > Gap || state.First - hit.Time > Gap)
        {
            var isLate = state is not null && state.First > hit.Time;
            state = new State { Visit = _next++, First = hit.Time, Last = hit.Time, Entered = hit, Touched = hit };
            if (!isLate)
            {
                _open[hit.Visitor] = state;
            }
        }

        var (first, last) = (Earlier(state.First, hit.Time), Earlier(hit.Time, state.Last) == hit.Time ? state.Last : hit.Time);

        var isTouch = state.Events == 0 || (hit.IsPage && hit.Origin != ("", "", "") && hit.Origin != state.Touched.Origin);
        state.Touched = isTouch ? hit : state.Touched;

        var wasBounce = state.IsBounce;
        var row = new EventRow
        {
            Site = site,
            Time = hit.Time,
            Received = hit.Time,
            Name = hit.Name,
            Class = hit.Class,
            BotKind = hit.Class == HitClass.Bot ? "crawler" : "",
            Visitor = hit.Visitor,
            Identity = hit.Identity,
            Visit = state.Visit,
            Visits = (byte)(state.Events == 0 ? 1 : 0),
            Timed = (byte)(state.Events == 1 ? 1 : 0),
            Duration = (uint)(last - first - (state.Last - state.First)).TotalMilliseconds,
            Pageviews = (byte)(hit.IsPage ? 1 : 0),
            Engaged = hit.Engaged,
            Scroll = hit.Scroll,
            View = hit.View,
            Path = hit.Path,
            Source = state.Entered.Source,
            UtmSource = state.Entered.Medium.Length > 0 ? state.Entered.Source : "",
            UtmMedium = state.Entered.Medium,
            UtmCampaign = state.Entered.Campaign,
            Channel = Channel(state.Entered),
            Touch = (byte)(isTouch ? 1 : 0),
            TouchSource = isTouch ? hit.Source : "",
            TouchMedium = isTouch ? hit.Medium : "",
            TouchCampaign = isTouch ? hit.Campaign : "",
            TouchChannel = isTouch ? Channel(hit) : "",
            OrderId = hit.Order,
            Country = hit.Country,
            Value = hit.Value,
            Currency = hit.Value is null ? "" : hit.Currency.Length > 0 ? hit.Currency : "EUR",
        };
        state.Events++;
        (state.First, state.Last) = (first, last);
        state.Engaged += hit.Engaged;
        state.Interactive |= !hit.IsPage && !hit.IsBeacon;
        if (hit.IsPage)
        {
            row.ViewNumber = ++state.Pages;
            row.PreviousPath = state.Previous;
            state.Previous = hit.Path;
            state.Entry = state.Pages == 1 ? hit.Path : state.Entry;
        }

        row.EntryPath = state.Entry;
        row.Bounces = (sbyte)((state.IsBounce ? 1 : 0) - (wasBounce ? 1 : 0));
        if (hit.Plan is not null)
        {
            row.Properties.Add(new("plan", hit.Plan));
        }

        row.Properties.AddRange(hit.Properties);
        return (hit with { Visit = state.Visit, IsTouch = isTouch, IsFirst = row.Visits == 1, Entry = row.EntryPath, Previous = row.PreviousPath }, row);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static string Channel(Hit hit) => hit.Origin == ("", "", "") ? "Direct" : hit.Medium == "cpc" ? "Paid Search" : "Referral";
}
