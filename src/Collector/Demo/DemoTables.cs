namespace Collector.Demo;

/// <summary>The made-up world of the demo shop: its pages, where its visitors come from and what they browse with. Weights are parts of their table's sum.</summary>
internal static class DemoTables
{
    public static readonly DemoPage Home = new("/demo/", "Tea and teaware – Kettle & Leaf", 25);
    public static readonly DemoPage Cart = new("/demo/cart", "Cart – Kettle & Leaf", 20);
    public static readonly DemoPage Checkout = new("/demo/checkout", "Checkout – Kettle & Leaf", 60);
    public static readonly DemoPage Thanks = new("/demo/thanks", "Thank you – Kettle & Leaf", 15);

    /// <summary>A page that an old link still names.</summary>
    public static readonly DemoPage Missing = new("/demo/product/kettle", "Not here – Kettle & Leaf", 5);

    public static readonly DemoPage[] Guides =
    [
        new("/demo/guide/black", "Brewing guide – Kettle & Leaf", 95),
        new("/demo/guide/green", "Brewing guide – Kettle & Leaf", 110),
        new("/demo/guide/herbal", "Brewing guide – Kettle & Leaf", 80),
    ];

    public static readonly DemoProduct[] Products =
    [
        new("assam", "Assam Gold, 250 g", "Tea", 14.5m, new("/demo/product/assam", "Assam Gold, 250 g – Kettle & Leaf", 40), 50),
        new("teapot", "Morning Pot", "Teaware", 48m, new("/demo/product/teapot", "Morning Pot – Kettle & Leaf", 55), 30),
        new("cup", "Travel Cup", "Teaware", 26m, new("/demo/product/cup", "Travel Cup – Kettle & Leaf", 35), 20),
    ];

    /// <summary>Where the guides link to.</summary>
    public static readonly string[] Neighbours = ["https://tea-society.example/water", "https://teablog.example/best-teapots", "https://porcelain.example/"];

    public static readonly DemoSource[] Sources =
    [
        new("", "", 280),
        new("https://www.google.com/", "", 270),
        new("https://www.bing.com/", "", 35),
        new("https://duckduckgo.com/", "", 30),
        new("https://www.instagram.com/", "", 60),
        new("https://www.facebook.com/", "", 40),
        new("https://www.youtube.com/", "", 25),
        new("https://www.reddit.com/r/tea/", "", 30),
        new("https://chatgpt.com/", "", 35),
        new("https://www.perplexity.ai/", "", 10),
        new("https://teablog.example/best-teapots", "", 30),
        new("https://www.google.com/", "?utm_source=google&utm_medium=cpc&utm_campaign=teapots&gclid=demo", 55),
        new("", "?utm_source=newsletter&utm_medium=email&utm_campaign=first-flush", 65),
        new("https://l.facebook.com/", "?utm_source=facebook&utm_medium=paid-social&utm_campaign=gift-season", 35),
    ];

    public static readonly DemoAgent[] Agents =
    [
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", 1920, 250),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0", 1536, 70),
        new("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0", 1920, 45),
        new("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15", 1440, 90),
        new("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", 1728, 60),
        new("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", 1920, 20),
        new("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", 393, 230),
        new("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36", 412, 170),
        new("Mozilla/5.0 (Linux; Android 15; SM-S928B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", 384, 40),
        new("Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1", 820, 25),
    ];

    public static readonly DemoAgent[] Crawlers =
    [
        new("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", 0, 50),
        new("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", 0, 20),
        new("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", 0, 30),
        new("Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", 0, 15),
        new("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/141.0.0.0 Safari/537.36", 800, 10),
    ];

    /// <summary>A program that calls itself this browser and sends another's hints.</summary>
    public static readonly DemoAgent Odd = new("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36", 1920, 1);

    /// <inheritdoc cref="Odd"/>
    public const string OddHints = "\"Chromium\";v=\"119\", \"Google Chrome\";v=\"119\"";

    public static readonly DemoCountry[] Countries =
    [
        new("DE", "de-DE", 260), new("GB", "en-GB", 150), new("US", "en-US", 150), new("FR", "fr-FR", 90), new("NL", "nl-NL", 60),
        new("AT", "de-AT", 50), new("CH", "de-CH", 45), new("IT", "it-IT", 40), new("ES", "es-ES", 40), new("PL", "pl-PL", 30),
        new("SE", "sv-SE", 25), new("JP", "ja-JP", 20), new("MY", "ms-MY", 15), new("AM", "hy-AM", 10), new("IR", "fa-IR", 10), new("EG", "ar-EG", 10),
    ];

    /// <summary>Visits by local hour of the day, midnight first.</summary>
    public static readonly int[] Hours = [12, 7, 5, 4, 5, 9, 18, 30, 42, 50, 55, 56, 54, 52, 50, 50, 52, 56, 62, 70, 74, 66, 44, 24];

    /// <summary>Visits by day of the week in percent of the mean, Sunday first.</summary>
    public static readonly int[] Weekdays = [118, 96, 92, 93, 95, 98, 112];
}

/// <summary>A page of the shop and how many seconds it is typically read.</summary>
internal sealed record DemoPage(string Path, string Title, int Seconds);

/// <summary>A product: key, name, category, price in EUR, its page.</summary>
internal sealed record DemoProduct(string Key, string Name, string Category, decimal Price, DemoPage Page, int Weight);

/// <summary>Where a visit comes from: referrer and the query string of its landing address.</summary>
internal sealed record DemoSource(string Referrer, string Query, int Weight);

/// <summary>A user agent and its screen's width.</summary>
internal sealed record DemoAgent(string Text, ushort ScreenWidth, int Weight);

internal sealed record DemoCountry(string Code, string Language, int Weight);
