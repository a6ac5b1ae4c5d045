using Stepwell.Functions.Logs;
using Stepwell.Functions.Processes;
using Stepwell.Functions.RuntimeApi;

namespace Stepwell.Functions.Environments;

/// <summary>What all environments of a host share.</summary>
internal sealed record EnvironmentParts(
    FunctionHostOptions Options,
    Sandbox Sandbox,
    ProcessLauncher Launcher,
    LogPump Pump,
    RuntimeApiServer Api,
    UserIds Users,
    IFunctionLogs Logs,
    TimeProvider Time,
    Func<Guid> NewId);

/// <summary>The user ids of environments: those that live at the same time have different ones. Thread-safe.</summary>
internal sealed class UserIds(int first)
{
    private readonly Lock _gate = new();
    private readonly SortedSet<int> _returned = [];
    private int _next = first;

    public int Take()
    {
        lock (_gate)
        {
            if (_returned.Count == 0) return _next++;
            var id = _returned.Min;
            _returned.Remove(id);
            return id;
        }
    }

    public void Return(int id)
    {
        lock (_gate) _returned.Add(id);
    }
}
