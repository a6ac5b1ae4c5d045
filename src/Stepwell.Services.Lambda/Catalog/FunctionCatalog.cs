using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Code;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Catalog;

/// <inheritdoc/>
/// <param name="nextShare">From 0 up to 1, by chance; thread-safe.</param>
internal sealed class FunctionCatalog(
    FunctionDirectory directory, CodeStore codes, Func<double> nextShare, Func<string, Functions.IFunctionHandler?> handlerOf) : IFunctionCatalog
{
    public ValueTask<FunctionTarget> Find(
        string accountId, string region, string functionName, string? qualifier, CancellationToken cancellation)
    {
        var reference = FunctionReference.Parse(accountId, region, functionName, qualifier);
        var entry = directory.FindEntry(reference.Key) ?? throw Errors.NoFunction(reference.Arn);
        return entry.Targets.TryGetValue(reference.Qualifier ?? "", out var choice)
            ? new(Choose(choice))
            : Resolve(entry, reference, cancellation);
    }

    private async ValueTask<FunctionTarget> Resolve(FunctionEntry entry, FunctionReference reference, CancellationToken cancellation)
    {
        var record = entry.Record;
        var alias = reference.Qualifier is { } name ? record.Alias(name) : null;
        var first = await Target(record, record.Resolve(reference.Qualifier), reference, cancellation).ConfigureAwait(false);
        var choice = new TargetChoice(first, Second: null, SecondWeight: 0);
        if (alias?.RoutingConfig?.AdditionalVersionWeights is { Count: > 0 } weights)
        {
            var (second, weight) = weights.First();
            choice = choice with
            {
                Second = await Target(record, record.Resolve(second), reference, cancellation).ConfigureAwait(false),
                SecondWeight = weight,
            };
        }
        entry.Targets[reference.Qualifier ?? ""] = choice;
        return Choose(choice);
    }

    private FunctionTarget Choose(TargetChoice choice) =>
        choice.Second is { } second && nextShare() < choice.SecondWeight ? second : choice.First;

    private async ValueTask<FunctionTarget> Target(
        FunctionRecord record, VersionRecord version, FunctionReference reference, CancellationToken cancellation) => new(
        record.Key.AccountId,
        record.Key.Region,
        record.Key.Name,
        record.Key.Arn,
        reference.Arn,
        reference.Qualifier,
        await Spec(record, version, cancellation).ConfigureAwait(false),
        version.Configuration.State is State.Active,
        (int?)record.Row.Reserved,
        Events(record, version, reference.Qualifier))
        {
            MissingHandler = HandlerAddress.NameIn(version.Code.Address) is { } name && handlerOf(name) is null ? name : null,
            ProvisionedConcurrency = Provisioning.Allocation.Of(record).FirstOrDefault(allocation => allocation.Version == version.Number)?.Count ?? 0,
            AllowsLoops = record.Row.RecursiveLoop == RecursiveLoop.Allow,
        };

    private async ValueTask<FunctionSpec> Spec(FunctionRecord record, VersionRecord version, CancellationToken cancellation)
    {
        var configuration = version.Configuration;
        List<string> layers = [];
        foreach (var layer in version.Code.Layers)
            layers.Add(await codes.Unpack(layer, cancellation).ConfigureAwait(false));
        Functions.FunctionCode code = version.Code.Address is { } address
            ? CodeAt(address)
            : new Functions.FunctionCode.Package(await codes.Unpack(version.Code.Package, cancellation).ConfigureAwait(false));
        return new FunctionSpec(record.Key.Arn, version.Name, version.RevisionId, code)
        {
            Runtime = configuration.Runtime ?? "",
            Handler = configuration.Handler ?? "",
            RoleArn = configuration.Role ?? "",
            Environment = configuration.Environment?.Variables ?? new Dictionary<string, string>(),
            LayerFolders = layers,
            TimeoutSeconds = configuration.Timeout!.Value,
            MemoryMegabytes = configuration.MemorySize!.Value,
            EphemeralStorageMegabytes = configuration.EphemeralStorage!.Size,
            LogGroup = configuration.LoggingConfig!.LogGroup!,
            LogsJson = configuration.LoggingConfig.LogFormat == LogFormat.Json,
            LogLevel = configuration.LoggingConfig.ApplicationLogLevel?.ToString().ToUpperInvariant()
                ?? (configuration.LoggingConfig.LogFormat == LogFormat.Json ? "INFO" : null),
            SystemLogLevel = configuration.LoggingConfig.SystemLogLevel?.ToString().ToUpperInvariant() ?? "INFO",
        };
    }

    /// <summary>Where the handler is missing, nobody comes to call the program that stands for it.</summary>
    private Functions.FunctionCode CodeAt(Uri address) => HandlerAddress.NameIn(address) is { } name && handlerOf(name) is { } handler
        ? new Functions.FunctionCode.InProcess(handler)
        : new Functions.FunctionCode.Program(address);

    private static EventSettings Events(FunctionRecord record, VersionRecord version, string? qualifier)
    {
        var given = record.Setting<FunctionEventInvokeConfig>(SettingKind.Events, qualifier ?? FunctionReference.Latest);
        var defaults = EventSettings.Default;
        return new EventSettings(
            given?.MaximumRetryAttempts ?? defaults.MaximumRetryAttempts,
            given?.MaximumEventAgeInSeconds ?? defaults.MaximumEventAgeSeconds,
            NullIfEmpty(given?.DestinationConfig?.OnSuccess?.Destination),
            NullIfEmpty(given?.DestinationConfig?.OnFailure?.Destination),
            NullIfEmpty(version.Configuration.DeadLetterConfig?.TargetArn));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
