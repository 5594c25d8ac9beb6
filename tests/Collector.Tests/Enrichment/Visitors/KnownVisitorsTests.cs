using Collector.Enrichment.Visitors;

namespace Collector.Tests.Enrichment.Visitors;

public class KnownVisitorsTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void A_name_leads_to_the_key_that_its_hits_got()
    {
        var known = new KnownVisitors(Secret);

        Assert.Equal(VisitorKeys.User(new KeyedHash(Secret), 7, "4711"), known.KeyOf(7, "user", "4711", out _));
        Assert.Equal(VisitorKeys.User(new KeyedHash(Secret), 7, "r-17"), known.KeyOf(7, "recipient", "r-17", out _));
        Assert.Equal(VisitorKeys.Consented(new KeyedHash(Secret), 7, "AbCdEfGhIjKlMnOp"), known.KeyOf(7, "first_party", "AbCdEfGhIjKlMnOp", out _));
        Assert.Equal(0xfful, known.KeyOf(7, "visitor", "00000000000000ff", out _));
        Assert.NotEqual(known.KeyOf(7, "user", "4711", out _), known.KeyOf(8, "user", "4711", out _));
    }

    [Theory]
    [InlineData("visitor", "ff", "16 hex digits")]
    [InlineData("visitor", "00000000000000000", "16 hex digits")]
    [InlineData("visitor", "0000000000000000", "16 hex digits")]
    [InlineData("visitor", "+0000000000000ff", "16 hex digits")]
    [InlineData("address", "r1", "not named by address")]
    public void What_can_be_no_key_says_why(string kind, string id, string told)
    {
        Assert.Equal(0ul, new KnownVisitors(Secret).KeyOf(7, kind, id, out var problem));
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }
}
