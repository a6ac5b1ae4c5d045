using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Parsing;
using Stepwell.Store;
using Stepwell.Wire;
using StateMachineType = Stepwell.States.Definition.StateMachineType;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>State machines.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<CreateStateMachineOutput> CreateStateMachine(CreateStateMachineInput input, RequestContext context)
    {
        var name = Arguments.Name(input.Name);
        var publication = Publication(input.Publish, input.VersionDescription);
        var roleArn = Arguments.RoleArn(input.RoleArn);
        var type = input.Type ?? "STANDARD";
        Validate(input.Definition, type);
        Validate(input.LoggingConfiguration);
        Validate(input.EncryptionConfiguration);
        var arn = StatesArn.Of(context.Region, context.AccountId, StatesArn.StateMachine, name);
        var configuration = Configurations.Of(input.LoggingConfiguration, input.TracingConfiguration, input.EncryptionConfiguration).ToText();
        var create = new StateMachineCommand.Create(
            StatesArn.Scope(context.Region, context.AccountId), name, type, input.Definition, roleArn, configuration, input.Tags ?? [], publication);
        return await AskStateMachine(arn, create).ConfigureAwait(false) switch
        {
            StateMachineReply.Created(var creationDate, var version) => new()
            {
                StateMachineArn = arn,
                CreationDate = creationDate,
                StateMachineVersionArn = VersionArn(arn, version),
            },
            StateMachineReply.AlreadyExists => throw new StateMachineAlreadyExistsException($"State Machine Already Exists: '{arn}'"),
            var refusal => throw Refuse(refusal, arn),
        };
    }

    public override async ValueTask<UpdateStateMachineOutput> UpdateStateMachine(UpdateStateMachineInput input, RequestContext context)
    {
        var arn = Arguments.Machine(input.StateMachineArn).Text;
        if (input is { Definition: null, RoleArn: null, LoggingConfiguration: null, TracingConfiguration: null, EncryptionConfiguration: null })
        {
            throw new MissingRequiredParameterException(
                "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }
        var publication = Publication(input.Publish, input.VersionDescription);
        var known = _machines.Find(arn) ?? throw NoSuchStateMachine(arn);
        if (input.Definition is { } definition)
            Validate(definition, known.Machine.Type);
        Validate(input.LoggingConfiguration);
        Validate(input.EncryptionConfiguration);
        var roleArn = input.RoleArn is null ? null : Arguments.RoleArn(input.RoleArn);
        var update = new StateMachineCommand.Update(
            input.Definition, roleArn, input.LoggingConfiguration, input.TracingConfiguration, input.EncryptionConfiguration, publication);
        return await AskStateMachine(arn, update).ConfigureAwait(false) switch
        {
            StateMachineReply.Updated(var updateDate, var revisionId, var version) => new()
            {
                UpdateDate = updateDate,
                RevisionId = RevisionId(revisionId),
                StateMachineVersionArn = VersionArn(arn, version),
            },
            var refusal => throw Refuse(refusal, arn),
        };
    }

    public override async ValueTask<DeleteStateMachineOutput> DeleteStateMachine(DeleteStateMachineInput input, RequestContext context)
    {
        var reference = Arguments.Machine(input.StateMachineArn);
        if (reference.IsQualified)
            throw new ValidationException($"State machine ARN must not refer to a version or an alias: '{reference.Text}'");
        await AskStateMachine(reference.MachineArn, new StateMachineCommand.Delete()).ConfigureAwait(false);
        return new();
    }

    /// <remarks>A version is described as it was published, and an alias as the version that gets most of its executions.</remarks>
    public override ValueTask<DescribeStateMachineOutput> DescribeStateMachine(DescribeStateMachineInput input, RequestContext context)
    {
        var reference = Arguments.Machine(input.StateMachineArn);
        var entry = _machines.Find(reference.MachineArn) ?? throw NoSuchStateMachine(reference.Text);
        if (!reference.IsQualified)
            return new(Describe(entry.Machine, entry.Revision, input.IncludedData));
        var (version, revision) = FindVersion(entry, reference) ?? throw NoSuchStateMachine(reference.Text);
        return new(Describe(entry.Machine, revision, input.IncludedData) with
        {
            StateMachineArn = MachineReference.VersionArn(entry.Machine.Arn, version.Number),
            CreationDate = Time(version.CreatedAtMs),
            Description = version.Description,
        });
    }

    public override ValueTask<DescribeStateMachineForExecutionOutput> DescribeStateMachineForExecution(
        DescribeStateMachineForExecutionInput input, RequestContext context)
    {
        using var lease = _store.RentReader();
        var execution = FindExecution(lease.Reader, input.ExecutionArn);
        var revision = lease.Reader.Find(Tables.Revisions, execution.RevisionId)
            ?? throw new InvalidOperationException($"Revision {execution.RevisionId} is not in the store.");
        var machineArn = StatesArn.StateMachineOf(execution.Arn);
        var name = machineArn[(machineArn.LastIndexOf(':') + 1)..];
        var isWhole = input.IncludedData != "METADATA_ONLY";
        var settings = Configurations.Parse(revision.Configuration);
        var origin = ChildOrigin.Parse(execution.StartedBy);
        return new(new DescribeStateMachineForExecutionOutput
        {
            StateMachineArn = machineArn,
            Name = name,
            MapRunArn = origin?.MapRunArn,
            Label = origin is null ? null : name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..],
            Definition = isWhole ? revision.Definition : "",
            RoleArn = revision.RoleArn,
            UpdateDate = Time(revision.CreatedAtMs),
            LoggingConfiguration = settings.Logging,
            TracingConfiguration = settings.Tracing,
            EncryptionConfiguration = settings.Encryption,
            RevisionId = RevisionId(revision.RevisionId),
            VariableReferences = isWhole ? References(revision) : null,
        });
    }

    /// <remarks>Sorted by name, as AWS answers.</remarks>
    public override ValueTask<ListStateMachinesOutput> ListStateMachines(ListStateMachinesInput input, RequestContext context)
    {
        const string List = "state-machines";
        var size = PageToken.Size(input.MaxResults);
        var after = PageToken.Parse(List, input.NextToken);
        using var lease = _store.RentReader();
        var rows = lease.Reader.Range(Tables.StateMachines, new RowRange
        {
            Index = Tables.StateMachinesByName,
            Prefix = [StatesArn.Scope(context.Region, context.AccountId)],
            After = after is null ? [] : [after],
            Limit = size + 1,
        }).ToList();
        return new(new ListStateMachinesOutput
        {
            StateMachines =
            [
                .. rows.Take(size).Select(row => new StateMachineListItem
                {
                    StateMachineArn = row.Arn,
                    Name = row.Name,
                    Type = row.Type,
                    CreationDate = Time(row.CreatedAtMs),
                }),
            ],
            NextToken = rows.Count > size ? ListToken.Format(List, rows[size - 1].Name) : null,
        });
    }

    private static void Validate(string definition, string type)
    {
        var parsed = DefinitionParser.Parse(definition, TypeNamed(type));
        if (parsed.Machine is null)
            throw new InvalidDefinitionException(InvalidDefinition.Message(parsed.Findings));
    }

    /// <remarks>Recorded conversations, area api_logs; the text on the qualifier from users' reports of it.</remarks>
    private void Validate(LoggingConfiguration? logging)
    {
        if (logging?.Level is null or "OFF")
            return;
        if (logging.Destinations is not [{ CloudWatchLogsLogGroup.LogGroupArn: { } arn }])
            throw InvalidLogging("Must specify exactly one Log Destination.");
        if (!arn.EndsWith(":*", StringComparison.Ordinal))
            throw InvalidLogging("Log Group ARN must be provided with '*' qualifier.");
        if (!_logs.HasGroup(arn))
            throw InvalidLogging("Log Destination not found.");
    }

    /// <remarks>The error is documented with CreateStateMachine, its text is not.</remarks>
    private static void Validate(EncryptionConfiguration? encryption)
    {
        if (encryption is { Type: "CUSTOMER_MANAGED_KMS_KEY", KmsKeyId: null })
        {
            throw new InvalidEncryptionConfigurationException(
                "Invalid Encryption Configuration: a customer managed key needs a kmsKeyId.");
        }
    }

    private static InvalidLoggingConfigurationException InvalidLogging(string reason) => new($"Invalid Logging Configuration: {reason}");

    private static DescribeStateMachineOutput Describe(StateMachineRow machine, RevisionRow revision, string? includedData)
    {
        var isWhole = includedData != "METADATA_ONLY";
        var settings = Configurations.Parse(revision.Configuration);
        return new DescribeStateMachineOutput
        {
            StateMachineArn = machine.Arn,
            Name = machine.Name,
            Status = machine.Status,
            Type = machine.Type,
            Definition = isWhole ? revision.Definition : "",
            RoleArn = revision.RoleArn,
            CreationDate = Time(machine.CreatedAtMs),
            LoggingConfiguration = settings.Logging,
            TracingConfiguration = settings.Tracing,
            EncryptionConfiguration = settings.Encryption,
            RevisionId = RevisionId(revision.RevisionId),
            VariableReferences = isWhole ? References(revision) : null,
        };
    }

    private StateMachineDirectory.Published? FindVersion(StateMachineDirectory.Entry entry, MachineReference reference)
    {
        if (reference.Version is { } number)
            return _machines.FindVersion(entry, number);
        return _machines.FindAlias(entry, reference.Alias!) is { } alias
            ? _machines.FindVersion(entry, AliasRoutes.Of(alias).All.MaxBy(route => route.Weight)!.Version)
            : null;
    }

    /// <summary>AWS shows no revision id before the first update.</summary>
    private static string? RevisionId(string stored) => stored.Length > 0 ? stored : null;

    /// <summary>Which states read which variables; null when none does.</summary>
    private static Dictionary<string, IReadOnlyList<string>>? References(RevisionRow revision) =>
        DefinitionParser.Parse(revision.Definition, StateMachineType.Standard).Machine is { } machine
        && VariableReferences.Of(machine) is { Count: > 0 } references
            ? references.ToDictionary(state => state.Key, state => (IReadOnlyList<string>)state.Value)
            : null;

    private AwsException Refuse(StateMachineReply reply, string arn) => reply switch
    {
        StateMachineReply.NoSuchStateMachine => NoSuchStateMachine(arn),
        StateMachineReply.Deleting => new StateMachineDeletingException($"State Machine is being deleted: '{arn}'"),
        StateMachineReply.TooManyTags => new TooManyTagsException($"Too many tags: a resource can have {Services.StepFunctions.Tags.TagSet.MaxTags}."),
        StateMachineReply.TooManyVersions => new ServiceQuotaExceededException(
            $"Too many versions: a state machine can have {_quotas.Profile.Limit(QuotaNames.StateMachineVersions)}."),
        StateMachineReply.TooManyStateMachines => new StateMachineLimitExceededException(
            "The maximum number of state machines has been reached. Existing state machines must be deleted before a new state machine can be created."),
        _ => throw new InvalidOperationException($"No rule answers with {reply.GetType().Name}."),
    };

    private static StateMachineDoesNotExistException NoSuchStateMachine(string arn) => new($"State Machine Does Not Exist: '{arn}'");
}
