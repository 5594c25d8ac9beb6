using System.Net;
using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Tests.Enrichment;

/// <summary>Makes the plain hit, site and row that a test then changes.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static Site Site(uint id = 1, string name = "example.com", string zone = "UTC", params string[] hostnames) =>
        new() { Id = id, Name = name, TimeZone = zone, Hostnames = hostnames };

    public static RequestFacts Request(string address = "203.0.113.7", string userAgent = "Mozilla/5.0 Test", DateTimeOffset? received = null) =>
        new() { Received = received ?? Noon, Address = IPAddress.Parse(address), UserAgent = userAgent };

    public static RawHit Hit(string url = "https://example.com/", string referrer = "", RequestFacts? request = null) =>
        new() { Site = "example.com", Url = url, Referrer = referrer, Request = request ?? Request() };

    /// <summary>A row as the enricher hands it to the first step.</summary>
    public static EventRow Row(RawHit hit) => new() { Name = hit.Name, Received = hit.Request.Received, Time = hit.Request.Received - hit.Age };

    public static string Folder() => Directory.CreateTempSubdirectory("collector-test-").FullName;
}
