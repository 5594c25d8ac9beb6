using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>Sites: what is accepted, ids, and the hot path's directory.</summary>
public sealed class SitesTests : IDisposable
{
    private readonly TempCatalog _catalog = new();

    private CatalogStore Store => _catalog.Store;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_new_site_has_the_defaults_and_a_script_path_of_its_own()
    {
        var site = Store.AddSite(" Example.COM ", "Europe/Berlin", "usd");
        Assert.Equal(("example.com", "Europe/Berlin", "USD"), (site.Name, site.TimeZone, site.Currency));
        Assert.Equal((TimeSpan.FromMinutes(30), TempCatalog.Start), (site.VisitGap, site.Created));
        Assert.Empty(site.Hostnames);
        Assert.Matches("^[a-z0-9]{16}$", site.ScriptPath);
        Assert.NotEqual(site.ScriptPath, Store.AddSite("other.com", "UTC", "EUR").ScriptPath);
        Assert.Equivalent(site, Store.FindSite("EXAMPLE.com"), strict: true);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("shop")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("example.com:8443")]
    [InlineData("example.com/blog_2")]
    [InlineData("1")]
    public void A_domain_or_a_word_is_a_name(string name) => Assert.Equal(name, Store.AddSite(name, "UTC", "EUR").Name);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("https://example.com")]
    [InlineData("bücher.example")]
    [InlineData("a b")]
    [InlineData(".")]
    [InlineData("../etc")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("a/")]
    [InlineData("a\nb")]
    public void Anything_else_is_not(string name) => Refused(CatalogFailure.Invalid, () => Store.AddSite(name, "UTC", "EUR"));

    [Fact]
    public void A_name_has_at_most_253_characters()
    {
        Store.AddSite(new string('a', 253), "UTC", "EUR");
        Refused(CatalogFailure.Invalid, () => Store.AddSite(new string('a', 254), "UTC", "EUR"));
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/Argentina/Buenos_Aires")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Etc/GMT+5")]
    public void An_IANA_zone_is_accepted(string zone) => Assert.Equal(zone, Store.AddSite("a", zone, "EUR").TimeZone);

    [Theory]
    [InlineData("")]
    [InlineData("Europe/Atlantis")]
    [InlineData("europe/berlin")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("right/Europe/Berlin")]
    [InlineData("../../etc/passwd")]
    [InlineData("localtime")]
    [InlineData("/etc/localtime")]
    public void Another_zone_is_refused(string zone) => Refused(CatalogFailure.Invalid, () => Store.AddSite("a", zone, "EUR"));

    [Theory]
    [InlineData("")]
    [InlineData("EURO")]
    [InlineData("XXX")]
    [InlineData("DEM")]
    public void An_unknown_currency_is_refused(string currency) => Refused(CatalogFailure.Invalid, () => Store.AddSite("a", "UTC", currency));

    [Fact]
    public void A_name_is_taken_once()
    {
        Store.AddSite("a", "UTC", "EUR");
        Refused(CatalogFailure.Conflict, () => Store.AddSite("A", "UTC", "EUR"));
        Refused(CatalogFailure.Conflict, () => Store.UpdateSite(Store.AddSite("b", "UTC", "EUR") with { Name = "a" }));
    }

    [Fact]
    public void An_id_is_never_given_again()
    {
        Store.AddSite("a", "UTC", "EUR");
        var removed = Store.AddSite("b", "UTC", "EUR");
        Store.RemoveSite(removed.Id);
        Assert.True(Store.AddSite("c", "UTC", "EUR").Id > removed.Id);
        Refused(CatalogFailure.NotFound, () => Store.RemoveSite(removed.Id));
    }

    [Fact]
    public void A_site_is_changed_but_for_its_id_and_creation()
    {
        var site = Store.AddSite("a", "UTC", "EUR");
        _catalog.Clock.Advance(TimeSpan.FromDays(1));
        var changed = Store.UpdateSite(site with
        {
            Name = "B",
            TimeZone = "Asia/Tokyo",
            Currency = "JPY",
            VisitGap = TimeSpan.FromMinutes(240),
            Hostnames = ["Example.com", "example.com", "shop.example.com"],
            Created = _catalog.Clock.GetUtcNow(),
        });
        Assert.Equal((site.Id, "b", "JPY", TempCatalog.Start), (changed.Id, changed.Name, changed.Currency, changed.Created));
        Assert.Equal(["example.com", "shop.example.com"], changed.Hostnames);
        Assert.Null(Store.FindSite("a"));
        Refused(CatalogFailure.NotFound, () => Store.UpdateSite(site with { Id = 99, Name = "z" }));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(241)]
    [InlineData(30.5)]
    public void A_visits_gap_is_5_to_240_whole_minutes(double minutes)
    {
        var site = Store.AddSite("a", "UTC", "EUR");
        Refused(CatalogFailure.Invalid, () => Store.UpdateSite(site with { VisitGap = TimeSpan.FromMinutes(minutes) }));
    }

    [Theory]
    [InlineData("https://example.com")]
    [InlineData("example.com/path")]
    [InlineData("*.example.com")]
    [InlineData("")]
    public void A_hostname_is_a_plain_host(string host)
    {
        var site = Store.AddSite("a", "UTC", "EUR");
        Refused(CatalogFailure.Invalid, () => Store.UpdateSite(site with { Hostnames = [host] }));
    }

    [Fact]
    public void The_directory_finds_sites_by_name_id_and_script_path()
    {
        var site = Store.AddSite("example.com", "UTC", "EUR");
        var directory = new SiteDirectory(Store);
        Assert.Equal(site.Id, directory.Find("EXAMPLE.com")?.Id);
        Assert.Equal("example.com", directory.FindById(site.Id)?.Name);
        Assert.Equal(site.Id, directory.FindByScriptPath(site.ScriptPath)?.Id);
        Assert.Null(directory.Find("example.org"));
        Assert.Null(directory.FindById(site.Id + 1));
        Assert.Null(directory.FindByScriptPath("p"));
    }

    [Fact]
    public void The_directory_sees_own_and_foreign_changes_after_a_refresh()
    {
        var directory = new SiteDirectory(Store);
        Assert.Equal(TimeSpan.FromMinutes(30), directory.LongestGap);
        var own = Store.AddSite("own", "UTC", "EUR");
        Assert.Null(directory.Find("own"));
        directory.Refresh();
        Assert.NotNull(directory.Find("own"));

        using var other = _catalog.Open();
        other.UpdateSite(own with { VisitGap = TimeSpan.FromMinutes(60) });
        other.AddSite("foreign", "UTC", "EUR");
        directory.Refresh();
        Assert.NotNull(directory.Find("foreign"));
        Assert.Equal(TimeSpan.FromMinutes(60), directory.LongestGap);

        Store.RemoveSite(own.Id);
        directory.Refresh();
        Assert.Null(directory.Find("own"));
    }

    [Fact]
    public void Looking_a_site_up_allocates_nothing()
    {
        Store.AddSite("example.com", "UTC", "EUR");
        var directory = new SiteDirectory(Store);
        directory.Find("example.com");
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            directory.Find("Example.com");
            directory.FindById(1);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Refused(CatalogFailure failure, Action action) => Assert.Equal(failure, Assert.Throws<CatalogException>(action).Failure);

    private static void Refused(CatalogFailure failure, Func<Site> action) => Refused(failure, () => { action(); });
}
