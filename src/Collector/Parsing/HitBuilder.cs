using System.Globalization;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Parsing;

/// <summary>
/// Fills a <see cref="RawHit"/> field by field, for the query and the JSON parser alike: what a field means, its limits and the
/// checks across fields are here and nowhere else. A field takes decoded text; numbers come as text too.
/// </summary>
internal struct HitBuilder(RequestFacts facts)
{
    private readonly RawHit _hit = new() { Request = facts };
    private uint _given;
    private uint _absent;
    private RejectReason _fault;
    private bool _badCurrency;

    /// <summary>Marks the field as given; false when it was given before.</summary>
    public bool Begin(HitField field)
    {
        var bit = 1u << (int)field;
        var first = (_given & bit) == 0;
        _given |= bit;
        return first;
    }

    /// <summary>The field was given as null: as good as absent.</summary>
    public void Forget(HitField field) => _absent |= 1u << (int)field;

    /// <summary>The hit is not to be stored; the first reason stands.</summary>
    public void Fail(RejectReason reason) => _fault = _fault == RejectReason.None ? reason : _fault;

    public readonly void Flag(EventFlags flags) => _hit.Flags |= flags;

    /// <summary>Takes a field's text; fields of keyed events are ignored on public routes.</summary>
    public void Set(HitField field, ReadOnlySpan<char> text)
    {
        switch (field)
        {
            case HitField.Site:
                _hit.Site = Text(text, HitLimits.Site);
                break;
            case HitField.Name:
                _hit.Name = text is "pageview" ? "pageview" : Text(text, HitLimits.Name);
                break;
            case HitField.Url:
                _hit.Url = Text(text, HitLimits.Url);
                break;
            case HitField.Referrer:
                _hit.Referrer = Text(text, HitLimits.Referrer);
                break;
            case HitField.Title:
                _hit.Title = Text(text, HitLimits.Title);
                break;
            case HitField.EventId:
                _hit.EventId = Text(text, HitLimits.Id);
                break;
            case HitField.ViewId:
                _hit.ViewId = Text(text, HitLimits.Id);
                break;
            case HitField.OrderId:
                _hit.OrderId = Text(text, HitLimits.Id);
                break;
            case HitField.UserId:
                _hit.UserId = Text(text, HitLimits.Id);
                break;
            case HitField.TimeZone:
                _hit.TimeZone = Text(text, HitLimits.TimeZone);
                break;
            case HitField.Consent:
                SetConsent(text.Trim());
                break;
            case HitField.FirstPartyId:
                _hit.FirstPartyId = FirstPartyIds.IsValid(text.Trim()) ? text.Trim().ToString() : "";
                break;
            case HitField.Value:
                SetValue(text);
                break;
            case HitField.Currency:
                SetCurrency(text);
                break;
            case HitField.ScreenWidth:
                _hit.ScreenWidth = (ushort)Math.Clamp(Number(text), 0, ushort.MaxValue);
                break;
            case HitField.Scroll:
                _hit.Scroll = (byte)Math.Clamp(Number(text), 0, 100);
                break;
            case HitField.Age:
                _hit.Age = Milliseconds(text);
                break;
            case HitField.Engaged:
                _hit.Engaged = Milliseconds(text);
                break;
            case HitField.Timestamp or HitField.Address or HitField.UserAgent when facts.ServerSide:
                SetKeyedField(field, text);
                break;
            default:
                break;
        }
    }

    /// <summary>Adds a property. One without a key or beyond the 30th is left out and flagged.</summary>
    /// <returns>False when the key was there before; the first value stands.</returns>
    public readonly bool AddProperty(ReadOnlySpan<char> key, ReadOnlySpan<char> value)
    {
        var properties = _hit.Properties;
        var name = Text(key, HitLimits.PropertyKey);
        foreach (var known in properties)
        {
            if (known.Key == name)
            {
                return false;
            }
        }

        if (name.Length == 0 || properties.Count == HitLimits.Properties)
        {
            Flag(EventFlags.PropertyRejected);
        }
        else
        {
            properties.Add(new(name, Text(value, HitLimits.PropertyValue)));
        }

        return true;
    }

