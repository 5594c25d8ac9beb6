using System.Text;
using Collector.Parsing;
using Storage.Events;

namespace Collector.Tests.Parsing;

public class JsonHitParserTests
{
    private const string Base = "\"s\":\"example.com\",\"u\":\"https://example.com/\"";

    [Fact]
    public void Every_key_lands_in_its_field()
    {
        var hit = One("""
            {"s":"example.com","n":"engagement","u":"https://example.com/a","r":"https://r.example/","t":"T","i":"e1","pv":"v1","v":9.99,
             "c":"USD","o":1001,"w":1280,"id":"u1","a":250,"e":"15000","d":75,"z":"Europe/Berlin","p":{"plan":"pro","seats":5,"trial":true,"old":false}}
            """);
        Assert.Equal("engagement", hit.Name);
        Assert.Equal("https://example.com/a", hit.Url);
        Assert.Equal("https://r.example/", hit.Referrer);
        Assert.Equal("T", hit.Title);
        Assert.Equal("e1", hit.EventId);
        Assert.Equal("v1", hit.ViewId);
        Assert.Equal(9.99m, hit.Value);
        Assert.Equal("USD", hit.Currency);
        Assert.Equal("1001", hit.OrderId);
        Assert.Equal(1280, hit.ScreenWidth);
        Assert.Equal("u1", hit.UserId);
        Assert.Equal(TimeSpan.FromMilliseconds(250), hit.Age);
        Assert.Equal(TimeSpan.FromSeconds(15), hit.Engaged);
        Assert.Equal(75, hit.Scroll);
        Assert.Equal("Europe/Berlin", hit.TimeZone);
        Assert.Equal([new("plan", "pro"), new("seats", "5"), new("trial", "true"), new("old", "false")], hit.Properties);
        Assert.Equal(EventFlags.None, hit.Flags);
    }

    [Theory]
    [InlineData("{BASE}", nameof(RejectReason.None))]
    [InlineData("{BASE,\"t\":null,\"n\":null}", nameof(RejectReason.None))]
    [InlineData("{BASE,\"unknown\":{\"deep\":[1,[2]]}}", nameof(RejectReason.None))]
    [InlineData("{BASE,\"ts\":\"rubbish\",\"ip\":5}", nameof(RejectReason.None))]
    [InlineData("{}", nameof(RejectReason.MissingSite))]
    [InlineData("{\"s\":\"x\"}", nameof(RejectReason.BadUrl))]
    [InlineData("{BASE,\"n\":\"\"}", nameof(RejectReason.BadName))]
    [InlineData("{BASE,\"n\":\"engagement\"}", nameof(RejectReason.BadEngagement))]
    [InlineData("{BASE,\"n\":\"engagement\",\"e\":null}", nameof(RejectReason.BadEngagement))]
    [InlineData("{BASE,\"t\":true}", nameof(RejectReason.BadEvent))]
    [InlineData("{BASE,\"t\":[\"x\"]}", nameof(RejectReason.BadEvent))]
    [InlineData("{BASE,\"w\":{}}", nameof(RejectReason.BadEvent))]
    [InlineData("{BASE,\"w\":\"wide\"}", nameof(RejectReason.BadEvent))]
    [InlineData("{BASE,\"d\":1e400}", nameof(RejectReason.BadEvent))]
    public void An_event_is_taken_or_its_fault_named(string json, string expected)
    {
        var (fault, batch) = Parse(json.Replace("BASE", Base, StringComparison.Ordinal));
        Assert.Equal(default, fault);
        Assert.Equal([Enum.Parse<RejectReason>(expected)], batch.Reasons);
        Assert.Equal(expected == nameof(RejectReason.None) ? 1 : 0, batch.Hits.Count);
    }

