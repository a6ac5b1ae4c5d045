using Stepwell.Functions.Processes;

namespace Stepwell.Functions.Environments;

/// <summary>
/// The extensions of an environment. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html. Thread-safe.
/// </summary>
internal sealed class Extensions(Func<Guid> newId)
{
    public const int Most = 10;

    private static readonly TimeSpan ShutdownTime = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly List<Extension> _registered = [];
    private IReadOnlyList<string> _expected = [];
    private bool _isOver;

    /// <summary>Whether all that have to be there are, and wait for an event.</summary>
    public bool AreWaiting
    {
        get
        {
            lock (_gate)
            {
                foreach (var extension in _registered)
                    if (extension.Next is null && (extension.IsBusy || !extension.HasAsked)) return false;
                return _expected.Count == 0;
            }
        }
    }

    /// <summary>The external ones, by the names of their files.</summary>
    public void Expect(IReadOnlyList<string> names)
    {
        lock (_gate) _expected = [.. names.Except(_registered.Select(extension => extension.Name), StringComparer.Ordinal)];
    }

    public RegisterResult Register(string name, IReadOnlyList<string> events, bool isClosed)
    {
        lock (_gate)
        {
            if (events.FirstOrDefault(known => known is not ("INVOKE" or "SHUTDOWN")) is { } unknown)
                return new RegisterResult.Refused("Extension.InvalidEventType", $"{unknown}: Invalid event type");
            if (isClosed) return new RegisterResult.Refused("Extension.RegistrationClosed", "Extension registration closed already");
            if (_registered.Any(extension => extension.Name == name))
                return new RegisterResult.Refused("Extension.InvalidExtensionState", "Extension with this name already registered");
            if (_registered.Count == Most) return new RegisterResult.Refused("Extension.TooManyExtensions", $"Extension limit ({Most}) reached");
            var added = new Extension(newId().ToString(), name, events);
            _registered.Add(added);
            _expected = [.. _expected.Where(expected => expected != name)];
            return new RegisterResult.Registered(added.Id);
        }
    }

    public bool Has(string id)
    {
        lock (_gate) return _registered.Any(extension => extension.Id == id);
    }

    /// <summary>Null: unknown.</summary>
    public Task<ExtensionEvent?>? Next(string id)
    {
        lock (_gate)
        {
            if (_registered.FirstOrDefault(extension => extension.Id == id) is not { } extension) return null;
            extension.Next?.TrySetResult(null);
            extension.Next = new TaskCompletionSource<ExtensionEvent?>(TaskCreationOptions.RunContinuationsAsynchronously);
            (extension.HasAsked, extension.IsBusy) = (true, false);
            if (_isOver) extension.AskedAgain.TrySetResult();
            return extension.Next.Task;
        }
    }

    /// <summary>Tells those that want to know of an invocation.</summary>
    public void Invoke(Call call)
    {
        lock (_gate)
        {
            foreach (var extension in _registered)
                if (extension.Events.Contains("INVOKE")) extension.Tell(new ExtensionEvent.Invoke(call));
        }
    }

    /// <summary>Tells those that want to know of the end, and gives them and the runtime time for it.</summary>
    public async Task Shutdown(string reason, SandboxProcess process, TimeProvider time)
    {
        lock (_gate)
        {
            if (!_registered.Exists(extension => extension.Events.Contains("SHUTDOWN"))) return;
            _isOver = true;
            var deadline = (time.GetUtcNow() + ShutdownTime).ToUnixTimeMilliseconds();
            foreach (var extension in _registered)
                if (extension.Events.Contains("SHUTDOWN")) extension.Tell(new ExtensionEvent.Shutdown(reason, deadline));
        }

        try
        {
            await Done(process).WaitAsync(ShutdownTime, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // They had their time.
        }
    }

    /// <summary>Nobody gets an event any more.</summary>
    public void Release()
    {
        lock (_gate)
        {
            foreach (var extension in _registered) extension.Next?.TrySetResult(null);
        }
    }

    /// <summary>They have all asked again after the last event, or the processes are gone.</summary>
    private Task<Task> Done(SandboxProcess process)
    {
        lock (_gate) return Task.WhenAny(process.Exited, Task.WhenAll(_registered.Select(extension => extension.AskedAgain.Task)));
    }

    private sealed class Extension(string id, string name, IReadOnlyList<string> events)
    {
        public string Id => id;

        public string Name => name;

        public IReadOnlyList<string> Events => events;

        public TaskCompletionSource<ExtensionEvent?>? Next { get; set; }

        public bool HasAsked { get; set; }

        public bool IsBusy { get; set; }

        public TaskCompletionSource AskedAgain { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Tell(ExtensionEvent what)
        {
            var next = Next;
            (Next, IsBusy) = (null, true);
            next?.TrySetResult(what);
        }
    }
}

internal abstract record ExtensionEvent
{
    public sealed record Invoke(Call Call) : ExtensionEvent;

    public sealed record Shutdown(string Reason, long DeadlineMs) : ExtensionEvent;
}

internal abstract record RegisterResult
{
    public sealed record Registered(string Id) : RegisterResult;

    public sealed record Refused(string ErrorType, string Message) : RegisterResult;
}
