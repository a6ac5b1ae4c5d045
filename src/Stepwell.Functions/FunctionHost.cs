using Microsoft.Extensions.Logging;
using Stepwell.Functions.Environments;
using Stepwell.Functions.Programs;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions;

/// <summary>
/// Runs functions: packages in environments of their own, programs by HTTP, handlers in this process. Cheap to make: threads, ports and trials of
/// what isolates come with the first package that runs. Dispose ends all environments.
/// </summary>
public sealed class FunctionHost : IFunctionHost, IAsyncDisposable
{
    private readonly RuntimeCatalog _runtimes;
    private readonly PackageFunctions _packages;
    private readonly ProgramFunctions _programs;
    private readonly HandlerFunctions _handlers;
    private readonly DirectProvision _direct = new();

    /// <param name="newId">For environments, log streams and extensions.</param>
    public FunctionHost(
        FunctionHostOptions options, RuntimeCatalog runtimes, IFunctionLogs logs, TimeProvider time, Func<Guid> newId, ILoggerFactory loggers)
    {
        _runtimes = runtimes;
        _packages = new PackageFunctions(options, runtimes, logs, time, newId, loggers);
        _programs = new ProgramFunctions(logs, time, newId);
        _handlers = new HandlerFunctions(logs, time, newId);
    }

    public string? WhyUnavailable(string runtime) => _runtimes.Find(runtime) switch
    {
        RuntimeFinding.Unavailable unavailable => unavailable.Why,
        _ when !OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS() => "Functions that are packages run on Linux and macOS only.",
        _ => null,
    };

    /// <inheritdoc/>
    /// <exception cref="IOException">This machine has no process, port or folder to give.</exception>
    public ValueTask<InvocationOutcome> Invoke(FunctionSpec spec, Invocation invocation, CancellationToken aborted) => spec.Code switch
    {
        FunctionCode.Package package => _packages.Invoke(spec, package, invocation, aborted),
        FunctionCode.Program program => _direct.Run(spec, _programs.Invoke(spec, program, invocation, aborted)),
        FunctionCode.InProcess inProcess => _direct.Run(spec, _handlers.Invoke(spec, inProcess, invocation, aborted)),
        _ => throw new InvalidOperationException($"Nobody runs a {spec.Code.GetType().Name}."),
    };

    public void Provision(FunctionSpec spec, int count)
    {
        if (spec.Code is FunctionCode.Package package) _packages.Provision(spec, package, count);
        else _direct.Request(spec.RevisionId, count);
    }

    public ProvisionedState? Provisioned(string revisionId) => _packages.Provisioned(revisionId) ?? _direct.StateOf(revisionId);

    public void Retire(string revisionId)
    {
        _packages.Retire(revisionId);
        _direct.Request(revisionId, count: 0);
    }

    public async ValueTask DisposeAsync()
    {
        await _packages.DisposeAsync().ConfigureAwait(false);
        _programs.Dispose();
    }
}
