using System.Text;
using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>API keys: shown once, verified without the file, withdrawn.</summary>
public sealed class KeysTests : IDisposable
{
    private readonly TempCatalog _catalog = new();

    private CatalogStore Store => _catalog.Store;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_secret_finds_its_key_and_no_other_does()
    {
        var site = Store.AddSite("a", "UTC", "EUR").Id;
        var (secret, key) = Store.CreateKey("backend", site, KeyRights.Send | KeyRights.Read);
        var (other, _) = Store.CreateKey("other", null, KeyRights.Admin);
        Assert.Matches("^ck_[A-Za-z0-9_-]{43}$", secret);
        Assert.Equal(key, Store.VerifyKey(secret));
        Assert.Equal((site, KeyRights.Send | KeyRights.Read, TempCatalog.Start), (key.SiteId, key.Rights, key.Created));
        Assert.Equal("other", Store.VerifyKey(other)?.Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ck_")]
    [InlineData("last character changed")]
    [InlineData("start missing")]
    [InlineData("not ascii")]
    [InlineData("longer")]
    public void A_secret_that_is_not_exactly_right_finds_nothing(string what)
    {
        var (secret, _) = Store.CreateKey("backend", null, KeyRights.Send);
        var wrong = what switch
        {
            "last character changed" => secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'),
            "start missing" => secret[3..],
            "not ascii" => secret[..^1] + 'é',
            "longer" => secret + 'A',
            _ => what,
        };
        Assert.Null(Store.VerifyKey(wrong));
    }

    [Fact]
    public void The_file_does_not_hold_the_secret()
    {
        var (secret, _) = Store.CreateKey("backend", null, KeyRights.Send);
        Store.Dispose();
        var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(_catalog.Path));
        Assert.Contains("backend", bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[11..], bytes, StringComparison.Ordinal);
    }

    [Fact]
    public void A_revoked_key_is_refused_at_once()
    {
        var (secret, key) = Store.CreateKey("backend", null, KeyRights.Send);
        Assert.NotNull(Store.VerifyKey(secret));
        Store.RevokeKey(key.Id);
        Assert.Null(Store.VerifyKey(secret));
        Assert.Equal(TempCatalog.Start, Assert.Single(Store.Keys()).Revoked);
        Assert.Equal(CatalogFailure.NotFound, Assert.Throws<CatalogException>(() => Store.RevokeKey(99)).Failure);
    }

    [Fact]
    public void A_key_revoked_by_another_process_is_refused_after_a_second()
    {
        var (secret, key) = Store.CreateKey("backend", null, KeyRights.Send);
        Assert.NotNull(Store.VerifyKey(secret));
        using var other = _catalog.Open();
        other.RevokeKey(key.Id);
        _catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Store.VerifyKey(secret));
    }

    [Fact]
    public void The_last_use_is_written_at_most_once_a_minute()
    {
        var (secret, _) = Store.CreateKey("backend", null, KeyRights.Send);
        Assert.Null(Store.Keys()[0].LastUsed);
        Store.VerifyKey(secret);
        Assert.Equal(TempCatalog.Start, Store.Keys()[0].LastUsed);
        _catalog.Clock.Advance(TimeSpan.FromSeconds(59));
        Store.VerifyKey(secret);
        Assert.Equal(TempCatalog.Start, Store.Keys()[0].LastUsed);
        _catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        Store.VerifyKey(secret);
        Assert.Equal(TempCatalog.Start.AddMinutes(1), Store.Keys()[0].LastUsed);
    }

    [Fact]
    public void Verifying_a_hot_key_neither_reads_the_file_nor_allocates()
    {
        var (secret, _) = Store.CreateKey("backend", null, KeyRights.Send);
        Store.VerifyKey(secret);
        Store.Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(Store.VerifyKey(secret));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_key_needs_a_label_a_right_and_a_site_that_exists()
    {
        Assert.Equal(CatalogFailure.Invalid, Refused("", null, KeyRights.Send));
        Assert.Equal(CatalogFailure.Invalid, Refused("x", null, KeyRights.None));
        Assert.Equal(CatalogFailure.Invalid, Refused("x", null, (KeyRights)8));
        Assert.Equal(CatalogFailure.NotFound, Refused("x", 99, KeyRights.Send));
    }

    [Fact]
    public void A_key_goes_with_its_site()
    {
        var site = Store.AddSite("a", "UTC", "EUR").Id;
        var (secret, _) = Store.CreateKey("backend", site, KeyRights.Send);
        Assert.NotNull(Store.VerifyKey(secret));
        Store.RemoveSite(site);
        Assert.Null(Store.VerifyKey(secret));
    }

    private CatalogFailure Refused(string label, uint? site, KeyRights rights) =>
        Assert.Throws<CatalogException>(() => { Store.CreateKey(label, site, rights); }).Failure;
}
