using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Stepwell.Bench.Load.Generator;

/// <summary>
/// Tells which sockets can be read. One thread that asks the kernel costs a fraction of what asynchronous sockets cost, and the load
/// generator shares its cores with the server. Linux only; not thread-safe.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int AddToSet = 1;
    private const uint Readable = 1;
    private const int MostEvents = 512;

    // The kernel packs its event on x64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventBytes = DataOffset + 8;

    private readonly SafeEpollHandle _set = Checked(EpollCreate(0));
    private readonly byte[] _events = new byte[MostEvents * EventBytes];

    /// <summary>Watches a socket; <paramref name="id"/> is what <see cref="Wait"/> reports for it.</summary>
    public void Add(Socket socket, int id)
    {
        Span<byte> item = stackalloc byte[EventBytes];
        MemoryMarshal.Write(item, Readable);
        MemoryMarshal.Write(item[DataOffset..], (long)id);
        if (EpollControl(_set, AddToSet, socket.SafeHandle, item) != 0)
            throw new SocketException(Marshal.GetLastPInvokeError());
    }

    /// <summary>Waits until at least one socket can be read and returns how many can; their ids are read by <see cref="Id"/>.</summary>
    public int Wait(TimeSpan atMost)
    {
        if (atMost < TimeSpan.Zero)
            atMost = TimeSpan.Zero;
        var seconds = (long)atMost.TotalSeconds;
        var timeout = new TimeSpec(seconds, (atMost - TimeSpan.FromSeconds(seconds)).Ticks * 100);
        return Math.Max(EpollWait(_set, _events, MostEvents, timeout, signalMask: 0), 0);
    }

    public int Id(int index) => (int)MemoryMarshal.Read<long>(_events.AsSpan((index * EventBytes) + DataOffset));

    public void Dispose() => _set.Dispose();

    private static SafeEpollHandle Checked(SafeEpollHandle handle) =>
        handle.IsInvalid ? throw new SocketException(Marshal.GetLastPInvokeError()) : handle;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial SafeEpollHandle EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(SafeEpollHandle set, int operation, SafeSocketHandle socket, Span<byte> item);

    /// <summary>Unlike <c>epoll_wait</c> it knows times below a millisecond. Since Linux 5.11 and glibc 2.35.</summary>
    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int EpollWait(SafeEpollHandle set, byte[] events, int mostEvents, in TimeSpec timeout, nint signalMask);

    private readonly record struct TimeSpec(long Seconds, long Nanoseconds);
}
