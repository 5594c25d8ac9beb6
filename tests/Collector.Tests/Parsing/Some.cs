using System.Net;
using Collector.Parsing;

namespace Collector.Tests.Parsing;

/// <summary>Makers of test input.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public static RequestFacts Facts(bool serverSide = false) =>
        new() { Received = Now, Address = IPAddress.Parse("203.0.113.9"), ServerSide = serverSide };

    /// <summary>A query that is stored, with more behind it.</summary>
    public static string Query(string more) => "?s=example.com&u=https%3A%2F%2Fexample.com%2F&" + more;
}
