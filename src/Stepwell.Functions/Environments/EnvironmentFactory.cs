using System.Globalization;
using System.Net.Sockets;
using Stepwell.Functions.Logs;
using Stepwell.Functions.Processes;
using Stepwell.Functions.RuntimeApi;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Environments;

/// <summary>Makes environments: folder, port, groups and processes.</summary>
internal sealed class EnvironmentFactory(EnvironmentParts parts)
{
    public string NewLogStream(FunctionSpec spec) =>
        string.Create(CultureInfo.InvariantCulture, $"{parts.Time.GetUtcNow():yyyy'/'MM'/'dd}/[{spec.Version}]{parts.NewId():N}");

    /// <summary>Starts the processes, or says why there are none to start.</summary>
    /// <param name="initializationType">As platform events have it.</param>
    /// <exception cref="IOException">The machine has no folder, port or process to give.</exception>
    public async Task<(ExecutionEnvironment? Environment, Fault? Fault)> Create(
        FunctionSpec spec, string packageFolder, RuntimeLaunch launch, EnvironmentPool pool, EnvironmentLog log, string initializationType)
    {
        var sandbox = parts.Sandbox;
        launch = launch.WithMemory(launch, spec.MemoryMegabytes);
        var (command, fault) = Entrypoint.Find(launch, packageFolder, spec.LayerFolders, sandbox);
        if (fault is not null) return (null, fault);
        var extensions = Entrypoint.Extensions(spec.LayerFolders, sandbox);
        var credentials = parts.Options.Credentials(spec);
        var environment = new ExecutionEnvironment(spec, parts, pool, log, credentials.Expires)
        {
            IsProvisioned = initializationType == PlatformEvents.Provisioned,
        };
        var name = parts.NewId().ToString("N");
        var folder = Path.Combine(parts.Options.Folder, name);
        var user = sandbox.HasOwnUsers ? parts.Users.Take() : (int?)null;
        RuntimeEndpoint? endpoint = null;
        var group = ControlGroup.None;
        try
        {
            Directory.CreateDirectory(folder);
            FileModes.Set(folder, FileModes.Passable);
            endpoint = parts.Api.Open(environment);
            group = sandbox.Groups.Create(name, spec.MemoryMegabytes, parts.Options.ProcessLimit);
            var variables = FunctionVariables.Of(
                spec, launch, initializationType, parts.Options, credentials, endpoint.Port, log.Stream, sandbox.TaskRoot(packageFolder),
                sandbox.LayerRoots(spec.LayerFolders), sandbox.TemporaryFolder(folder));
            var plan = new SandboxPlan(
                folder, packageFolder, spec.LayerFolders, user, Wrapped(command, launch, variables), [.. extensions.Values], variables,
                launch.ReadableFolders, group)
            {
                MemoryMegabytes = spec.MemoryMegabytes,
                EphemeralStorageMegabytes = spec.EphemeralStorageMegabytes,
                ProcessLimit = parts.Options.ProcessLimit,
            };
            log.Tell(PlatformEvents.InitStart(spec, launch.Interpreter, initializationType));
            var process = await parts.Launcher.Start(sandbox.Prepare(plan), group).ConfigureAwait(false);
            var output = new OutputPipe(process.Output, log);
            environment.Attach(new EnvironmentResources(folder, process, output, endpoint, user, parts), [.. extensions.Keys]);
            parts.Pump.Add(output);
            return (environment, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or SocketException)
        {
            if (endpoint is not null) await endpoint.DisposeAsync().ConfigureAwait(false);
            group.Remove();
            EnvironmentFolder.Remove(folder);
            if (user is { } id) parts.Users.Return(id);
            throw new IOException($"An environment could not be made: {failure.Message}", failure);
        }
    }

    /// <summary>Managed runtimes start through the owner's wrapper. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html</summary>
    private static IReadOnlyList<string> Wrapped(
        IReadOnlyList<string> command, RuntimeLaunch launch, Dictionary<string, string> variables) =>
        Path.IsPathRooted(launch.FileName) && variables.TryGetValue("AWS_LAMBDA_EXEC_WRAPPER", out var wrapper) && wrapper.Length > 0
            ? [wrapper, .. command]
            : command;
}
