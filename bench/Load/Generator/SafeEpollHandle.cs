using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stepwell.Bench.Load.Generator;

internal sealed partial class SafeEpollHandle() : SafeHandleMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Close(handle) == 0;

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(nint descriptor);
}
