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

    /// <summary>Who has an account looks around less and buys more.</summary>
    private bool IsCustomer => person.UserId.Length > 0;

    public void Walk()
    {
        if (random.Chance(IsCustomer ? 0.12 : 0.3))
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
            if (!person.IsCrawler && random.Chance(0.03))
            {
                Do("Signup", hit => hit.Properties.Add(new("place", "home")));
            }

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
        var page = random.Chance(0.03) ? DemoTables.Missing
            : random.Chance(0.5) ? DemoTables.Home
            : random.Pick(DemoTables.Products, item => item.Weight).Page;
        See(page with { Seconds = 4 });
    }

    private void ReadGuides()
    {
        See(DemoTables.Guides[random.Below(3)]);
        while (random.Chance(0.35) && _views < 6)
        {
            See(DemoTables.Guides[random.Below(3)]);
        }

        if (!person.IsCrawler && random.Chance(0.12))
        {
            Do("Download", hit => hit.Properties.Add(new("url", "https://" + site + "/demo/brewing-guide.pdf")));
        }

        if (!person.IsCrawler && random.Chance(0.08))
        {
            Do("Outbound", hit => hit.Properties.Add(new("url", DemoTables.Neighbours[random.Below(DemoTables.Neighbours.Length)])));
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
            if (!person.IsCrawler && random.Chance(IsCustomer ? 0.4 : 0.24))
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
        var order = string.Create(CultureInfo.InvariantCulture, $"D{_now.ToUnixTimeSeconds()}{random.Below(100):00}");
        Do("Purchase", hit =>
        {
            hit.Value = cart.Sum(product => product.Price);
            hit.Currency = "EUR";
            hit.OrderId = order;
            hit.Properties.Add(new("items", cart.Count.ToString(CultureInfo.InvariantCulture)));
            hit.Properties.Add(new("product", cart[0].Key));
            hit.Properties.Add(new("category", cart[0].Category));
        });
        if (IsCustomer && random.Chance(0.06))
        {
            Return(cart[0], order);
        }
    }

    /// <summary>The shop's own program gives back the money for a piece some hours later.</summary>
    private void Return(DemoProduct product, string order) => hits.Add(new RawHit
    {
        Site = site,
        Name = "Refund",
        Value = product.Price,
        Currency = "EUR",
        OrderId = "R" + order,
        UserId = person.UserId,
        Flags = EventFlags.Demo,
        Request = new RequestFacts { Received = _now.AddMinutes(90 + random.Below(200)), Address = IPAddress.None, ServerSide = true },
    });

    /// <summary>As the shop itself describes what goes into the cart: the price is a property, for only a purchase is revenue.</summary>
    private static void Describe(RawHit hit, DemoProduct product)
    {
        hit.Properties.Add(new("product", product.Key));
        hit.Properties.Add(new("category", product.Category));
        hit.Properties.Add(new("price", product.Price.ToString(CultureInfo.InvariantCulture)));
        hit.Properties.Add(new("currency", "EUR"));
    }

    private void See(DemoPage page)
    {
        var view = string.Create(CultureInfo.InvariantCulture, $"{_startMs:x}{person.Number:x}-{_views++}");
        Send(EventNames.Pageview, page, view, page.Path == DemoTables.Missing.Path ? hit => hit.Properties.Add(new("status", "404")) : null);
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
                if (_views == 1)
                {
                    Measure(hit);
                }
            });
        }

        _page = page;
        _view = view;
        _now += TimeSpan.FromMilliseconds(200 + random.Below(1_500));
    }

    /// <summary>Web Vitals of the page that the visit loaded first: quicker on a desk than on a phone.</summary>
    private void Measure(RawHit hit)
    {
        var slow = person.Agent.ScreenWidth < 600 ? 1.7 : 1;
        var first = random.Reading(0.18 * slow) + 0.1;
        Add("ttfb", first * 1_000);
        Add("fcp", (first + random.Reading(0.4 * slow)) * 1_000);
        Add("lcp", (first + random.Reading(0.9 * slow)) * 1_000);
        if (random.Chance(0.8))
        {
            Add("inp", 10 + (random.Reading(0.6 * slow) * 100));
        }

        hit.Properties.Add(new("cls", (random.Reading(1.2 * slow) / 60).ToString("0.####", CultureInfo.InvariantCulture)));

        void Add(string name, double ms) => hit.Properties.Add(new(name, ((long)ms).ToString(CultureInfo.InvariantCulture)));
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
                AcceptLanguage = person.IsOdd ? "" : person.Country.Language,
                HasAccept = !person.IsOdd,
                HintBrands = person.IsOdd ? DemoTables.OddHints : "",
                ProxyCountry = person.Country.Code,
            },
        };
        describe?.Invoke(hit);
        hits.Add(hit);
    }
}

/// <summary>
/// Someone who visits: an address, an agent, a country, and a user id when a customer with an account. An odd one is a program
/// that calls itself a browser and leaves out what browsers send.
/// </summary>
internal sealed record DemoPerson(int Number, IPAddress Address, DemoAgent Agent, DemoCountry Country, string UserId, bool IsCrawler, bool IsOdd = false)
{
    /// <summary>Addresses are of 198.18.0.0/15, which RFC 2544 sets aside for tests.</summary>
    public static DemoPerson Make(int number, DemoRandom random, string userId) => new(
        number,
        new IPAddress([198, (byte)(18 + ((number >> 16) & 1)), (byte)(number >> 8), (byte)number]),
        random.Pick(DemoTables.Agents, agent => agent.Weight),
        random.Pick(DemoTables.Countries, country => country.Weight),
        userId,
        IsCrawler: false);
}
