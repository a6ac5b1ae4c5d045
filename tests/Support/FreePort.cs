using System.Net;
using System.Net.Sockets;

namespace Stepwell.Testing;

internal static class FreePort
{
    /// <summary>A port of the loopback interface that nobody listened on just now.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
