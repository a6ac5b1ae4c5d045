namespace Stepwell.Testing.Disks;

/// <summary>
/// What is durable of a file, and what was written since it was synced last. The file itself shows everything, as the system's cache does.
/// </summary>
/// <param name="durable">Null: it is new.</param>
internal sealed class FileOnDisk(FaultyDisk disk, string name, byte[]? durable)
{
    private const int SectorSize = 512;

    private readonly List<(long Offset, byte[] Bytes)> _unsynced = [];
    private byte[] _durable = durable ?? [];
    private int _failures;

    public FaultyDisk Disk => disk;

    public string Name => name;

    /// <summary>A file that was never synced may not be there after a power cut.</summary>
    public bool IsDurable { get; private set; } = durable is not null;

    public bool IsDeleted { get; set; }

    public int Failures => _failures;

    public unsafe int Write(NativeFile* file, ReadOnlySpan<byte> bytes, long offset)
    {
        var copy = bytes.ToArray();
        var fault = disk.Begin(DiskOperationKind.Write, name);
        lock (disk.Gate)
        {
            fault = disk.Strike(fault);
            // Who is refused does not know how much of it was done.
            var written = fault is DiskFault.None ? copy : copy[..disk.Random.Next(copy.Length)];
            var result = FaultyVfs.WriteThrough(file, written, offset);
            if (result == NativeSqlite.Ok && written.Length > 0)
                _unsynced.Add((offset, written));
            if (fault is DiskFault.PowerCut)
                disk.CutPower();
            return fault switch
            {
                DiskFault.None => result,
                DiskFault.Full => NativeSqlite.Full,
                _ => NativeSqlite.WriteError,
            };
        }
    }

    /// <param name="seenFailures">How many of the file's failed syncs the caller has been told of.</param>
    public unsafe int Sync(NativeFile* file, ref int seenFailures)
    {
        var fault = disk.Begin(DiskOperationKind.Sync, name);
        lock (disk.Gate)
        {
            fault = disk.Strike(fault);
            if (fault is DiskFault.PowerCut)
                disk.CutPower();
            else if (fault is DiskFault.None)
                KeepAll();
            else if (!disk.IsDead)
                LoseSome(file);
            // Linux tells everybody once who has the file open (errseq_t).
            var isTold = seenFailures == _failures;
            seenFailures = _failures;
            return fault is DiskFault.None && isTold ? NativeSqlite.Ok : NativeSqlite.SyncError;
        }
    }

    /// <summary>Length goes with the next sync; what was cut off and is written again comes after it.</summary>
    public void Truncate(long length)
    {
        _durable = _durable.Length > length ? _durable[..(int)length] : _durable;
        for (var i = _unsynced.Count - 1; i >= 0; i--)
        {
            var (offset, bytes) = _unsynced[i];
            if (offset >= length)
                _unsynced.RemoveAt(i);
            else if (offset + bytes.Length > length)
                _unsynced[i] = (offset, bytes[..(int)(length - offset)]);
        }
    }

    /// <returns>What a power cut would leave: what is synced, and of the rest any sectors, one of them perhaps torn.</returns>
    public byte[] Remains()
    {
        var remains = (byte[])_durable.Clone();
        foreach (var (offset, bytes) in _unsynced)
            remains = ApplySome(remains, offset, bytes, out _);
        return remains;
    }

    private void KeepAll()
    {
        // With a new log or journal SQLite syncs the folder.
        if (!IsDurable)
            disk.ForgetDeleted();
        IsDurable = true;
        foreach (var (offset, bytes) in _unsynced)
            _durable = Apply(_durable, offset, bytes);
        _unsynced.Clear();
    }

    /// <summary>
    /// The system takes what it could not write for written: a later sync does not try again. What was lost may fall out of its cache, and then
    /// the old comes back.
    /// </summary>
    private unsafe void LoseSome(NativeFile* file)
    {
        _failures++;
        IsDurable = true;
        var lost = new List<(long Offset, int Length)>();
        foreach (var (offset, bytes) in _unsynced)
        {
            _durable = ApplySome(_durable, offset, bytes, out var missing);
            lost.AddRange(missing);
        }

        _unsynced.Clear();
        if (disk.Random.Next(2) == 0)
            return;
        foreach (var (offset, length) in lost)
        {
            var old = new byte[length];
            if (offset < _durable.Length)
                _durable.AsSpan((int)offset, (int)Math.Min(length, _durable.Length - offset)).CopyTo(old);
            _ = FaultyVfs.WriteThrough(file, old, offset);
        }
    }

    /// <summary>All, none, or any of the sectors; the last of them may end anywhere.</summary>
    private byte[] ApplySome(byte[] content, long offset, byte[] bytes, out List<(long Offset, int Length)> missing)
    {
        missing = [];
        var share = disk.Random.Next(4);
        for (var position = 0; position < bytes.Length;)
        {
            var end = (int)Math.Min(bytes.Length, ((offset + position) / SectorSize * SectorSize) + SectorSize - offset);
            if (share == 3 || (share > 0 && disk.Random.Next(2) == 0))
                content = Apply(content, offset + position, bytes.AsSpan(position, disk.Random.Next(64) == 0 ? (end - position) / 2 : end - position));
            else
                missing.Add((offset + position, end - position));
            position = end;
        }

        return content;
    }

    private static byte[] Apply(byte[] content, long offset, ReadOnlySpan<byte> bytes)
    {
        if (content.Length < offset + bytes.Length)
            Array.Resize(ref content, (int)offset + bytes.Length);
        bytes.CopyTo(content.AsSpan((int)offset));
        return content;
    }
}
