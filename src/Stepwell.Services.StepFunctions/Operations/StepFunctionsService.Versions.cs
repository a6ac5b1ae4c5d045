using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Versions of state machines.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<PublishStateMachineVersionOutput> PublishStateMachineVersion(
        PublishStateMachineVersionInput input, RequestContext context)
    {
        var arn = Arguments.Machine(input.StateMachineArn).Text;
        var publish = new StateMachineCommand.PublishVersion(input.RevisionId, new Publication(input.Description));
        return await AskStateMachine(arn, publish).ConfigureAwait(false) switch
        {
            StateMachineReply.Published(var version, var creationDate) => new()
            {
                StateMachineVersionArn = MachineReference.VersionArn(arn, version),
                CreationDate = creationDate,
            },
            StateMachineReply.OtherRevision(var current) => throw new ConflictException(
                $"Failed to publish the State Machine version for revision {input.RevisionId}. The current State Machine revision is {current}."),
            var refusal => throw Refuse(refusal, arn),
        };
    }

    /// <remarks>Newest first.</remarks>
    public override ValueTask<ListStateMachineVersionsOutput> ListStateMachineVersions(
        ListStateMachineVersionsInput input, RequestContext context)
    {
        var arn = Arguments.Machine(input.StateMachineArn).Text;
        var machine = _machines.Find(arn)?.Machine ?? throw NoSuchStateMachine(arn);
        var list = $"versions {arn}";
        var size = PageToken.Size(input.MaxResults);
        var after = PageToken.ParseNumber(list, input.NextToken);
        using var lease = _store.RentReader();
        var rows = lease.Reader.Range(Tables.Versions, new RowRange
        {
            Prefix = [machine.Id],
            After = after is { } number ? [number] : [],
            Descending = true,
            Limit = size + 1,
        }).ToList();
        return new(new ListStateMachineVersionsOutput
        {
            StateMachineVersions =
            [
                .. rows.Take(size).Select(row => new StateMachineVersionListItem
                {
                    StateMachineVersionArn = MachineReference.VersionArn(arn, row.Number),
                    CreationDate = Time(row.CreatedAtMs),
                }),
            ],
            NextToken = rows.Count > size ? ListToken.Format(list, $"{rows[size - 1].Number}") : null,
        });
    }

    public override async ValueTask<DeleteStateMachineVersionOutput> DeleteStateMachineVersion(
        DeleteStateMachineVersionInput input, RequestContext context)
    {
        var reference = Arguments.Version(input.StateMachineVersionArn);
        var delete = new StateMachineCommand.DeleteVersion(reference.Version!.Value);
        if (await AskStateMachine(reference.MachineArn, delete).ConfigureAwait(false) is StateMachineReply.VersionInUse(var aliases))
        {
            throw new ConflictException(
                "Version to be deleted must not be referenced by an alias. " +
                $"Current list of aliases referencing this version: [{string.Join(", ", aliases)}]");
        }
        return new();
    }

    /// <summary>Null where no version is to be published.</summary>
    private static Publication? Publication(bool? publish, string? versionDescription)
    {
        if (versionDescription is not null && publish is not true)
            throw new ValidationException("Version description can only be set when publish is true");
        return publish is true ? new Publication(versionDescription) : null;
    }

    private static string? VersionArn(string machineArn, long? version) =>
        version is { } number ? MachineReference.VersionArn(machineArn, number) : null;
}
