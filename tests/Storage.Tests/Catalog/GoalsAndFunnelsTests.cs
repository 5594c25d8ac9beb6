using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>Goals and funnels: what is accepted, and that a site sees only its own.</summary>
public sealed class GoalsAndFunnelsTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];

    private readonly TempCatalog _catalog = new();
    private readonly uint _site;
    private readonly uint _other;

    public GoalsAndFunnelsTests()
    {
        _site = Store.AddSite("a", "UTC", "EUR").Id;
        _other = Store.AddSite("b", "UTC", "EUR").Id;
    }

    private CatalogStore Store => _catalog.Store;

    public void Dispose() => _catalog.Dispose();

    [Theory]
    [InlineData(GoalType.Event, " Signup ", "Signup")]
    [InlineData(GoalType.Page, "/thanks*", "/thanks*")]
    [InlineData(GoalType.Scroll, "075", "75")]
    [InlineData(GoalType.Engaged, "86400", "86400")]
    public void A_goal_is_stored(GoalType type, string value, string stored)
    {
        var goal = Store.AddGoal(Goal(type, value));
        Assert.Equal(stored, goal.Value);
        Assert.Equivalent(goal, Assert.Single(Store.Goals(_site)), strict: true);
        Assert.Equivalent(goal, Store.FindGoal(_site, goal.Id), strict: true);
        Assert.Empty(Store.Goals(_other));
    }

    [Theory]
    [InlineData(GoalType.Event, "")]
    [InlineData(GoalType.Event, "a\u0001b")]
    [InlineData(GoalType.Event, "a\uD800b")]
    [InlineData(GoalType.Page, "")]
    [InlineData(GoalType.Page, "thanks")]
    [InlineData(GoalType.Scroll, "0")]
    [InlineData(GoalType.Scroll, "101")]
    [InlineData(GoalType.Scroll, "5%")]
    [InlineData(GoalType.Engaged, "-1")]
    [InlineData(GoalType.Engaged, "86401")]
    [InlineData((GoalType)99, "x")]
    public void A_goal_with_another_value_is_refused(GoalType type, string value) => Refused(CatalogFailure.Invalid, Goal(type, value));

    [Fact]
    public void Properties_belong_to_event_goals_and_have_limits()
    {
        var goal = Goal(GoalType.Event, "Signup") with { Properties = new Dictionary<string, string> { ["plan"] = "pro", ["ü"] = "\n'\0" } };
        Store.AddGoal(goal);
        Assert.Equivalent(goal.Properties, Store.Goals(_site)[0].Properties, strict: true);
        Refused(CatalogFailure.Invalid, goal with { Name = "2", Type = GoalType.Page, Value = "/" });
        Refused(CatalogFailure.Invalid, goal with { Name = "3", Properties = Enumerable.Range(0, 31).ToDictionary(x => $"{x}", x => "") });
        Refused(CatalogFailure.Invalid, goal with { Name = "4", Properties = new Dictionary<string, string> { [""] = "" } });
    }

    [Fact]
    public void A_goals_name_is_unique_in_its_site()
    {
        Store.AddGoal(Goal(GoalType.Event, "x"));
        Refused(CatalogFailure.Conflict, Goal(GoalType.Event, "y"));
        Store.AddGoal(Goal(GoalType.Event, "x") with { SiteId = _other });
        Refused(CatalogFailure.NotFound, Goal(GoalType.Event, "x") with { SiteId = 999 });
    }

    [Fact]
    public void A_goal_is_changed_and_removed_only_through_its_own_site()
    {
        var goal = Store.AddGoal(Goal(GoalType.Event, "x"));
        Assert.Equal("/y", Store.UpdateGoal(goal with { Type = GoalType.Page, Value = "/y" }).Value);
        Assert.Equal(GoalType.Page, Store.FindGoal(_site, goal.Id)!.Type);
        Assert.Null(Store.FindGoal(_other, goal.Id));
        Assert.Equal(CatalogFailure.NotFound, Assert.Throws<CatalogException>(() => { Store.UpdateGoal(goal with { SiteId = _other }); }).Failure);
        Assert.Equal(CatalogFailure.NotFound, Assert.Throws<CatalogException>(() => Store.RemoveGoal(_other, goal.Id)).Failure);
        Store.RemoveGoal(_site, goal.Id);
        Assert.Empty(Store.Goals(_site));
    }

    [Fact]
    public void A_funnel_is_stored_changed_and_removed()
    {
        var funnel = Store.AddFunnel(Funnel());
        Assert.Equivalent(funnel, Store.FindFunnel(_site, funnel.Id), strict: true);
        Assert.Null(Store.FindFunnel(_other, funnel.Id));
        var changed = Store.UpdateFunnel(funnel with { Order = FunnelOrder.Any, Unit = FunnelUnit.Visit, Window = TimeSpan.FromDays(90), Name = "B" });
        Assert.Equivalent(changed, Assert.Single(Store.Funnels(_site)), strict: true);
        Assert.Throws<CatalogException>(() => Store.RemoveFunnel(_other, funnel.Id));
        Store.RemoveFunnel(_site, funnel.Id);
        Assert.Empty(Store.Funnels(_site));
    }

    [Fact]
    public void What_a_funnel_excludes_is_no_step_of_it()
    {
        var steps = Enumerable.Range(1, 12).Select(x => $"page:/{x}").Append("not:event:A").ToArray();
        Assert.Equal(steps, Store.AddFunnel(Funnel() with { Steps = steps }).Steps);
        Assert.Throws<CatalogException>(() => { Store.AddFunnel(Funnel() with { Name = "B", Steps = ["page:/a", "not:event:A"] }); });
        Assert.Throws<CatalogException>(() => { Store.AddFunnel(Funnel() with { Name = "C", Steps = [.. steps, .. Enumerable.Repeat("not:event:A", 8)] }); });
    }

    public static TheoryData<string> BadFunnels => ["one step", "13 steps", "no kind", "no value", "control", "0 s", "91 d", "order", "unit", "name"];

    [Theory]
    [MemberData(nameof(BadFunnels))]
    public void A_funnel_outside_the_limits_is_refused(string what)
    {
        var funnel = what switch
        {
            "one step" => Funnel() with { Steps = ["page:/a"] },
            "13 steps" => Funnel() with { Steps = [.. Enumerable.Repeat("page:/a", 13)] },
            "no kind" => Funnel() with { Steps = ["/a", "page:/b"] },
            "no value" => Funnel() with { Steps = ["page:", "page:/b"] },
            "control" => Funnel() with { Steps = ["page:/a\n", "page:/b\0c"] },
            "0 s" => Funnel() with { Window = TimeSpan.FromMilliseconds(999) },
            "91 d" => Funnel() with { Window = TimeSpan.FromDays(90) + TimeSpan.FromSeconds(1) },
            "order" => Funnel() with { Order = (FunnelOrder)9 },
            "unit" => Funnel() with { Unit = (FunnelUnit)9 },
            _ => Funnel() with { Name = new string('x', 121) },
        };
        Assert.Equal(CatalogFailure.Invalid, Assert.Throws<CatalogException>(() => { Store.AddFunnel(funnel); }).Failure);
    }

    [Fact]
    public void Goals_and_funnels_go_with_their_site()
    {
        Store.AddGoal(Goal(GoalType.Event, "x"));
        Store.AddFunnel(Funnel());
        Store.RemoveSite(_site);
        Assert.Empty(Store.Goals(_site));
        Assert.Empty(Store.Funnels(_site));
    }

    private Goal Goal(GoalType type, string value) => new(0, _site, "A goal", type, value, None);

    private Funnel Funnel() =>
        new(0, _site, "Buy", ["page:/product*", "event:Purchase"], TimeSpan.FromDays(1), FunnelOrder.Ordered, FunnelUnit.Visitor);

    private void Refused(CatalogFailure failure, Goal goal) =>
        Assert.Equal(failure, Assert.Throws<CatalogException>(() => { Store.AddGoal(goal); }).Failure);
}
