using System.Runtime.InteropServices;

namespace Stepwell.Testing.Disks;

/// <summary>
/// SQLite's interface to the operating system (<c>sqlite3_vfs</c>, sqlite.org/c3ref/vfs.html) as sqlite3.h lays it out on 64 bits. Only
/// what is interposed has a type.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeVfs
{
    public int Version;
    public int FileSize;
    public int MaxPathname;
    public NativeVfs* Next;
    public byte* Name;
    public void* AppData;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, int, int> Delete;

    /// <summary>From xAccess to xNextSystemCall.</summary>
    public fixed long Rest[14];
}

/// <summary><c>sqlite3_file</c>: its methods, and behind them what the implementation keeps.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeMethods* Methods;
}

/// <summary><c>sqlite3_io_methods</c> (sqlite.org/c3ref/io_methods.html).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
    public void* Read;
    public delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;

    /// <summary>From xFileSize to xDeviceCharacteristics.</summary>
    public fixed long Middle[7];
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, void**, int> ShmMap;

    /// <summary>From xShmLock to xUnfetch.</summary>
    public fixed long Rest[5];
}

internal static unsafe partial class NativeSqlite
{
    public const int Ok = 0;
    public const int Full = 13;
    public const int WriteError = 10 | (3 << 8);
    public const int SyncError = 10 | (4 << 8);
    public const int TruncateError = 10 | (6 << 8);
    public const int DeleteError = 10 | (10 << 8);
    public const int ShmSizeError = 10 | (19 << 8);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_initialize")]
    public static partial int Initialize();

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    public static partial NativeVfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static partial int RegisterVfs(NativeVfs* vfs, int isDefault);
}
