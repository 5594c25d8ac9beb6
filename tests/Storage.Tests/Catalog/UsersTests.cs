using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>Users, their roles, second factors, shared links and the audit.</summary>
public sealed class UsersTests : IDisposable
{
    private readonly TempCatalog _catalog = new();

    private CatalogStore Store => _catalog.Store;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_role_for_a_site_and_one_for_all_give_the_higher()
    {
        var site = Store.AddSite("a.example", "UTC", "EUR").Id;
        var user = Store.AddUser(" Ann@Example.com ", UserRole.Viewer);
        Assert.Equal("ann@example.com", user.Name);
        Assert.Equal(UserRole.Viewer, user.RoleFor(site));
        Assert.Equal(UserRole.Admin, Store.SetSiteRole(user.Id, site, UserRole.Admin).RoleFor(site));
        Assert.Equal(UserRole.Owner, Store.SetRole(user.Id, UserRole.Owner).RoleFor(site));
        Assert.Equal(UserRole.Admin, Store.SetRole(user.Id, null).RoleFor(site));
        Assert.Null(Store.SetSiteRole(user.Id, site, null).RoleFor(site));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\u0007b")]
    public void What_is_no_name_is_refused(string name) =>
        Assert.Equal(CatalogFailure.Invalid, Assert.Throws<CatalogException>(() => Store.AddUser(name, null)).Failure);

    [Fact]
    public void The_last_owner_who_can_sign_in_stays()
    {
        var owner = Store.AddFirstOwner("owner", "hash");
        Store.AddUser("without-password", UserRole.Owner);
        Assert.Throws<CatalogException>(() => Store.RemoveUser(owner.Id));
        Assert.Throws<CatalogException>(() => Store.SetRole(owner.Id, UserRole.Admin));
        Assert.Throws<CatalogException>(() => Store.AddFirstOwner("second", "hash"));

        var other = Store.AddUser("other", UserRole.Owner);
        Store.SetPassword(other.Id, "hash");
        Store.RemoveUser(owner.Id);
        Assert.Null(Store.FindUser("owner"));
    }

    [Fact]
    public void The_first_owner_ends_what_the_links_of_the_start_opened()
    {
        var session = Store.RedeemSignInToken(Store.CreateSignInToken(TimeSpan.FromDays(1)), "desktop")!;
        var token = Store.CreateSignInToken(TimeSpan.FromDays(1));
        Assert.False(Store.HasOwner());
        Store.AddFirstOwner("owner", "hash");
        Assert.True(Store.HasOwner());
        Assert.Null(Store.FindSession(session));
        Assert.Null(Store.RedeemSignInToken(token, "desktop"));
    }

    [Fact]
    public void A_new_password_ends_sessions_and_links()
    {
        var user = Store.AddUser("ann", UserRole.Viewer);
        var session = Store.OpenSession(user.Id, "mobile");
        var token = Store.CreateSignInToken(TimeSpan.FromDays(1), user.Id);
        Assert.Equal("ann", Store.FindSession(session)!.User!.Name);
        Store.SetPassword(user.Id, "hash");
        Assert.Null(Store.FindSession(session));
        Assert.Null(Store.RedeemSignInToken(token, "desktop"));
    }

    [Fact]
    public void One_session_or_all_others_are_ended_and_nobody_elses()
    {
        var (ann, bob) = (Store.AddUser("ann", UserRole.Viewer), Store.AddUser("bob", UserRole.Viewer));
        string[] sessions = [Store.OpenSession(ann.Id, "mobile"), Store.OpenSession(ann.Id, "desktop"), Store.OpenSession(bob.Id, "desktop")];
        var ids = sessions.Select(session => Store.FindSession(session)!.Id).ToArray();
        Assert.Throws<CatalogException>(() => Store.EndSession(ann.Id, ids[2]));
        Store.EndOtherSessions(ann.Id, ids[0]);
        Assert.Equal([ids[0]], Store.SessionsOf(ann).Select(session => session.Id));
        Store.EndSession(ann.Id, ids[0]);
        Assert.Empty(Store.SessionsOf(ann));
        Assert.NotNull(Store.FindSession(sessions[2]));
    }

    [Fact]
    public void A_step_is_used_once_and_none_before_it_and_a_recovery_code_once()
    {
        var user = Store.AddUser("ann", UserRole.Viewer);
        Store.SetCodeSecret(user.Id, [1, 2, 3], 10, ["AAAA", "BBBB"]);
        Assert.Equal([1, 2, 3], Store.CodeSecretOf(user.Id));
        Assert.False(Store.UseCodeStep(user.Id, 10));
        Assert.True(Store.UseCodeStep(user.Id, 12));
        Assert.False(Store.UseCodeStep(user.Id, 11));
        Assert.True(Store.UseRecoveryCode(user.Id, "BBBB"));
        Assert.False(Store.UseRecoveryCode(user.Id, "BBBB"));
        Store.RemoveCodeSecret(user.Id);
        Assert.False(Store.UseRecoveryCode(user.Id, "AAAA"));
    }

    [Fact]
    public void A_shared_link_is_found_until_it_ends_or_is_removed()
    {
        var site = Store.AddSite("a.example", "UTC", "EUR").Id;
        var (token, share) = Store.AddShare(new Share { SiteId = site, Name = "Team", Filters = ["country==DE"], Expires = TempCatalog.Start.AddDays(1) });
        var (forever, kept) = Store.AddShare(new Share { SiteId = site, Name = "All" });
        Assert.Equal(["country==DE"], Store.FindShare(token)!.Filters);
        _catalog.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(Store.FindShare(token));
        Assert.Equal(2, Store.Shares(site).Count);
        Store.RemoveShare(site, kept.Id);
        Assert.Null(Store.FindShare(forever));
        Assert.Throws<CatalogException>(() => Store.RemoveShare(site + 1, share.Id));
    }

    [Theory]
    [InlineData("https://example.com/path")]
    [InlineData("*")]
    [InlineData("https://a.example; script-src *")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_origin_may_not_frame(string origin)
    {
        var site = Store.AddSite("a.example", "UTC", "EUR").Id;
        Assert.Throws<CatalogException>(() => Store.AddShare(new Share { SiteId = site, Name = "Team", Origins = [origin] }));
    }

    [Fact]
    public void The_audit_is_read_newest_first_page_by_page()
    {
        for (var number = 0; number < 3; number++)
        {
            Store.Audit("ann", "signed in", $"{number}");
        }

        var trail = Store.AuditTrail(2);
        Assert.Equal(["2", "1"], trail.Select(entry => entry.Subject));
        Assert.Equal(["0"], Store.AuditTrail(2, trail[1].Id).Select(entry => entry.Subject));
    }
}
