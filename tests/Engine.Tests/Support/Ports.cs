using System.Net;
using System.Net.Sockets;

namespace Engine.Tests.Support;

/// <summary>Finds a free loopback port.</summary>
internal static class Ports
{
    internal static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
