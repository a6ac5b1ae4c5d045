using System.Collections.Concurrent;
using System.Security.Cryptography;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Store;
using Stepwell.Store.Sqlite;

namespace Stepwell.Services.Lambda.Code;

/// <summary>
/// Deployment packages as files beside the database, named by what is in them. A package is durable before the row that names it, and removed
/// some time after the last such row. Thread-safe.
/// </summary>
/// <remarks>
/// <c>packages</c> has the zip files. <c>unpacked-…</c> has their folders for the running life of the machine: they are not synced, so after a
/// power cut they are made anew. <c>partial</c> has what is being made.
/// </remarks>
internal sealed class CodeStore
{
    /// <summary>How long a package stays that nothing needs: a row may be on its way, or an invocation may still run in its folder.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _unpacking = new();
    private readonly Dictionary<string, DateTimeOffset> _unused = [];
    private readonly Lock _touching = new();
    private readonly TimeProvider _time;
    private readonly Func<Guid> _newGuid;
    private readonly string _packages;
    private readonly string _unpacked;
    private readonly string _partial;

    /// <param name="folder">This server's alone. Made when the first package comes.</param>
    public CodeStore(string folder, TimeProvider time, Func<Guid> newGuid)
    {
        _time = time;
        _newGuid = newGuid;
        Folder = Path.GetFullPath(folder);
        _packages = Path.Combine(Folder, "packages");
        _unpacked = Path.Combine(Folder, $"unpacked-{BootId()}");
        _partial = Path.Combine(Folder, "partial");
    }

    public string Folder { get; }

    /// <summary>Takes a package in. It is durable when the task is complete, and stays for a while even if nobody needs it.</summary>
    /// <exception cref="InvalidParameterValueException">It is none.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public Task<StoredPackage> Put(ReadOnlyMemory<byte> zip) => Task.Run(() => PutNow(zip));

    /// <summary>The folder of an unpacked package.</summary>
    /// <exception cref="IOException">The package is not there, or the disk does not take it.</exception>
    public ValueTask<string> Unpack(string hash, CancellationToken cancellation)
    {
        var folder = Path.Combine(_unpacked, hash);
        return Directory.Exists(folder) ? new(folder) : new(UnpackLater(hash, folder, cancellation));
    }

    /// <returns>Null: there is no such package.</returns>
    public Stream? Open(string hash)
    {
        var path = PathOf(hash);
        return IsHash(hash) && File.Exists(path) ? File.OpenRead(path) : null;
    }

    /// <summary>
    /// Removes packages that nothing has needed since the last sweeps, and what earlier lives of the server have left. One call at a time.
    /// </summary>
    public void Sweep(IStore store)
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var old in Directory.EnumerateDirectories(Folder, "unpacked-*").Where(path => path != _unpacked))
            Directory.Delete(old, recursive: true);
        RemoveOld(_partial, _ => true);
        RemoveOld(_packages, path => IsWaste(store, Path.GetFileNameWithoutExtension(path), path));
        RemoveOld(_unpacked, path => IsWaste(store, Path.GetFileName(path), path));
    }

    /// <summary>Whether nothing needs it, and nothing did when that was first seen.</summary>
    private bool IsWaste(IStore store, string hash, string path)
    {
        using (var lease = store.RentReader())
        {
            if (lease.Reader.IsCodeUsed(hash))
            {
                _unused.Remove(path);
                return false;
            }
        }
        var now = _time.GetUtcNow();
        _unused.TryAdd(path, now);
        return now - _unused[path] >= Grace && _unused.Remove(path);
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private StoredPackage PutNow(ReadOnlyMemory<byte> zip)
    {
        var digest = SHA256.HashData(zip.Span);
        var hash = Convert.ToHexStringLower(digest);
        MakeFolders();
        var partial = Path.Combine(_partial, _newGuid().ToString("N"));
        Directory.CreateDirectory(partial);
        try
        {
            using var stream = new ReadOnlyMemoryStream(zip);
            var unzipped = PackageFiles.Unpack(stream, partial);
            Keep(hash, zip);
            MoveInto(partial, Path.Combine(_unpacked, hash));
            return new StoredPackage(hash, Convert.ToBase64String(digest), zip.Length, unzipped);
        }
        finally
        {
            Remove(partial);
        }
    }

    private void Keep(string hash, ReadOnlyMemory<byte> zip)
    {
        var path = PathOf(hash);
        // A sweep looks at the time and removes under the same lock.
        lock (_touching)
        {
            if (File.Exists(path))
            {
                File.SetLastWriteTimeUtc(path, _time.GetUtcNow().UtcDateTime);
                return;
            }
        }
        var partial = Path.Combine(_partial, _newGuid().ToString("N"));
        using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(zip.Span);
            file.Flush(flushToDisk: true);
        }
        File.SetLastWriteTimeUtc(partial, _time.GetUtcNow().UtcDateTime);
        File.Move(partial, path, overwrite: true);
        DurableDirectory.Sync(_packages);
    }

    private async Task<string> UnpackLater(string hash, string folder, CancellationToken cancellation)
    {
        var turn = _unpacking.GetOrAdd(hash, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!Directory.Exists(folder))
                await Task.Run(() => UnpackNow(hash, folder), cancellation).ConfigureAwait(false);
            return folder;
        }
        finally
        {
            turn.Release();
        }
    }

    private void UnpackNow(string hash, string folder)
    {
        MakeFolders();
        var partial = Path.Combine(_partial, _newGuid().ToString("N"));
        Directory.CreateDirectory(partial);
        try
        {
            using var zip = File.OpenRead(PathOf(hash));
            PackageFiles.Unpack(zip, partial);
            MoveInto(partial, folder);
        }
        finally
        {
            Remove(partial);
        }
    }

    private void MoveInto(string partial, string folder)
    {
        Directory.SetLastWriteTimeUtc(partial, _time.GetUtcNow().UtcDateTime);
        lock (_touching)
        {
            if (Directory.Exists(folder))
                Directory.SetLastWriteTimeUtc(folder, _time.GetUtcNow().UtcDateTime);
            else
                Directory.Move(partial, folder);
        }
    }

    private void RemoveOld(string folder, Func<string, bool> isWaste)
    {
        if (!Directory.Exists(folder))
            return;
        var before = _time.GetUtcNow() - Grace;
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            lock (_touching)
            {
                if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime && isWaste(path))
                    Remove(path);
            }
        }
    }

    private static void Remove(string path)
    {
        if (File.Exists(path))
            File.Delete(path);
        else if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    private void MakeFolders()
    {
        DurableDirectory.Create(_packages);
        Directory.CreateDirectory(_unpacked);
        Directory.CreateDirectory(_partial);
    }

    private string PathOf(string hash) => Path.Combine(_packages, $"{hash}.zip");

    /// <summary>What was written in this life of the machine is there as it was written; where nobody can tell, only what this process wrote.</summary>
    private string BootId() => File.Exists("/proc/sys/kernel/random/boot_id")
        ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
        : _newGuid().ToString();
}

/// <param name="Hash">SHA-256 in hexadecimal digits.</param>
/// <param name="Sha256">The same in base64, as the API has it.</param>
internal sealed record StoredPackage(string Hash, string Sha256, long Size, long UnzippedBytes);
