using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Stepwell.Testing.Disks;

/// <summary>
/// Stands between SQLite and the operating system in this process. Files in the directory of a <see cref="FaultyDisk"/> go through that disk;
/// all others are left alone. A file of a disk is one of the system's own, with some of its methods replaced and some words behind it.
/// </summary>
internal static unsafe class FaultyVfs
{
    private static readonly ConcurrentDictionary<string, FaultyDisk> Disks = [];
    private static readonly Dictionary<nint, nint> Replacements = [];
    private static readonly NativeVfs* System = Install();

    /// <summary>Where they begin.</summary>
    private static int TailOffset => (System->FileSize + 7) & ~7;

    public static void Attach(FaultyDisk disk)
    {
        _ = System;
        if (!Disks.TryAdd(disk.Directory, disk))
            throw new InvalidOperationException($"{disk.Directory} is on a disk already.");
    }

    public static void Detach(FaultyDisk disk) => Disks.TryRemove(disk.Directory, out _);

    /// <summary>Writes through to the system.</summary>
    public static int WriteThrough(NativeFile* file, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
            return bytes.IsEmpty ? NativeSqlite.Ok : TailOf(file)->Methods->Write(file, start, bytes.Length, offset);
    }

    private static NativeVfs* Install()
    {
        _ = NativeSqlite.Initialize();
        var system = NativeSqlite.FindVfs(null);
        var ours = (NativeVfs*)NativeMemory.Alloc((nuint)sizeof(NativeVfs));
        *ours = *system;
        ours->Name = (byte*)Marshal.StringToCoTaskMemUTF8("faulty");
        ours->FileSize = ((system->FileSize + 7) & ~7) + sizeof(Tail);
        ours->Open = &Open;
        ours->Delete = &Delete;
        if (NativeSqlite.RegisterVfs(ours, isDefault: 1) != NativeSqlite.Ok)
            throw new InvalidOperationException("SQLite did not take the file system.");
        return system;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        var result = System->Open(System, name, file, flags, outFlags);
        if (result != NativeSqlite.Ok || DiskOf(name, out var fileName) is not { } disk)
            return result;

        var tail = TailOf(file);
        tail->Methods = file->Methods;
        tail->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(disk.Open(fileName)));
        tail->SeenFailures = FileOf(file).Failures;
        file->Methods = ReplacementOf(file->Methods);
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncsDirectory)
    {
        if (DiskOf(name, out var fileName) is not { } disk)
            return System->Delete(System, name, syncsDirectory);
        return disk.Perform(DiskOperationKind.Delete, fileName, NativeSqlite.DeleteError, () =>
        {
            var result = System->Delete(System, name, syncsDirectory);
            if (result == NativeSqlite.Ok)
                disk.Forget(fileName, isDurable: syncsDirectory != 0);
            return result;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        var tail = TailOf(file);
        GCHandle.FromIntPtr(tail->Handle).Free();
        return tail->Methods->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* bytes, int count, long offset) => FileOf(file).Write(file, new(bytes, count), offset);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => FileOf(file).Sync(file, ref TailOf(file)->SeenFailures);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length)
    {
        var ours = FileOf(file);
        return ours.Disk.Perform(DiskOperationKind.Truncate, ours.Name, NativeSqlite.TruncateError, () =>
        {
            var result = TailOf(file)->Methods->Truncate(file, length);
            if (result == NativeSqlite.Ok)
                ours.Truncate(length);
            return result;
        });
    }

    /// <summary>The index of the log is a file that may have to grow, but nothing that has to be durable.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(NativeFile* file, int region, int size, int extends, void** mapped)
    {
        var methods = TailOf(file)->Methods;
        if (extends == 0)
            return methods->ShmMap(file, region, size, extends, mapped);
        var ours = FileOf(file);
        return ours.Disk.Perform(
            DiskOperationKind.GrowIndex, ours.Name, NativeSqlite.ShmSizeError, () => methods->ShmMap(file, region, size, extends, mapped));
    }

    private static FaultyDisk? DiskOf(byte* name, out string fileName)
    {
        fileName = "";
        if (name is null)
            return null;
        var path = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        fileName = Path.GetFileName(path);
        return Disks.GetValueOrDefault(Path.GetDirectoryName(path) ?? "");
    }

    /// <summary>Without memory-mapped reads, which came with version 3 of the methods.</summary>
    private static NativeMethods* ReplacementOf(NativeMethods* methods)
    {
        lock (Replacements)
        {
            if (Replacements.TryGetValue((nint)methods, out var known))
                return (NativeMethods*)known;
            var replacement = (NativeMethods*)NativeMemory.Alloc((nuint)sizeof(NativeMethods));
            *replacement = *methods;
            replacement->Version = 2;
            replacement->Close = &Close;
            replacement->Write = &Write;
            replacement->Truncate = &Truncate;
            replacement->Sync = &Sync;
            replacement->ShmMap = &ShmMap;
            Replacements.Add((nint)methods, (nint)replacement);
            return replacement;
        }
    }

    private static Tail* TailOf(NativeFile* file) => (Tail*)((byte*)file + TailOffset);

    private static FileOnDisk FileOf(NativeFile* file) => (FileOnDisk)GCHandle.FromIntPtr(TailOf(file)->Handle).Target!;

    private struct Tail
    {
        public NativeMethods* Methods;
        public nint Handle;
        public int SeenFailures;
    }
}
