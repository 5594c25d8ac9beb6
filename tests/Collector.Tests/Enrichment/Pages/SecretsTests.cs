using Collector.Enrichment.Pages;

namespace Collector.Tests.Enrichment.Pages;

public sealed class SecretsTests
{
    [Theory]
    [InlineData("/reset/550e8400-e29b-41d4-a716-446655440000/new", "/reset/[token]/new")]
    [InlineData("/news/a-61ed43ba-0002-0001-0000-000179742770", "/news/a-[token]")]
    [InlineData("/reset/9f86d081884c7d659a2feaa0c55ad015", "/reset/[token]")]
    [InlineData("/reset/9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", "/reset/[token]")]
    [InlineData("/main.0a1b2c3d4e5f6a7b.js", "/main.[token].js")]
    [InlineData("/My-Page-0123456789abcdef0123456789abcdef", "/My-Page-[token]")]
    [InlineData("/invite/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/invite/[token]")]
    [InlineData("/v/k7Gh2pQx9ZrT4mNbW8sLc3Vd", "/v/[token]")]
    [InlineData("/v/x2F9-kQ7aLm3ZtR8_pB4nW6yJ1sDc5Vh", "/v/[token]")]
    [InlineData("/cb/eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", "/cb/[token]")]
    [InlineData("/shop;jsessionid=5AC6268DD8D4D5D1FDF5D41E9F2FD960", "/shop;jsessionid=[token]")]
    public void A_secret_is_replaced(string path, string stored) => Assert.Equal(stored, UrlScrubber.Path(path));

    [Theory]
    [InlineData("/blog/how-to-measure-funnels-without-cookies-in-2026")]
    [InlineData("/2026/03/10/article-title")]
    [InlineData("/products/iphone-15-pro-max-256gb-space-black")]
    [InlineData("/products/iPhone15ProMax256GBSpaceBlack")]
    [InlineData("/products/samsunggalaxys23ultra5g256gb")]
    [InlineData("/Top-10-Tips-for-B2B-SaaS-in-2026")]
    [InlineData("/dp/B08N5WRWNW")]
    [InlineData("/watch/dQw4w9WgXcQ")]
    [InlineData("/orders/1234567890123456789012")]
    [InlineData("/commit/2677aa3")]
    [InlineData("/ThisIsAVeryLongCamelCasePageTitleWithoutDigits")]
    [InlineData("/thelongestwordoftheworldin2026")]
    [InlineData("/rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz")]
    [InlineData("/isbn/978-3-16-148410-0")]
    [InlineData("/standards/iso-8601-2019-part-1")]
    [InlineData("/h1-2024-q3-2025-fy26-v2-1-update")]
    [InlineData("/my_long_snake_case_article_about_python3_9")]
    [InlineData("/@jane/my-first-post")]
    [InlineData("/npm/react@18.2.0/index.js")]
    [InlineData("/a/deadbeefdeadbeef")]
    public void A_slug_stays_as_it_is(string path) => Assert.Equal(path, UrlScrubber.Path(path));

    [Theory]
    [InlineData("/unsubscribe/jane.doe@example.com", "/unsubscribe/[email]")]
    [InlineData("/unsubscribe/jane.doe%40example.com/ok", "/unsubscribe/[email]/ok")]
    [InlineData("/unsubscribe/jane.doe%2540example.com", "/unsubscribe/[email]")]
    [InlineData("/u/mailto:jane+news@mail.example.co.uk.", "/u/mailto:[email].")]
    [InlineData("/a@b.de,c@d.de", "/[email],[email]")]
    [InlineData("/jürgen@müller.de", "/[email]")]
    [InlineData("/x/jane%40example.com%2Fsecret", "/x/[email] secret")]
    public void An_email_address_is_replaced(string path, string stored) => Assert.Equal(stored, UrlScrubber.Path(path));

    [Theory]
    [InlineData("Inbox of jane@example.com - Mail", "Inbox of [email] - Mail")]
    [InlineData("Your key 9f86d081884c7d659a2feaa0c55ad015 is ready", "Your key [token] is ready")]
    [InlineData("Follow @jane on X @ 5 pm", "Follow @jane on X @ 5 pm")]
    [InlineData("50 % off: 2 for 1!", "50 % off: 2 for 1!")]
    [InlineData("", "")]
    public void A_title_is_scrubbed_too(string title, string stored) => Assert.Equal(stored, UrlScrubber.Text(title));

    [Theory]
    [InlineData("Mail to jane%40example.org", "Mail to [email]")]
    [InlineData("Mail to jane%252540example.org", "Mail to [email]")]
    [InlineData("100%25 cotton", "100%25 cotton")]
    public void What_is_hidden_behind_escapes_is_replaced_and_else_the_text_stays(string text, string stored) => Assert.Equal(stored, UrlScrubber.Text(text));

    [Theory]
    [InlineData("https://other.example/reset/9f86d081884c7d659a2feaa0c55ad015?token=abc#top", "https://other.example/reset/[token]")]
    [InlineData("https://jane:secret@other.example:8080/u/jane%40x.org", "https://other.example:8080/u/[email]")]
    [InlineData("https%3A%2F%2Fother.example%2Fa%3Ftoken%3Dabc", "https://other.example/a")]
    [InlineData("/account/jane@x.org/orders?page=2", "/account/[email]/orders")]
    [InlineData("submit.php?session=abc", "submit.php")]
    [InlineData("see https://other.example/a?key=abc and https://x.example/b", "see https://other.example/a and https://x.example/b")]
    [InlineData("mailto:jane@x.org?subject=Hello", "mailto:[email]")]
    [InlineData("written by jane@x.org", "written by [email]")]
    [InlineData("key k7Gh2pQx9ZrT4mNbW8sLc3Vd", "key [token]")]
    [InlineData("https://other.example/i/550e8400-e29b-41d4-a716-446655440000", "https://other.example/i/[token]")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015-550e8400-e29b-41d4-a716-446655440000", "[token]-550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("SKU-2024-XL-BLK", "SKU-2024-XL-BLK")]
    [InlineData("50 % off? Yes!", "50 % off? Yes!")]
    [InlineData("12.5", "12.5")]
    public void A_property_keeps_what_names_things_and_loses_what_names_people(string value, string stored) => Assert.Equal(stored, UrlScrubber.Value(value));

    [Theory]
    [InlineData("jane@x.org-1001", "[email]-1001")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015", "9f86d081884c7d659a2feaa0c55ad015")]
    [InlineData("cs_live_a1B2c3D4e5F6g7H8i9J0kLmNoPqRsT", "cs_live_a1B2c3D4e5F6g7H8i9J0kLmNoPqRsT")]
    public void A_name_or_an_orders_id_loses_addresses_alone(string name, string stored) => Assert.Equal(stored, UrlScrubber.Name(name));

    [Fact]
    public void Any_text_is_scrubbed_without_an_exception_and_a_second_time_changes_nothing_more()
    {
        const int Seed = 77;
        var random = new Random(Seed);
        const string Letters = "aZ09@.%-_/ 4e+=~é\uD83D?";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(random.GetItems<char>(Letters, random.Next(60)));
            var once = UrlScrubber.Text(text);
            Assert.True(UrlScrubber.Text(once) == once, $"seed {Seed}, text {text}");
            Assert.NotNull(UrlScrubber.Path("/" + text));
        }
    }
}
