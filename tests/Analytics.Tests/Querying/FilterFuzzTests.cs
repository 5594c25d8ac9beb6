using Analytics.Dimensions;
using Analytics.Querying;
using Shared;
using Storage.Catalog;

namespace Analytics.Tests.Querying;

/// <summary>Whatever stands in a filter: it is refused with a reason, or becomes SQL in which none of its value stands.</summary>
public sealed class FilterFuzzTests
{
    private static readonly string[] Filters =
    [
        "country==DE", "path~=^/blog/[a-z]+$", "source!=Google", "prop.plan==pro", "goal==Signup", "title*=50% off", "class_reasons!~no-(accept|hints)",
        "path=='; DROP TABLE events; --",
    ];

    private static readonly Site Site = new() { Id = 1, Name = "example.com" };

    [Fact]
    public void A_filter_is_refused_by_name_or_bound() => Fuzz.Texts(Filters, text =>
    {
        try
        {
            var filter = Filter.Parse(text);
            var scope = new QueryScope(Site, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), HitClasses.All, [filter], []);
            Assert.DoesNotContain("DROP", scope.InRange, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("--", scope.InRange, StringComparison.Ordinal);
        }
        catch (QueryProblemException problem)
        {
            Assert.Equal("filter", problem.Parameter);
        }
    });
}