    [Fact]
    public void Faults_of_single_events_leave_the_others_and_keep_their_places()
    {
        var (fault, batch) = Parse($$"""[{{{Base}}},5,[1],{{{Base}},"n":"x"},{}]""");
        Assert.Equal(default, fault);
        Assert.Equal([RejectReason.None, RejectReason.BadEvent, RejectReason.BadEvent, RejectReason.None, RejectReason.MissingSite], batch.Reasons);
        Assert.Equal(["pageview", "x"], batch.Hits.Select(hit => hit.Name));
        batch.Settle([RejectReason.None, RejectReason.Duplicate]);
        Assert.Equal([RejectReason.None, RejectReason.BadEvent, RejectReason.BadEvent, RejectReason.Duplicate, RejectReason.MissingSite], batch.Reasons);
    }

    [Theory]
    [InlineData("", nameof(JsonFaultKind.Syntax), 1, 1)]
    [InlineData("{", nameof(JsonFaultKind.Syntax), 1, 2)]
    [InlineData("{\n  \"s\" \"x\"}", nameof(JsonFaultKind.Syntax), 2, 7)]
    [InlineData("{}{}", nameof(JsonFaultKind.Syntax), 1, 3)]
    [InlineData("[{},]", nameof(JsonFaultKind.Syntax), 1, 5)]
    [InlineData("{\"v\":NaN}", nameof(JsonFaultKind.Syntax), 1, 6)]
    [InlineData("{\"t\":\"\\ud80\"}", nameof(JsonFaultKind.Syntax), 1, 12)]
    [InlineData("[[[[[[[[[1]]]]]]]]]", nameof(JsonFaultKind.Syntax), 1, 9)]
    [InlineData("5", nameof(JsonFaultKind.NoEvents), 1, 1)]
    [InlineData("null", nameof(JsonFaultKind.NoEvents), 1, 1)]
    [InlineData("{\"s\":\"a\",\n\"s\":\"b\"}", nameof(JsonFaultKind.DuplicateKey), 2, 1)]
    [InlineData("{\"s\":\"a\",\"\\u0073\":\"b\"}", nameof(JsonFaultKind.DuplicateKey), 1, 10)]
    [InlineData("{\"p\":{\"k\":1,\"k\":2}}", nameof(JsonFaultKind.DuplicateKey), 1, 13)]
    [InlineData("[{},{},{},{}]", nameof(JsonFaultKind.TooManyEvents), 1, 11)]
    public void A_fault_of_the_body_is_named_with_its_place(string body, string kind, int line, int position)
    {
        var (fault, _) = Parse(body, maxEvents: 3);
        Assert.Equal(new JsonFault(Enum.Parse<JsonFaultKind>(kind), line, position), fault);
    }

    [Theory]
    [InlineData("\"\\ud800\"", "\uFFFD")]
    [InlineData("\"\\ud83d\\ude00\"", "\U0001F600")]
    [InlineData("\"\\udc00\\ud800x\"", "\uFFFD\uFFFDx")]
    [InlineData("\"a\\u0000\\n\\tb\\u202e\"", "ab")]
    [InlineData("\"\\\"\\\\\\/ü\\u00fc\"", "\"\\/üü")]
    public void Text_is_unescaped_and_cleaned(string json, string expected)
    {
        Assert.Equal(expected, One($"{{{Base},\"t\":{json}}}").Title);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_become_replacement_characters()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes($"{{{Base},\"t\":\"a"), 0xFF, 0xC0, .. "b\"}"u8];
        var batch = new HitBatch();
        Assert.Equal(default, JsonHitParser.Parse(body, Some.Facts(), "", 1, batch));
        Assert.Equal("a\uFFFD\uFFFDb", batch.Hits[0].Title);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped()
    {
        Assert.Equal("example.com", One($"\uFEFF{{{Base}}}").Site);
    }

