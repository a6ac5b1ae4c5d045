namespace Stepwell.Testing.Disks;

/// <summary>
/// The disk under one directory, for the SQLite of this process: it fails, fills up and loses power when it is told to. It syncs nothing really;
/// what would be durable it knows by itself. Members may be called from any thread.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    private readonly Dictionary<string, FileOnDisk> _files = [];
    private readonly Dictionary<string, byte[]> _remains = [];
    private long _operations;

    /// <param name="directory">What is in it already is durable.</param>
    /// <param name="seed">Decides what is left of what was not synced.</param>
    public FaultyDisk(string directory, int seed)
    {
        Directory = directory;
        Random = new Random(seed);
        foreach (var path in System.IO.Directory.GetFiles(directory, "*.db*"))
            _files.Add(Path.GetFileName(path), new FileOnDisk(this, Path.GetFileName(path), File.ReadAllBytes(path)));
        FaultyVfs.Attach(this);
    }

    public string Directory { get; }

    /// <summary>Asked for each operation before it is done, from the thread that does it. It may take its time.</summary>
    public Func<DiskOperation, DiskFault> Plan { get; set; } = static _ => DiskFault.None;

    public long OperationCount => Interlocked.Read(ref _operations);

    /// <summary>The power is gone.</summary>
    public bool IsDead { get; private set; }

    internal Lock Gate { get; } = new();

    /// <summary>Used under the gate.</summary>
    internal Random Random { get; }

    public void CutPower()
    {
        lock (Gate)
        {
            if (IsDead)
                return;
            IsDead = true;
            foreach (var (name, file) in _files)
            {
                // What was not synced since it was made, or deleted, may be there or not.
                if ((file.IsDurable && !file.IsDeleted) || Random.Next(2) == 0)
                    _remains.Add(name, file.Remains());
            }
        }
    }

    /// <summary>Writes what the power cut has left into another directory.</summary>
    public void SaveRemains(string directory)
    {
        foreach (var (name, content) in _remains)
            File.WriteAllBytes(Path.Combine(directory, name), content);
    }

    /// <summary>No file of the directory is open any more.</summary>
    public void Dispose() => FaultyVfs.Detach(this);

    internal FileOnDisk Open(string name)
    {
        lock (Gate)
        {
            if (!_files.TryGetValue(name, out var file) || file.IsDeleted)
                _files[name] = file = new FileOnDisk(this, name, durable: null);
            return file;
        }
    }

    internal DiskFault Begin(DiskOperationKind kind, string name) =>
        Plan(new DiskOperation(Interlocked.Increment(ref _operations) - 1, kind, name));

    /// <summary>What becomes of an operation at its moment; called under the gate.</summary>
    internal DiskFault Strike(DiskFault planned) => IsDead ? DiskFault.Error : planned;

    /// <summary>Does what is done whole or not at all.</summary>
    internal int Perform(DiskOperationKind kind, string name, int error, Func<int> operation)
    {
        var fault = Begin(kind, name);
        lock (Gate)
        {
            fault = Strike(fault);
            if (fault is DiskFault.PowerCut)
                CutPower();
            return fault is DiskFault.None ? operation() : error;
        }
    }

    /// <param name="isDurable">Else it may be there again after a power cut.</param>
    internal void Forget(string name, bool isDurable)
    {
        if (_files.TryGetValue(name, out var file))
            file.IsDeleted = true;
        if (isDurable)
            ForgetDeleted();
    }

    internal void ForgetDeleted()
    {
        foreach (var name in _files.Where(file => file.Value.IsDeleted).Select(file => file.Key).ToList())
            _files.Remove(name);
    }
}
