using Storage.Catalog;

namespace Storage.Tests.Catalog;

/// <summary>Segments: what is accepted, and that a site sees only its own.</summary>
public sealed class SegmentsTests : IDisposable
{
    private readonly TempCatalog _catalog = new();
    private readonly uint _site;
    private readonly uint _other;

    public SegmentsTests()
    {
        _site = Store.AddSite("a", "UTC", "EUR").Id;
        _other = Store.AddSite("b", "UTC", "EUR").Id;
    }

    private CatalogStore Store => _catalog.Store;

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public void A_segment_is_stored_changed_and_removed_within_its_site()
    {
        var stored = Store.AddSegment(new(0, _site, " Buyers ", [["country==DE", "country==AT"], ["did:Purchase"]]));
        Assert.Equal("Buyers", stored.Name);
        Assert.Equivalent(stored, Assert.Single(Store.Segments(_site)), strict: true);
        Assert.Empty(Store.Segments(_other));
        Assert.Null(Store.FindSegment(_other, stored.Id));

        var changed = Store.UpdateSegment(stored with { Filters = [["path==/"]] });
        Assert.Equivalent(changed, Store.FindSegment(_site, stored.Id), strict: true);
        Assert.Throws<CatalogException>(() => Store.UpdateSegment(stored with { SiteId = _other }));
        Assert.Throws<CatalogException>(() => Store.RemoveSegment(_other, stored.Id));

        Store.RemoveSegment(_site, stored.Id);
        Assert.Empty(Store.Segments(_site));
    }

    [Fact]
    public void Limits_are_kept()
    {
        string[][] many = [.. Enumerable.Repeat<string[]>(["path==/"], 21)];
        IReadOnlyList<IReadOnlyList<string>>[] refused = [[], many, [[]], [[""]], [[new string('a', 2_001)]], [["a\u0001==b"]], [[.. many.Select(any => any[0])]]];
        foreach (var filters in refused)
        {
            Assert.Equal(CatalogFailure.Invalid, Assert.Throws<CatalogException>(() => Store.AddSegment(new(0, _site, "x", filters))).Failure);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("19.99")]
    [InlineData("1000000000")]
    public void A_goal_may_have_a_fixed_value(string text)
    {
        var value = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var goal = Store.AddGoal(new Goal(0, _site, "x", GoalType.Event, "Signup", new Dictionary<string, string>()) { FixedValue = value });
        Assert.Equal(value, Store.FindGoal(_site, goal.Id)!.FixedValue);
        Assert.Null(Store.UpdateGoal(goal with { FixedValue = null }).FixedValue);
        Assert.Null(Store.FindGoal(_site, goal.Id)!.FixedValue);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1000000001")]
    [InlineData("0.00001")]
    public void A_fixed_value_out_of_range_is_refused(string text) => Assert.Throws<CatalogException>(() => Store.AddGoal(
        new Goal(0, _site, "x", GoalType.Event, "Signup", new Dictionary<string, string>())
        {
            FixedValue = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
        }));
}