    [Theory]
    [InlineData("{\"a\":[1]}", 0, EventFlags.PropertyRejected)]
    [InlineData("{\"a\":{\"b\":1},\"c\":1}", 1, EventFlags.PropertyRejected)]
    [InlineData("{\"a\":null}", 0, EventFlags.None)]
    [InlineData("{\"\":1}", 0, EventFlags.PropertyRejected)]
    [InlineData("[1,2]", 0, EventFlags.PropertyRejected)]
    [InlineData("\"text\"", 0, EventFlags.PropertyRejected)]
    [InlineData("null", 0, EventFlags.None)]
    public void Properties_that_are_no_scalars_are_left_out_and_flagged(string properties, int kept, EventFlags flags)
    {
        var hit = One($"{{{Base},\"p\":{properties}}}");
        Assert.Equal(kept, hit.Properties.Count);
        Assert.Equal(flags, hit.Flags);
    }

    [Fact]
    public void Long_keys_that_are_equal_after_the_cut_are_no_fault_of_the_body()
    {
        var key = new string('k', 70);
        var hit = One($"{{{Base},\"p\":{{\"{key}1\":1,\"{key}2\":2}}}}");
        Assert.Single(hit.Properties);
        Assert.Equal(EventFlags.Truncated | EventFlags.PropertyRejected, hit.Flags);
    }

    [Fact]
    public void An_event_with_more_than_64_keys_is_refused()
    {
        var keys = string.Join(',', Enumerable.Range(0, 63).Select(i => $"\"x{i}\":1"));
        Assert.Equal([RejectReason.TooManyParameters], Parse($"{{{Base},{keys}}}").Batch.Reasons);
    }

    [Fact]
    public void A_keyed_event_states_time_address_and_user_agent()
    {
        var hit = One($"{{{Base},\"ts\":\"2026-11-20T10:00:00.5+01:00\",\"ip\":\"2001:db8::1\",\"ua\":\"Agent/1\"}}", serverSide: true);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 0, 0, 500, TimeSpan.Zero), hit.Timestamp);
        Assert.Equal("2001:db8::1", hit.Request.Address.ToString());
        Assert.Equal("Agent/1", hit.Request.UserAgent);
        Assert.Equal(EventFlags.ServerSide, hit.Flags);
    }

    [Theory]
    [InlineData("\"ts\":\"2026-11-20\"")]
    [InlineData("\"ts\":\"2026-11-20T10:00:00\"")]
    [InlineData("\"ts\":\"yesterday\"")]
    [InlineData("\"ts\":1763900000")]
    [InlineData("\"ip\":\"1.2.3\"")]
    [InlineData("\"ip\":\"010.0.0.1\"")]
    [InlineData("\"ip\":\"localhost\"")]
    [InlineData("\"ip\":16909060")]
    public void A_keyed_event_with_an_unreadable_time_or_address_is_refused(string field)
    {
        Assert.Equal([RejectReason.BadEvent], Parse($"{{{Base},{field}}}", serverSide: true).Batch.Reasons);
    }

    [Theory]
    [InlineData("2020-01-01T00:00:00Z", "2024-10-22T12:00:00Z")]
    [InlineData("2027-01-01T00:00:00Z", "2026-11-22T12:05:00Z")]
    [InlineData("9999-12-31T23:59:59Z", "2026-11-22T12:05:00Z")]
    public void A_keyed_time_out_of_range_is_clamped_and_flagged(string stated, string taken)
    {
        var hit = One($"{{{Base},\"ts\":\"{stated}\"}}", serverSide: true);
        Assert.Equal(DateTimeOffset.Parse(taken, System.Globalization.CultureInfo.InvariantCulture), hit.Timestamp);
        Assert.Equal(EventFlags.ServerSide | EventFlags.TimeClamped, hit.Flags);
    }

    private static RawHit One(string json, bool serverSide = false)
    {
        var (fault, batch) = Parse(json, serverSide: serverSide);
        Assert.Equal(default, fault);
        Assert.Equal([RejectReason.None], batch.Reasons);
        return batch.Hits[0];
    }

    private static (JsonFault Fault, HitBatch Batch) Parse(string json, int maxEvents = 100, bool serverSide = false)
    {
        var batch = new HitBatch();
        return (JsonHitParser.Parse(Encoding.UTF8.GetBytes(json), Some.Facts(serverSide), "", maxEvents, batch), batch);
    }
}
