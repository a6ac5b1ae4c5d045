using Stepwell.Functions;

namespace Stepwell.Services.Lambda.Provisioning;

/// <summary>What the host has been asked for of one function. Changed by one <see cref="Provisioner"/> run at a time, read by anybody.</summary>
internal sealed class FunctionProvision
{
    private readonly Lock _gate = new();
    private bool _isRunning;
    private bool _isChanged;

    /// <summary>Replaced as a whole.</summary>
    public IReadOnlyList<HeldAllocation> Held { get; set; } = [];

    /// <summary>The host has not heard of the latest change yet.</summary>
    public bool IsPending
    {
        get
        {
            lock (_gate)
                return _isRunning;
        }
    }

    /// <summary>True: the caller has to see that somebody works on it.</summary>
    public bool Change()
    {
        lock (_gate)
        {
            _isChanged = true;
            return !_isRunning && (_isRunning = true);
        }
    }

    /// <summary>Whether there is something to do. False: the run is over.</summary>
    public bool TryBegin()
    {
        lock (_gate)
        {
            _isRunning = _isChanged;
            _isChanged = false;
            return _isRunning;
        }
    }
}

/// <param name="Spec">Null: it could not be found out.</param>
/// <param name="Failure">Why the host was not asked; null: it was.</param>
internal sealed record HeldAllocation(Allocation Allocation, FunctionSpec? Spec, string? Failure);
