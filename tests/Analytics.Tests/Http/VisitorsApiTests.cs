using System.Net;
using System.Text;
using Analytics.Querying;
using Analytics.Tests.Support;
using Storage.Catalog;

namespace Analytics.Tests.Http;

/// <summary>Who may export and erase a visitor, and how one is named.</summary>
[Collection(EngineCollection.Name)]
public sealed class VisitorsApiTests(EngineFixture engine)
{
    [Theory]
    [InlineData("""{"user":"a"}""", 200, "user a")]
    [InlineData("""{"first_party":"b"}""", 200, "first_party b")]
    [InlineData("""{"recipient":"c"}""", 400, "recipient")]
    [InlineData("""{"visitor":"00000000000000ff"}""", 200, "visitor 00000000000000ff")]
    [InlineData("""{}""", 400, "exactly one of")]
    [InlineData("""{"user":"a","visitor":"b"}""", 400, "exactly one of")]
    [InlineData("""["user"]""", 400, "bad-request")]
    public async Task A_visitor_is_named_in_one_way(string body, int status, string told)
    {
        await using var api = await Api.StartAsync(engine, desk: new FakeDesk());
        var site = engine.Catalog.FindSite("rights.example") ?? engine.Catalog.AddSite("rights.example", "UTC", "EUR");
        var (response, text) = await api.SendAsync("POST", $"/api/v1/sites/{site.Name}/visitors/erase", body);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(told, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("erase")]
    public async Task Only_an_admin_of_the_site_may_and_only_where_hits_are_taken(string verb)
    {
        var site = engine.Catalog.FindSite("rights.example") ?? engine.Catalog.AddSite("rights.example", "UTC", "EUR");
        var other = engine.Catalog.FindSite("elsewhere.example") ?? engine.Catalog.AddSite("elsewhere.example", "UTC", "EUR");
        var reader = engine.Catalog.CreateKey("reader", site.Id, KeyRights.Read).Secret;
        var foreigner = engine.Catalog.CreateKey("foreigner", other.Id, KeyRights.Admin).Secret;
        var path = $"/api/v1/sites/{site.Name}/visitors/{verb}";
        await using var api = await Api.StartAsync(engine, desk: new FakeDesk());
        await using var reporting = await Api.StartAsync(engine);

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.SendAsync("POST", path, """{"user":"a"}""", key: null)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.SendAsync("POST", path, """{"user":"a"}""", reader)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.SendAsync("POST", path, """{"user":"a"}""", foreigner)).Response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.SendAsync("POST", path, """{"user":"a"}""")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await reporting.SendAsync("POST", path, """{"user":"a"}""")).Response.StatusCode);
    }

    /// <summary>Answers with the name it was asked for.</summary>
    private sealed class FakeDesk : IVisitorDesk
    {
        private string _asked = "";

        public ulong KeyOf(Site site, VisitorName name)
        {
            _asked = $"{name.Kind} {name.Id}";
            return name.Kind == "recipient" ? throw new QueryProblemException(name.Kind, null, "There are none.") : 1UL;
        }

        public Task<byte[]> EraseAsync(Site site, ulong visitor, CancellationToken cancellationToken) => Task.FromResult(Encoding.UTF8.GetBytes(_asked));
    }
}
