using System.Buffers;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Stepwell.Wire.Connections;

/// <summary>
/// Accepts the connections of one port, peeks at their first bytes and hands each to the channel of its protocol, nothing consumed.
/// </summary>
internal sealed class PrefaceRouter : IAsyncDisposable
{
    private readonly IConnectionListener _listener;
    private readonly TimeProvider _time;
    private readonly TimeSpan _silenceLimit;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;

    public PrefaceRouter(IConnectionListener listener, TimeProvider time, TimeSpan silenceLimit)
    {
        (_listener, _time, _silenceLimit) = (listener, time, silenceLimit);
        EndPoint = listener.EndPoint;
        _accepting = AcceptAll();
    }

    public EndPoint EndPoint { get; }

    public Channel<ConnectionContext> Http1 { get; } = Channel.CreateUnbounded<ConnectionContext>();

    public Channel<ConnectionContext> Http2 { get; } = Channel.CreateUnbounded<ConnectionContext>();

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n"u8;

    public async ValueTask UnbindAsync(CancellationToken cancellationToken)
    {
        await _listener.UnbindAsync(cancellationToken).ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task AcceptAll()
    {
        try
        {
            while (await _listener.AcceptAsync().ConfigureAwait(false) is { } connection) _ = Route(connection);
            Complete(null);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // Kestrel logs what its listener throws, and gives the endpoint up.
            Complete(_stopping.IsCancellationRequested ? null : failure);
        }
    }

    private void Complete(Exception? failure)
    {
        Http1.Writer.TryComplete(failure);
        Http2.Writer.TryComplete(failure);
    }

    private async Task Route(ConnectionContext connection)
    {
        using var silence = new CancellationTokenSource(_silenceLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, _stopping.Token);
        try
        {
            var isHttp2 = await BeginsWithPreface(connection, either.Token).ConfigureAwait(false);
            if ((isHttp2 ? Http2 : Http1).Writer.TryWrite(connection)) return;
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // Silent for too long, shutting down, or gone: nobody is waiting for an answer.
        }

        connection.Abort();
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<bool> BeginsWithPreface(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var input = connection.Transport.Input;
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var matched = MatchedBytes(read.Buffer);
            var isDecided = matched < 0 || matched == Preface.Length || read.IsCompleted;
            input.AdvanceTo(read.Buffer.Start, isDecided ? read.Buffer.Start : read.Buffer.End);
            if (isDecided) return matched == Preface.Length;
        }
    }

    /// <summary>Returns how many bytes of the preface are there, or -1 if it is something else.</summary>
    private static int MatchedBytes(ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[Preface.Length];
        var count = (int)Math.Min(buffer.Length, Preface.Length);
        buffer.Slice(0, count).CopyTo(start);
        return start[..count].SequenceEqual(Preface[..count]) ? count : -1;
    }
}
