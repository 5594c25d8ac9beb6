using System.Text;
using Collector.Parsing;
using Storage.Catalog;

namespace Collector.Tests.Parsing;

/// <summary><c>k</c> and <c>f</c> in both ways of sending.</summary>
public sealed class ConsentFieldTests
{
    private const string Id = "AbCdEfGh-jKlMn_p";

    [Theory]
    [InlineData("0", ConsentLevel.None)]
    [InlineData("1", ConsentLevel.Aggregate)]
    [InlineData("2", ConsentLevel.Cookieless)]
    [InlineData("3", ConsentLevel.Full)]
    [InlineData("%203+", ConsentLevel.Full)]
    public void A_level_is_read(string text, ConsentLevel level) => Assert.Equal(level, Query("k=" + text).Hit.Consent);

    [Fact]
    public void No_level_is_none_stated()
    {
        Assert.Null(Query("").Hit.Consent);
        Assert.Null(Json("\"k\":null").Hit.Consent);
        Assert.Equal(ConsentLevel.Full, Json("\"k\":3").Hit.Consent);
        Assert.Equal(ConsentLevel.Aggregate, Json("\"k\":\"1\"").Hit.Consent);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("03")]
    [InlineData("full")]
    [InlineData("")]
    [InlineData("٣")]
    public void A_level_that_cannot_be_read_refuses_the_event(string text)
    {
        Assert.Equal(RejectReason.BadEvent, Query("k=" + text).Reason);
        Assert.Equal(RejectReason.BadEvent, Json($"\"k\":\"{text}\"").Reason);
    }

    [Fact]
    public void A_level_that_is_no_text_and_no_number_refuses_the_event()
    {
        Assert.Equal(RejectReason.BadEvent, Json("\"k\":true").Reason);
        Assert.Equal(RejectReason.BadEvent, Json("\"k\":3.0").Reason);
    }

    [Theory]
    [InlineData(Id, true)]
    [InlineData(Id + Id, true)]
    [InlineData("AbCdEfGh-jKlMn_", false)]
    [InlineData(Id + Id + "x", false)]
    [InlineData("AbCdEfGh.jKlMnop", false)]
    [InlineData("AbCdEfGh/jKlMnop", false)]
    [InlineData("AbCdEfGhÄjKlMnop", false)]
    [InlineData("", false)]
    public void An_id_of_another_form_is_ignored(string id, bool taken)
    {
        Assert.Equal((RejectReason.None, taken ? id : ""), (Query("f=" + id).Reason, Query("f=" + id).Hit.FirstPartyId));
        Assert.Equal((RejectReason.None, taken ? id : ""), (Json($"\"f\":\"{id}\"").Reason, Json($"\"f\":\"{id}\"").Hit.FirstPartyId));
    }

    private static (RejectReason Reason, RawHit Hit) Query(string more)
    {
        var reason = QueryHitParser.Parse(Some.Query(more), Some.Facts(), "", out var hit);
        return (reason, hit);
    }

    private static (RejectReason Reason, RawHit? Hit) TryJson(string more)
    {
        var batch = new HitBatch();
        var body = Encoding.UTF8.GetBytes($$"""{"s":"example.com","u":"https://example.com/",{{more}}}""");
        Assert.Equal(JsonFaultKind.None, JsonHitParser.Parse(body, Some.Facts(), "", 1, batch).Kind);
        return (batch.Reasons[0], batch.Hits.FirstOrDefault());
    }

    private static (RejectReason Reason, RawHit Hit) Json(string more)
    {
        var (reason, hit) = TryJson(more);
        return (reason, hit ?? new RawHit { Request = Some.Facts() });
    }
}
