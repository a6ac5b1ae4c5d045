using Stepwell.Partitions;
using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Groups;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.Logs.Removal;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Streams;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Operations;

/// <summary>
/// The API of Amazon CloudWatch Logs, as far as it is written. Changes go through the entities of <see cref="Kinds"/>; descriptions and
/// searches read what is durable. The partial files hold one group of operations each. Thread-safe.
/// </summary>
public sealed partial class LogsService(IStore store, TimeProvider time) : LogsServiceBase
{
    private PartitionRuntime? _partitions;

    /// <summary>What the partition runtime of this service must know.</summary>
    public IReadOnlyCollection<IEntityKind> Kinds { get; } =
        [new LogGroupKind(), new LogStreamKind(), RemovalKind.Groups, RemovalKind.Streams];

    private PartitionRuntime Partitions => _partitions ?? throw new InvalidOperationException("The service is not attached to its partitions.");

    /// <summary>Before the runtime is started: it knows <see cref="Kinds"/> before this service can know it.</summary>
    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    private async ValueTask AskGroup(string scope, string name, LogGroupCommand command)
    {
        var reply = await Partitions.Ask<LogGroupReply>(LogGroupKind.AddressOf(scope, name), command).ConfigureAwait(false);
        if (reply.Outcome != LogGroupOutcome.Done)
            throw Refuse(reply.Outcome, name);
    }

    private async ValueTask<LogStreamReply> AskStream(long groupId, string name, LogStreamCommand command)
    {
        var reply = await Partitions.Ask<LogStreamReply>(LogStreamKind.AddressOf(groupId, name), command).ConfigureAwait(false);
        return reply.Outcome switch
        {
            LogStreamOutcome.Done => reply,
            LogStreamOutcome.NoSuchGroup => throw NoSuchGroup(),
            LogStreamOutcome.NoSuchStream => throw NoSuchStream(),
            LogStreamOutcome.AlreadyExists => throw new ResourceAlreadyExistsException("The specified log stream already exists"),
            _ => throw new InvalidOperationException($"No rule answers with {reply.Outcome}."),
        };
    }

    private static LogGroupRow Group(IStoreReader reader, RequestContext context, string name) =>
        reader.FindGroup(Scope(context), name) ?? throw NoSuchGroup();

    /// <summary>A group by its name or by its identifier, which is a name or an ARN.</summary>
    private static LogGroupRow Group(IStoreReader reader, RequestContext context, string? name, string? identifier)
    {
        if (name is not null && identifier is not null)
            throw new InvalidParameterException("LogGroup name and LogGroup ARN are mutually exclusive parameters.");
        if ((name ?? identifier) is not { } given)
            throw new InvalidParameterException("LogGroup name or LogGroup ARN must be specified.");
        if (!LogsArn.TryParse(given, out var arn))
            return Group(reader, context, given);
        return arn.Scope == Scope(context) ? Group(reader, context, arn.GroupName) : throw NoSuchGroup();
    }

    private static string Scope(RequestContext context) => LogsArn.ScopeOf(context.Region, context.AccountId);

    private static AwsException Refuse(LogGroupOutcome outcome, string name) => outcome switch
    {
        LogGroupOutcome.NoSuchGroup => NoSuchGroup(),
        LogGroupOutcome.AlreadyExists => new ResourceAlreadyExistsException("The specified log group already exists"),
        LogGroupOutcome.TooManyTags => new TooManyTagsException($"Too many tags: a log group can have {Tags.TagSet.MaxTags}."),
        LogGroupOutcome.Protected => new ValidationException($"The log group {name} has deletion protection enabled and cannot be deleted."),
        _ => throw new InvalidOperationException($"No rule answers with {outcome}."),
    };

    private static ResourceNotFoundException NoSuchGroup() => new("The specified log group does not exist.");

    private static ResourceNotFoundException NoSuchStream() => new("The specified log stream does not exist.");
}
