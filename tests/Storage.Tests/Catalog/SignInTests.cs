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
        var session = Store.RedeemSignInToken(token);
        Assert.NotNull(session);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", session);
        Assert.True(Store.VerifySession(session));
        Assert.Null(Store.RedeemSignInToken(token));
        Assert.False(Store.VerifySession(token));
    }

    [Fact]
    public void A_token_is_good_for_its_life()
    {
        var token = Store.CreateSignInToken(TimeSpan.FromMinutes(15));
        _catalog.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(Store.RedeemSignInToken(token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("é")]
    [InlineData("guess")]
    public void What_is_no_token_or_session_opens_nothing(string guess)
    {
        Assert.Null(Store.RedeemSignInToken(guess));
        Assert.False(Store.VerifySession(guess));
        Assert.False(Store.VerifySession(new string('x', 10_000)));
    }

    [Fact]
    public void A_session_ends_after_twelve_idle_hours()
    {
        var session = Open();
        _catalog.Clock.Advance(TimeSpan.FromHours(11));
        Assert.True(Store.VerifySession(session));
        _catalog.Clock.Advance(TimeSpan.FromHours(11));
        Assert.True(Store.VerifySession(session));
        _catalog.Clock.Advance(TimeSpan.FromHours(12));
        Assert.False(Store.VerifySession(session));
    }

    [Fact]
    public void A_session_ends_seven_days_after_its_beginning_however_busy()
    {
        var session = Open();
        for (var hours = 0; hours < (7 * 24) - 6; hours += 6)
        {
            _catalog.Clock.Advance(TimeSpan.FromHours(6));
            Assert.True(Store.VerifySession(session));
        }

        _catalog.Clock.Advance(TimeSpan.FromHours(6));
        Assert.False(Store.VerifySession(session));
    }

    [Fact]
    public void A_closed_session_is_closed()
    {
        var session = Open();
        var other = Open();
        Store.EndSession(session);
        Store.EndSession("guess");
        Assert.False(Store.VerifySession(session));
        Assert.True(Store.VerifySession(other));
    }

    private string Open() => Store.RedeemSignInToken(Store.CreateSignInToken(TimeSpan.FromMinutes(1)))!;
}
