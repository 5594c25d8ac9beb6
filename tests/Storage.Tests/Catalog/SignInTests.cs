using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>One-time sign-in tokens and the sessions they open.</summary>
public sealed class SignInTests : IDisposable
{
    private readonly TempCatalog _catalog = new();

    private CatalogStore Store => _catalog.Store;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_token_opens_one_session_once()
    {
        var token = Store.CreateSignInToken(TimeSpan.FromMinutes(15));
        var session = Store.RedeemSignInToken(token, "desktop");
        Assert.NotNull(session);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", session);
        Assert.NotNull(Store.FindSession(session));
        Assert.Null(Store.RedeemSignInToken(token, "desktop"));
        Assert.Null(Store.FindSession(token));
    }

    [Fact]
    public void A_token_is_good_for_its_life()
    {
        var token = Store.CreateSignInToken(TimeSpan.FromMinutes(15));
        _catalog.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(Store.RedeemSignInToken(token, "desktop"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("é")]
    [InlineData("guess")]
    public void What_is_no_token_or_session_opens_nothing(string guess)
    {
        Assert.Null(Store.RedeemSignInToken(guess, "desktop"));
        Assert.Null(Store.FindSession(guess));
        Assert.Null(Store.FindSession(new string('x', 10_000)));
    }

    [Fact]
    public void A_session_ends_after_twelve_idle_hours()
    {
        var session = Open();
        _catalog.Clock.Advance(TimeSpan.FromHours(11));
        Assert.NotNull(Store.FindSession(session));
        _catalog.Clock.Advance(TimeSpan.FromHours(11));
        Assert.NotNull(Store.FindSession(session));
        _catalog.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Null(Store.FindSession(session));
    }

    [Fact]
    public void A_session_ends_seven_days_after_its_beginning_however_busy()
    {
        var session = Open();
        for (var hours = 0; hours < (7 * 24) - 6; hours += 6)
        {
            _catalog.Clock.Advance(TimeSpan.FromHours(6));
            Assert.NotNull(Store.FindSession(session));
        }

        _catalog.Clock.Advance(TimeSpan.FromHours(6));
        Assert.Null(Store.FindSession(session));
    }

    [Fact]
    public void A_closed_session_is_closed()
    {
        var session = Open();
        var other = Open();
        Store.EndSession(session);
        Store.EndSession("guess");
        Assert.Null(Store.FindSession(session));
        Assert.NotNull(Store.FindSession(other));
    }

    private string Open() => Store.RedeemSignInToken(Store.CreateSignInToken(TimeSpan.FromMinutes(1)), "desktop")!;
}
