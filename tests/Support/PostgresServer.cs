using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Stepwell.Testing;

/// <summary>A PostgreSQL of the tests' and benchmarks' own, in a folder that goes with it.</summary>
internal sealed class PostgresServer : IDisposable
{
    private static readonly Lazy<PostgresServer> OfProcess = new(StartForProcess);
    private readonly string _directory;
    private readonly bool _isDurable;
    private readonly int _port = FreePort.Find();
    private readonly ConcurrentBag<string> _idle = [];
    private int _databases;

    /// <summary>Initialised and running.</summary>
    /// <param name="directory">Null: one among temporary files.</param>
    /// <param name="isDurable">Tests do without fsync: the system's crash is not what they test.</param>
    public PostgresServer(string? directory = null, bool isDurable = false)
    {
        _directory = directory is null ? Directory.CreateTempSubdirectory("stepwell-pg-").FullName : Directory.CreateDirectory(directory).FullName;
        _isDurable = isDurable;
        if (IsRoot)
            Run("chown", "postgres", _directory);
        RunAsPostgres("initdb", "-D", Data, "-U", "stepwell", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        Start();
    }

    /// <summary>Started by the first who needs it; ends with the process.</summary>
    public static PostgresServer Shared => OfProcess.Value;

    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static bool IsRoot => Environment.UserName == "root";

    private string Memory => _isDurable ? "-c shared_buffers=1GB" : "-c fsync=off";

    private string Data => Path.Combine(_directory, "data");

    /// <summary>An empty database, for the caller alone until <see cref="GiveBack"/>.</summary>
    /// <returns>Its address.</returns>
    public string TakeDatabase()
    {
        if (_idle.TryTake(out var address))
            return address;
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Query("postgres", $"CREATE DATABASE {name}");
        return $"postgres://stepwell@127.0.0.1:{_port}/{name}";
    }

    public void GiveBack(string address)
    {
        Query(address[(address.LastIndexOf('/') + 1)..], "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        _idle.Add(address);
    }

    /// <summary>What psql prints of a query.</summary>
    public string Query(string database, string sql) => Run(
        Binary("psql"), "-h", "127.0.0.1", "-p", $"{_port}", "-U", "stepwell", "-d", database, "-At", "-v", "ON_ERROR_STOP=1", "-c", sql).Trim();

    public void Start() => RunAsPostgres(
        "pg_ctl", "-D", Data, "-l", Path.Combine(_directory, "log"), "-w", "-s", "-t", "60", "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 {Memory}", "start");

    /// <summary>Ends it as a power cut would, connections and all.</summary>
    public void Kill() => RunAsPostgres("pg_ctl", "-D", Data, "-m", "immediate", "-w", "-s", "stop");

    public void Dispose()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Kill();
        Directory.Delete(_directory, recursive: true);
    }

    private static PostgresServer StartForProcess()
    {
        var server = new PostgresServer();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server;
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static void RunAsPostgres(string program, params string[] arguments)
    {
        if (IsRoot)
            Run("runuser", ["-u", "postgres", "--", Binary(program), .. arguments]);
        else
            Run(Binary(program), arguments);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {errors.Result}");
    }

    /// <summary>Debian keeps the server's programs out of the path, in a folder per version.</summary>
    private static string Binary(string name)
    {
        var folders = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        var packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            : [];
        return folders.Concat(packaged).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{name} is not installed; ./test installs it.");
    }
}
