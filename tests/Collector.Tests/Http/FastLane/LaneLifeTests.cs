using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Collector.Parsing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Collector.Tests.Http.FastLane;

/// <summary>Connections of the lane end when they should: silence, stop, limits, clients that go away or take nothing.</summary>
public sealed class LaneLifeTests
{
    private const string Pixel = "GET /p.gif?s=example.com&u=https%3A%2F%2Fexample.com%2F HTTP/1.1\r\nHost: localhost\r\n\r\n";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_silent_connection_is_closed_after_the_keep_alive_time(int requests)
    {
        await using var host = await CollectionHost.StartWithAsync(server: server => server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(1));
        using var connection = await RawConnection.OpenAsync(host.Port);
        for (var i = 0; i < requests; i++)
        {
            Assert.Equal("stored", (await connection.SendAsync(Pixel)).Collect);
        }

        Assert.Null(await connection.ReadAsync());
        Assert.Equal(requests, host.Sink.Hits.Count);
    }

    [Fact]
    public async Task The_server_times_out_a_head_that_does_not_come_whole()
    {
        await using var host = await CollectionHost.StartWithAsync(server: server => server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(1));
        using var connection = await RawConnection.OpenAsync(host.Port);
        Assert.Equal("stored", (await connection.SendAsync(Pixel)).Collect);
        await connection.WriteAsync(Encoding.ASCII.GetBytes(Pixel[..30]));
        Assert.Equal(408, (await connection.ReadAsync())?.Status);
    }

    [Fact]
    public async Task A_stop_closes_idle_connections_and_answers_what_is_under_way()
    {
        await using var host = await CollectionHost.StartWithAsync();
        using var idle = await RawConnection.OpenAsync(host.Port);
        using var used = await RawConnection.OpenAsync(host.Port);
        using var busy = await RawConnection.OpenAsync(host.Port);
        await used.SendAsync(Pixel);
        var commit = new TaskCompletionSource();
        host.Sink.Gate = commit.Task;
        await busy.WriteAsync(Encoding.ASCII.GetBytes(Pixel));
        await UntilAsync(() => host.Sink.Hits.Count == 2);
        var stop = host.StopAsync();
        commit.SetResult();
        var answer = await busy.ReadAsync();
        await stop;

        Assert.Equal(200, answer?.Status);
        Assert.Null(await busy.ReadAsync());
        Assert.Null(await used.ReadAsync());
        Assert.Null(await idle.ReadAsync());
        Assert.Equal(2, host.Metrics.Stored);
    }

    [Fact]
    public async Task One_network_that_holds_its_share_of_connections_does_not_keep_others_out()
    {
        await using var host = await CollectionHost.StartWithAsync(server: server => server.Limits.MaxConcurrentConnections = 256);
        var silent = new List<RawConnection>();
        for (var i = 0; i < 80; i++)
        {
            silent.Add(await RawConnection.OpenAsync(host.Port));
        }

        using var theirs = await RawConnection.OpenAsync(host.Port);
        using var other = await RawConnection.OpenAsync(host.Port, from: "127.1.2.3");
        await Assert.ThrowsAnyAsync<IOException>(() => theirs.SendAsync(Pixel));
        Assert.Equal("stored", (await other.SendAsync(Pixel)).Collect);
        Assert.InRange(host.Metrics.RefusedConnections, 17, 30);

        // Its places are free again when it lets them go.
        silent.ForEach(connection => connection.Dispose());
        for (var i = 0; i < 100; i++)
        {
            using var again = await RawConnection.OpenAsync(host.Port);
            try
            {
                Assert.Equal(200, (await again.SendAsync(Pixel)).Status);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(20);
            }
        }

        Assert.Fail("The places were not given back.");
    }

