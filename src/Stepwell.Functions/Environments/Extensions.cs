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
            return extension.Ask();
        }
    }

    /// <summary>Tells those that want to know of an invocation.</summary>
    public void Invoke(Call call)
    {
        lock (_gate)
        {
            foreach (var extension in _registered)
                if (extension.HearsOfInvocations) extension.Tell(new ExtensionEvent.Invoke(call));
        }
    }

    /// <summary>Tells those that want to know of the end, once they have done with what they were told before, and gives them time for it.</summary>
    public async Task Shutdown(string reason, SandboxProcess process, TimeProvider time)
    {
        Task done;
        lock (_gate)
        {
            Extension[] told = [.. _registered.Where(extension => extension.HearsOfTheEnd)];
            if (told.Length == 0) return;
            var deadline = (time.GetUtcNow() + ShutdownTime).ToUnixTimeMilliseconds();
            foreach (var extension in told) extension.Tell(new ExtensionEvent.Shutdown(reason, deadline));
            done = Task.WhenAny(process.Exited, Task.WhenAll(told.Select(extension => extension.Done.Task)));
        }

        try
        {
            await done.WaitAsync(ShutdownTime, time).ConfigureAwait(false);
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

    /// <summary>One of them. Under the lock of all.</summary>
    private sealed class Extension(string id, string name, IReadOnlyList<string> events)
    {
        private ExtensionEvent? _unheard;
        private ExtensionEvent? _last;

        public string Id => id;

        public string Name => name;

        public bool HearsOfInvocations => events.Contains("INVOKE");

        public bool HearsOfTheEnd => events.Contains("SHUTDOWN");

        public TaskCompletionSource<ExtensionEvent?>? Next { get; private set; }

        public bool HasAsked { get; private set; }

        public bool IsBusy { get; private set; }

        /// <summary>Complete when it has asked again after it heard of the end.</summary>
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ExtensionEvent?> Ask()
        {
            if (_last is ExtensionEvent.Shutdown) Done.TrySetResult();
            Next?.TrySetResult(null);
            Next = new TaskCompletionSource<ExtensionEvent?>(TaskCreationOptions.RunContinuationsAsynchronously);
            (HasAsked, IsBusy) = (true, false);
            var asked = Next.Task;
            if (_unheard is { } what) Tell(what);
            return asked;
        }

        /// <summary>Now, or when it asks; the end takes the place of an invocation that it has not heard of.</summary>
        public void Tell(ExtensionEvent what)
        {
            var next = Next;
            (Next, IsBusy) = (null, true);
            if (next is null)
            {
                _unheard = what;
                return;
            }

            (_unheard, _last) = (null, what);
            next.TrySetResult(what);
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
