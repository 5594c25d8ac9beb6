using Storage.ClickHouse;

namespace Storage.Tests.ClickHouse;

/// <summary>Reading a server's address.</summary>
public sealed class ClickHouseEndpointTests
{
    [Theory]
    [InlineData("http://user:password@host:8124/web", "http://host:8124/", "user", "password", "web")]
    [InlineData("http://host", "http://host:8123/", "default", "", "default")]
    [InlineData("https://host/", "https://host:8443/", "default", "", "default")]
    [InlineData("https://me@host:443/db/", "https://host/", "me", "", "db")]
    [InlineData("http://host:80/db", "http://host/", "default", "", "db")]
    [InlineData("http://u%40x:p%3Aw%2F%C3%A9@[::1]:9000/a%20b", "http://[::1]:9000/", "u@x", "p:w/é", "a b")]
    [InlineData("http://[::1]/db", "http://[::1]:8123/", "default", "", "db")]
    public void An_address_is_taken_apart(string url, string server, string user, string password, string database)
    {
        var endpoint = ClickHouseEndpoint.Parse(url);
        Assert.Equal((server, user, password, database), (endpoint.Server!.AbsoluteUri, endpoint.User, endpoint.Password, endpoint.Database));
        Assert.False(endpoint.IsEmbedded);
    }

    [Theory]
    [InlineData("")]
    [InlineData("host:8123")]
    [InlineData("tcp://host:9000/db")]
    [InlineData("http://")]
    [InlineData("http://u:secret@host/a/b")]
    [InlineData("http://u:secret@host/db?x=1")]
    [InlineData("http://u:secret%0Ax@host/db")]
    public void Anything_else_is_refused_without_repeating_it(string url)
    {
        var failure = Assert.Throws<FormatException>(() => ClickHouseEndpoint.Parse(url));
        Assert.Contains("http://user:password@host:8123/database", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
