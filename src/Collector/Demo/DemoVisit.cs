using System.Globalization;
using System.Net;
using Collector.Parsing;
using Storage.Events;

namespace Collector.Demo;

/// <summary>One made-up visit: walks through the shop and writes the hits that the snippet would have sent.</summary>
internal sealed class DemoVisit(string site, DemoRandom random, DemoPerson person, DemoSource source, DateTimeOffset start, ICollection<RawHit> hits)
{
    private readonly long _startMs = start.ToUnixTimeMilliseconds();
    private DateTimeOffset _now = start;
    private DemoPage _page = DemoTables.Home;
    private string _view = "";
    private string _query = source.Query;
    private string _referrer = source.Referrer;
    private int _views;

    public void Walk()
    {
        if (random.Chance(0.3))
        {
            Glance();
            return;
        }

        if (random.Chance(0.25))
        {
            ReadGuides();
            return;
        }

        if (random.Chance(0.6))
        {
            See(DemoTables.Home);
            if (random.Chance(0.38))
            {
                return;
            }
        }

        Shop();
    }

    /// <summary>Looks at one page for some seconds and leaves.</summary>
    private void Glance()
    {
        var page = random.Chance(0.5) ? DemoTables.Home : random.Pick(DemoTables.Products, item => item.Weight).Page;
        See(page with { Seconds = 4 });
    }

    private void ReadGuides()
    {
        See(DemoTables.Guides[random.Below(3)]);
        while (random.Chance(0.35) && _views < 6)
        {
            See(DemoTables.Guides[random.Below(3)]);
        }

        if (random.Chance(0.2))
        {
            Shop();
        }
    }

    private void Shop()
    {
        var cart = new List<DemoProduct>();
        do
        {
            var product = random.Pick(DemoTables.Products, item => item.Weight);
            See(product.Page);
            if (random.Chance(0.24))
            {
                cart.Add(product);
                Do("AddToCart", hit => Describe(hit, product));
            }
        }
        while (random.Chance(0.42) && _views < 12);

        if (cart.Count == 0 || !random.Chance(0.8))
        {
            return;
        }

        See(DemoTables.Cart);
        if (!random.Chance(0.62))
        {
            return;
        }

        See(DemoTables.Checkout);
        if (random.Chance(0.58))
        {
            Buy(cart);
        }
    }

    private void Buy(List<DemoProduct> cart)
    {
        See(DemoTables.Thanks);
        Do("Purchase", hit =>
        {
            hit.Value = cart.Sum(product => product.Price);
            hit.Currency = "EUR";
            hit.OrderId = string.Create(CultureInfo.InvariantCulture, $"D{_now.ToUnixTimeSeconds()}{random.Below(100):00}");
            hit.Properties.Add(new("items", cart.Count.ToString(CultureInfo.InvariantCulture)));
        });
    }

    private static void Describe(RawHit hit, DemoProduct product)
    {
        hit.Properties.Add(new("product", product.Name));
        hit.Properties.Add(new("category", product.Category));
    }

    private void See(DemoPage page)
    {
        var view = string.Create(CultureInfo.InvariantCulture, $"{_startMs:x}{person.Number:x}-{_views++}");
        Send(EventNames.Pageview, page, view, null);
        _query = "";
        _referrer = "https://" + site + page.Path;
        if (person.IsCrawler)
        {
            return;
        }

        // One visitor in seven leaves in a way that no beacon survives: coverage is never whole in real life either.
        var seconds = random.Reading(page.Seconds);
        _now += TimeSpan.FromSeconds(seconds);
        if (!random.Chance(0.14))
        {
            Send(EventNames.Engagement, page, view, hit =>
            {
                hit.Engaged = TimeSpan.FromMilliseconds((long)(seconds * 1000 * (0.7 + (random.Below(30) / 100.0))));
                hit.Scroll = (byte)Math.Clamp((int)(20 + (seconds / page.Seconds * 45) + random.Below(25)), 5, 100);
            });
        }

        _page = page;
        _view = view;
        _now += TimeSpan.FromMilliseconds(200 + random.Below(1_500));
    }

    private void Do(string name, Action<RawHit> describe) => Send(name, _page, _view, describe);

    private void Send(string name, DemoPage page, string view, Action<RawHit>? describe)
    {
        var hit = new RawHit
        {
            Site = site,
            Name = name,
            Url = "https://" + site + page.Path + _query,
            Referrer = _referrer,
            Title = page.Title,
            ViewId = view,
            UserId = person.UserId,
            ScreenWidth = person.Agent.ScreenWidth,
            Flags = EventFlags.Demo,
            Request = new RequestFacts
            {
                Received = _now,
                Address = person.Address,
                UserAgent = person.Agent.Text,
                AcceptLanguage = person.Country.Language,
                ProxyCountry = person.Country.Code,
            },
        };
        describe?.Invoke(hit);
        hits.Add(hit);
    }
}

/// <summary>Someone who visits: an address, an agent, a country, and a user id when a customer with an account.</summary>
internal sealed record DemoPerson(int Number, IPAddress Address, DemoAgent Agent, DemoCountry Country, string UserId, bool IsCrawler)
{
    /// <summary>Addresses are of 198.18.0.0/15, which RFC 2544 sets aside for tests.</summary>
    public static DemoPerson Make(int number, DemoRandom random, string userId) => new(
        number,
        new IPAddress([198, (byte)(18 + ((number >> 16) & 1)), (byte)(number >> 8), (byte)number]),
        random.Pick(DemoTables.Agents, agent => agent.Weight),
        random.Pick(DemoTables.Countries, country => country.Weight),
        userId,
        false);
}