    [Fact]
    public async Task Connections_of_the_lane_count_for_the_servers_limit()
    {
        await using var host = await CollectionHost.StartWithAsync(server: server => server.Limits.MaxConcurrentConnections = 2);
        using var first = await RawConnection.OpenAsync(host.Port);
        using var second = await RawConnection.OpenAsync(host.Port);
        await first.SendAsync(Pixel);
        await second.SendAsync(Pixel);
        using var third = await RawConnection.OpenAsync(host.Port);
        await Assert.ThrowsAnyAsync<IOException>(async () => await third.SendAsync(Pixel));
        Assert.Equal("stored", (await first.SendAsync(Pixel)).Collect);
    }

    [Fact]
    public async Task A_client_that_takes_no_answers_is_cut_off()
    {
        await using var host = await CollectionHost.StartWithAsync(server: server => server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(1));
        using var connection = await RawConnection.OpenAsync(host.Port);
        // Of 32 bytes, each sent by itself: nothing that the lane receives ends within one, so it keeps the connection.
        var one = "GET /p.gif? HTTP/1.1\r\nHost:a\r\n\r\n"u8.ToArray();
        var since = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (since.Elapsed < TimeSpan.FromSeconds(60))
            {
                await connection.WriteAsync(one);
            }
        });
        Assert.Equal(0, host.Served);
        Assert.Equal("stored", (await host.SendAsync(Pixel)).Collect);
    }

    [Fact]
    public async Task A_client_that_goes_away_while_it_waits_harms_nobody()
    {
        await using var host = await CollectionHost.StartWithAsync();
        var commit = new TaskCompletionSource();
        host.Sink.Gate = commit.Task;
        using (var gone = await RawConnection.OpenAsync(host.Port))
        {
            await gone.WriteAsync(Encoding.ASCII.GetBytes(Pixel + Pixel));
            await UntilAsync(() => !host.Sink.Hits.IsEmpty);
        }

        commit.SetResult();
        await UntilAsync(() => host.Metrics.HitsReceived == host.Metrics.Stored);
        Assert.Equal("stored", (await host.SendAsync(Pixel)).Collect);
    }

    [Fact]
    public async Task The_counters_add_up_to_the_same_in_the_lane_and_without_it()
    {
        foreach (var fastLane in new[] { true, false })
        {
            await using var host = await CollectionHost.StartWithAsync(fastLane);
            host.Sink.Answer = hit => hit.Title == "full" ? RejectReason.DiskFull : hit.Title == "twice" ? RejectReason.Duplicate : RejectReason.None;
            foreach (var end in new[] { "", "&t=full", "&t=twice", "&w=x", "&t=ok" })
            {
                await host.GetAsync($"/p.gif?s=a&u=http://a/{end}");
            }

            var metrics = host.Metrics;
            Assert.Equal((5, 2, 1, 1, 1), (metrics.HitsReceived, metrics.Stored, metrics.Dropped, metrics.Rejected, metrics.Refused));
            Assert.Equal(fastLane ? 0 : 5, host.Served);
        }
    }

    [Fact]
    public async Task A_unix_socket_is_the_servers_alone()
    {
        var path = Path.Combine(Path.GetTempPath(), $"lane{Environment.ProcessId}.sock");
        await using var host = await CollectionHost.StartWithAsync(server: server => server.ListenUnixSocket(path));
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var answer = await client.GetAsync(new Uri("http://localhost/p.gif?s=example.com&u=http://example.com/"));
        Assert.Equal("stored", answer.Headers.GetValues("X-Collect").Single());
        Assert.Equal(1, host.Served);
    }

    [Fact]
    public async Task Under_tls_of_the_servers_own_the_lane_steps_aside()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var host = await CollectionHost.StartWithAsync(server: server => server.ConfigureEndpointDefaults(endpoint => endpoint.UseHttps(certificate)));
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString() } });
        using var answer = await client.GetAsync(new Uri($"https://127.0.0.1:{host.Port}/p.gif?s=example.com&u=http://example.com/"));
        Assert.Equal("stored", answer.Headers.GetValues("X-Collect").Single());
        Assert.Equal(1, host.Served);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(30), "it did not happen within 30 s");
            await Task.Yield();
        }
    }
}