    /// <summary>Ends the hit: fills defaults and checks what depends on several fields.</summary>
    /// <param name="referer">The Referer header, the page's address when the hit gives none.</param>
    /// <param name="hit">The hit; of no use when a reason is returned.</param>
    public RejectReason Finish(string referer, out RawHit hit)
    {
        hit = _hit;
        if (_hit.Url.Length == 0 && IsWebAddress(referer))
        {
            _hit.Url = referer;
        }

        if (_hit.Site.Length == 0)
        {
            Fail(RejectReason.MissingSite);
        }

        if (_hit.Name.Length == 0)
        {
            Fail(RejectReason.BadName);
        }

        // Only a page view must have a page: a server's event may have none.
        if (_hit.Url.Length == 0 ? _hit.Name == "pageview" : !IsWebAddress(_hit.Url))
        {
            Fail(RejectReason.BadUrl);
        }

        const uint Measures = (1u << (int)HitField.Engaged) | (1u << (int)HitField.Scroll);
        if (_hit.Name == "engagement" && (_given & ~_absent & Measures) == 0)
        {
            Fail(RejectReason.BadEngagement);
        }

        CheckRevenue();
        Flag((facts.PrivacyControl ? EventFlags.PrivacyControl : 0) | (facts.ServerSide ? EventFlags.ServerSide : 0));
        return _fault;
    }

    private readonly string Text(ReadOnlySpan<char> text, int limit)
    {
        var result = TextCleaner.Clean(text, limit, out var truncated);
        if (truncated)
        {
            Flag(EventFlags.Truncated);
        }

        return result;
    }

    /// <summary>A level that cannot be read must not become a higher one: the event is refused.</summary>
    private void SetConsent(ReadOnlySpan<char> text)
    {
        if (text is [>= '0' and <= '3'])
        {
            _hit.Consent = (ConsentLevel)(text[0] - '0');
        }
        else
        {
            Fail(RejectReason.BadEvent);
        }
    }

    private readonly void SetValue(ReadOnlySpan<char> text)
    {
        if (decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(value) <= HitLimits.Revenue)
        {
            _hit.Value = Math.Round(value, 4, MidpointRounding.AwayFromZero);
        }
        else if (!text.IsWhiteSpace())
        {
            Flag(EventFlags.ValueRejected);
        }
    }

    private void SetCurrency(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        Span<char> code = stackalloc char[3];
        if (text.ToUpperInvariant(code) == 3 && Currencies.IsKnown(code))
        {
            _hit.Currency = new string(code);
        }
        else
        {
            _badCurrency = !text.IsEmpty;
        }
    }

    private readonly void CheckRevenue()
    {
        var unwanted = _badCurrency || (_hit.Value < 0 && !_hit.Name.Equals(EventNames.Refund, StringComparison.OrdinalIgnoreCase));
        if (_hit.Value is not null && unwanted)
        {
            _hit.Value = null;
            Flag(EventFlags.ValueRejected);
        }

        if (_hit.Value is null)
        {
            _hit.Currency = "";
        }
    }

    private void SetKeyedField(HitField field, ReadOnlySpan<char> text)
    {
        if (field == HitField.UserAgent)
        {
            _hit.Request = _hit.Request with { UserAgent = TextCleaner.Clean(text, HitLimits.UserAgent, out _) };
        }
        else if (field == HitField.Address && AddressText.TryParse(text.Trim(), out var address))
        {
            _hit.Request = _hit.Request with { Address = address };
        }
        else if (field == HitField.Timestamp && Rfc3339.TryParse(text.Trim(), out var time))
        {
            var oldest = facts.Received.AddMonths(-HitLimits.PastMonths);
            var newest = facts.Received + HitLimits.Future;
            _hit.Timestamp = time < oldest ? oldest : time > newest ? newest : time;
            Flag(_hit.Timestamp == time ? 0 : EventFlags.TimeClamped);
        }
        else
        {
            Fail(RejectReason.BadEvent);
        }
    }

    private TimeSpan Milliseconds(ReadOnlySpan<char> text)
    {
        var stated = Number(text);
        var clamped = Math.Clamp(stated, 0, HitLimits.Age.TotalMilliseconds);
        if (clamped != stated)
        {
            Flag(EventFlags.TimeClamped);
        }

        return TimeSpan.FromMilliseconds(Math.Floor(clamped));
    }

    private double Number(ReadOnlySpan<char> text)
    {
        const NumberStyles Styles = NumberStyles.Float;
        if (double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Fail(RejectReason.BadEvent);
        return 0;
    }

    private static bool IsWebAddress(ReadOnlySpan<char> url)
    {
        const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;
        var scheme = url.StartsWith("https://", Ignore) ? 8 : url.StartsWith("http://", Ignore) ? 7 : 0;
        return scheme > 0 && url.Length > scheme && url[scheme] is not ('/' or '?' or '#' or ':' or ' ');
    }
}
