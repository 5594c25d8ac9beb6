using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Analytics.Http.SignIn;

/// <summary>
/// The page behind a one-time link, in the browser's language: a button that signs in. The link alone does nothing, so that what looks at links
/// before a person does (mail scanners, previews of messengers) does not use it up.
/// </summary>
internal static class SignInPage
{
    private static readonly Dictionary<string, Words> Languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["en"] = new("ltr", "Sign in", "This link signs you in, once.", "Sign in", "This link was used before or is too old",
            "Whoever gave it to you can make another; the operator does so with:", "To the sign-in page"),
        ["fa"] = new("rtl", "ورود", "این پیوند شما را یک بار وارد می‌کند.", "ورود", "این پیوند پیش‌تر به کار رفته یا کهنه شده است",
            "هر که آن را به شما داده می‌تواند دیگری بسازد؛ گرداننده با این دستور:", "به صفحهٔ ورود"),
        ["ar"] = new("rtl", "تسجيل الدخول", "هذا الرابط يسجّل دخولك مرة واحدة.", "تسجيل الدخول", "استُخدم هذا الرابط من قبل أو انتهت صلاحيته",
            "يستطيع من أعطاك إياه أن ينشئ رابطًا آخر؛ والمشغّل ينشئه بالأمر:", "إلى صفحة تسجيل الدخول"),
        ["hy"] = new("ltr", "Մուտք", "Այս հղումով մուտք կգործեք մեկ անգամ։", "Մուտք գործել", "Այս հղումն արդեն օգտագործվել է կամ հնացել է",
            "Ով այն ձեզ տվել է, կարող է նորը ստեղծել, իսկ կառավարողը՝ այս հրամանով՝", "Դեպի մուտքի էջ"),
        ["ms"] = new("ltr", "Log masuk", "Pautan ini melog masuk anda sekali sahaja.", "Log masuk", "Pautan ini telah digunakan atau sudah terlalu lama",
            "Sesiapa yang memberinya kepada anda boleh membuat yang lain; pengendali membuatnya dengan:", "Ke halaman log masuk"),
    };

    /// <summary>The button, which posts to the page's own address. Whether the link still works is seen when it is pressed.</summary>
    public static IResult Ask(HttpContext context)
    {
        // Without an Origin the server could not tell our own button from a foreign page's; only the origin is told, never the link.
        context.Response.Headers["Referrer-Policy"] = "origin";
        var words = WordsFor(context.Request);
        return Page(words, words.Title,
            $"""
            <p>{words.Once}</p>
            <form class="signin stacked" method="post"><button type="submit" class="primary">{words.Button}</button></form>
            """, StatusCodes.Status200OK);
    }

    /// <summary>The link does not work, or does no longer.</summary>
    public static IResult Gone(HttpContext context)
    {
        var words = WordsFor(context.Request);
        return Page(words, words.Gone,
            $"""
            <p>{words.Another} <code dir="ltr">collector user link NAME</code></p>
            <p><a href="/">{words.Back}</a></p>
            """, StatusCodes.Status401Unauthorized);
    }

    private static ContentHttpResult Page(Words words, string title, string content, int status) => TypedResults.Content(
        $"""
        <!doctype html>
        <html lang="{words.Language}" dir="{words.Direction}">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>Collector: {title}</title>
          <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
          <link rel="stylesheet" href="/assets/app.css">
        </head>
        <body>
          <main class="alone">
            <div class="card">
              <h1><img src="/assets/icon.svg" width="28" height="28" alt=""> {title}</h1>
              {content}
            </div>
          </main>
        </body>
        </html>
        """, "text/html; charset=utf-8", statusCode: status);

    /// <summary>The first language of Accept-Language that there is; English otherwise. Browsers send them in the order of preference.</summary>
    private static Words WordsFor(HttpRequest request)
    {
        foreach (var part in request.Headers.AcceptLanguage.ToString().Split(',', 20))
        {
            var tag = part.Split(';')[0].Trim().Split('-')[0];
            if (Languages.TryGetValue(tag, out var words))
            {
                return words with { Language = tag.ToLowerInvariant() };
            }
        }

        return Languages["en"];
    }

    private sealed record Words(string Direction, string Title, string Once, string Button, string Gone, string Another, string Back)
    {
        public string Language { get; init; } = "en";
    }
}
