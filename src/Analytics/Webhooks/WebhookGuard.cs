using System.Net;
using System.Net.Sockets;
using Analytics.Querying;

namespace Analytics.Webhooks;

/// <summary>
/// Keeps webhooks off what is not the public internet. An address is checked twice: its text when it is saved, and the
/// numbers its name stands for at the moment of connecting, so that a name that changes its mind gains nothing.
/// </summary>
/// <param name="networks">Networks of the operator's own that may be reached, by http and at any port too.</param>
/// <param name="resolve">Gives the addresses of a host name.</param>
internal sealed class WebhookGuard(IReadOnlyList<IPNetwork> networks, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private static readonly int[] Ports = [443, 8443];

    /// <summary>The address to be stored.</summary>
    /// <exception cref="QueryProblemException">It is not allowed; the message says why.</exception>
    public Uri Read(string text)
    {
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) || !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("https" or "http") || address.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            throw Refused(text, "webhook is an address such as https://example.com/hook.");
        }

        if (address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            throw Refused(text, "webhook has no user name, password or fragment.");
        }

        if (!IsUsual(address) && networks.Count == 0)
        {
            throw Refused(text, "webhook begins with https:// and its port is 443 or 8443; only the operator can allow others (COLLECTOR_WEBHOOKNETWORKS).");
        }

        return IPAddress.TryParse(address.IdnHost, out var literal) && !MayReach(address, literal)
            ? throw Refused(text, "webhook leads to an address that is not public; only the operator can allow it (COLLECTOR_WEBHOOKNETWORKS).")
            : address;
    }

    /// <summary>Opens a connection: to addresses that were checked, or not at all.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken);
        var asked = context.InitialRequestMessage.RequestUri!;
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, address => MayReach(asked, address)))
        {
            throw new WebhookRefusedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayReach(Uri asked, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(network => network.Contains(plain)) || (IsUsual(asked) && PublicAddress.IsPublic(plain));
    }

    private static bool IsUsual(Uri address) => address.Scheme == "https" && Ports.Contains(address.Port);

    private static QueryProblemException Refused(string text, string message) => new("webhook", text, message);
}

/// <summary>A webhook's name stands for an address that may not be reached.</summary>
internal sealed class WebhookRefusedException() : IOException("The address is not public.");
