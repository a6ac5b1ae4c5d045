using System.Runtime.InteropServices;

namespace Stepwell.Functions.Processes;

/// <summary>The calls of the system that .NET has no form of.</summary>
internal static partial class Native
{
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Linux gives these other numbers than the BSDs do.</summary>
    public static readonly int Stop = OperatingSystem.IsLinux() ? 19 : 17;
    public static readonly int Continue = OperatingSystem.IsLinux() ? 18 : 19;

    private const int NoSuchProcess = 3;
    private const int TryAgain = 11;
    private const int TryAgainOnBsd = 35;
    private const int Interrupted = 4;
    private const int SetFlags = 4;
    private const int GetFlags = 3;
    private static readonly int NonBlocking = OperatingSystem.IsLinux() ? 0x800 : 4;

    /// <summary>Signals all processes of a group. False: there is none any more.</summary>
    public static bool SignalGroup(int group, int signal)
    {
        if (KillProcess(-group, signal) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw Failed("kill", error);
    }

    public static void ChangeOwner(string path, int user)
    {
        if (ChangeOwnerOfLink(path, user, user) != 0) throw Failed("lchown " + path, Marshal.GetLastPInvokeError());
    }

    public static void MakeNonBlocking(int descriptor)
    {
        var flags = FileControl(descriptor, GetFlags, 0);
        if (flags < 0 || FileControl(descriptor, SetFlags, flags | NonBlocking) < 0) throw Failed("fcntl", Marshal.GetLastPInvokeError());
    }

    /// <summary>Returns how many bytes came, 0 at the end, -1 if there are none now.</summary>
    public static unsafe int ReadAvailable(int descriptor, Span<byte> buffer)
    {
        while (true)
        {
            nint count;
            fixed (byte* start = buffer) count = Read(descriptor, start, (nuint)buffer.Length);
            if (count >= 0) return (int)count;
            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted: continue;
                case TryAgain or TryAgainOnBsd: return -1;
                case var error: throw Failed("read", error);
            }
        }
    }

    /// <summary>Waits until one of the descriptors has something to read, or is at its end.</summary>
    public static unsafe void WaitForInput(Span<PollDescriptor> descriptors, int timeoutMilliseconds)
    {
        fixed (PollDescriptor* start = descriptors)
            if (Poll(start, (nuint)descriptors.Length, timeoutMilliseconds) < 0 && Marshal.GetLastPInvokeError() is var error and not Interrupted)
                throw Failed("poll", error);
    }

    private static IOException Failed(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillProcess(int process, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwnerOfLink(string path, int user, int group);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint Read(int descriptor, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int Poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);
}

/// <summary>The <c>pollfd</c> of poll(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PollDescriptor
{
    private const short HasInput = 1;

    public readonly int Descriptor;
    private readonly short _wanted;
    private readonly short _found;

    public PollDescriptor(int descriptor) => (Descriptor, _wanted, _found) = (descriptor, HasInput, 0);

    /// <summary>Something to read, the end, or an error: reading tells which.</summary>
    public bool IsReady => _found != 0;
}
