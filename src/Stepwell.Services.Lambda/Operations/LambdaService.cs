using Stepwell.Functions;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Code;
using Stepwell.Services.Lambda.CodeSigning;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Layers;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>
/// The API of AWS Lambda. Changes go through the entities of <see cref="Kinds"/>; everything else reads what is durable. The partial files hold
/// one group of operations each. Thread-safe.
/// </summary>
public sealed partial class LambdaService : LambdaServiceBase
{
    private readonly IStore _store;
    private readonly IFunctionHost _host;
    private readonly Func<Guid> _newGuid;
    private readonly CodeStore _codes;
    private readonly FunctionDirectory _directory;
    private PartitionRuntime? _partitions;

    /// <param name="host">Runs the functions.</param>
    /// <param name="codeFolder">For deployment packages. Those who run functions must be able to read it, nobody else needs to write.</param>
    /// <param name="random">Chooses between the versions of an alias.</param>
    public LambdaService(IStore store, IFunctionHost host, string codeFolder, TimeProvider time, Func<Guid> newGuid, Random random)
    {
        _store = store;
        _host = host;
        _newGuid = newGuid;
        _codes = new CodeStore(codeFolder, time, newGuid);
        _directory = new FunctionDirectory(store, host);
        var choosing = new Lock();
        Catalog = new FunctionCatalog(_directory, _codes, () =>
        {
            lock (choosing)
                return random.NextDouble();
        });
        Kinds = [new FunctionKind(_directory), new LayerKind(), new CodeSigningKind()];
    }

    /// <summary>What the partition runtime of this service must know.</summary>
    public IReadOnlyCollection<IEntityKind> Kinds { get; }

    internal IFunctionCatalog Catalog { get; }

    private PartitionRuntime Partitions => _partitions ?? throw new InvalidOperationException("The service is not attached to its partitions.");

    /// <summary>Before the runtime is started: it knows <see cref="Kinds"/> before this service can know it.</summary>
    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    /// <summary>Removes code that nothing needs any more. The host has it done at its start and from time to time; one call at a time.</summary>
    /// <exception cref="IOException">The disk does not let it.</exception>
    public void SweepCode() => _codes.Sweep(_store);

    private static FunctionReference Reference(string functionName, string? qualifier, RequestContext context) =>
        FunctionReference.Parse(context.AccountId, context.Region, functionName, qualifier);

    private string NewRevision() => _newGuid().ToString();

    private FunctionRecord Record(FunctionReference reference) => _directory.Get(reference);

    private ValueTask<TAnswer> Ask<TAnswer>(FunctionKey key, FunctionCommand command) =>
        Partitions.Ask<TAnswer>(FunctionKind.AddressOf(key), command);

    private async ValueTask Ask(FunctionKey key, FunctionCommand command) => await Ask<Done>(key, command).ConfigureAwait(false);
}
