using System.Net;
using System.Net.Sockets;

namespace Stepwell.Testing;

/// <summary>Stands between a client and a server on this machine, and can cut all connections between a request and its answer.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private volatile bool _cuts;

    public CuttingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The next request reaches the server; its connection ends before the answer.</summary>
    public void CutAfterNextRequest() => _cuts = true;

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was disposed of.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort);
            var connection = new Connection(client.GetStream(), server.GetStream());
            try
            {
                await Task.WhenAny(PumpRequests(connection), connection.PumpAnswers());
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                // One side is gone; the other goes with it.
            }
        }
    }

    private async Task PumpRequests(Connection connection)
    {
        var buffer = new byte[65_536];
        while (await connection.Client.ReadAsync(buffer) is > 0 and var count)
        {
            // Before the server has the request, so that not even a fast answer gets through.
            connection.IsCut = _cuts;
            await connection.Server.WriteAsync(buffer.AsMemory(0, count));
            if (!connection.IsCut)
                continue;
            _cuts = false;
            return;
        }
    }

    private sealed class Connection(NetworkStream client, NetworkStream server)
    {
        private volatile bool _isCut;

        public NetworkStream Client => client;

        public NetworkStream Server => server;

        public bool IsCut
        {
            get => _isCut;
            set => _isCut = value;
        }

        public async Task PumpAnswers()
        {
            var buffer = new byte[65_536];
            while (await server.ReadAsync(buffer) is > 0 and var count)
            {
                if (IsCut)
                    return;
                await client.WriteAsync(buffer.AsMemory(0, count));
            }
        }
    }
}
