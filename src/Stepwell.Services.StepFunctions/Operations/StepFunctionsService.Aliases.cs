using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Aliases of state machines.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<CreateStateMachineAliasOutput> CreateStateMachineAlias(
        CreateStateMachineAliasInput input, RequestContext context)
    {
        var (machineArn, routes) = RoutingConfigurations.Parse(input.RoutingConfiguration);
        var create = new StateMachineCommand.CreateAlias(input.Name, input.Description, routes);
        return await AskStateMachine(machineArn, create).ConfigureAwait(false) switch
        {
            StateMachineReply.AliasSaved(var creationDate, _) => new()
            {
                StateMachineAliasArn = MachineReference.AliasArn(machineArn, input.Name),
                CreationDate = creationDate,
            },
            StateMachineReply.AliasAlreadyExists => throw new ConflictException(
                "Failed to create alias because an alias with the same name and a different routing configuration already exists."),
            StateMachineReply.NoSuchStateMachine => throw NoSuchResource(machineArn),
            StateMachineReply.TooManyAliases => throw new ServiceQuotaExceededException(
                $"Too many aliases: a state machine can have {_quotas.Profile.Limit(QuotaNames.StateMachineAliases)}."),
            var refusal => throw RefuseAlias(refusal, machineArn),
        };
    }

    public override async ValueTask<UpdateStateMachineAliasOutput> UpdateStateMachineAlias(
        UpdateStateMachineAliasInput input, RequestContext context)
    {
        var alias = Arguments.Alias(input.StateMachineAliasArn);
        if (input is { Description: null, RoutingConfiguration: null })
            throw new ValidationException("Either the description or the RoutingConfiguration must be specified");
        var routes = input.RoutingConfiguration is null ? null : RoutesWithin(alias.MachineArn, input.RoutingConfiguration);
        var update = new StateMachineCommand.UpdateAlias(alias.Alias!, input.Description, routes);
        return await AskStateMachine(alias.MachineArn, update).ConfigureAwait(false) switch
        {
            StateMachineReply.AliasSaved(_, var updateDate) => new() { UpdateDate = updateDate },
            StateMachineReply.NoSuchAlias => throw NoSuchResource(alias.Text),
            var refusal => throw RefuseAlias(refusal, alias.MachineArn),
        };
    }

    public override ValueTask<DescribeStateMachineAliasOutput> DescribeStateMachineAlias(
        DescribeStateMachineAliasInput input, RequestContext context)
    {
        var reference = Arguments.Alias(input.StateMachineAliasArn);
        var row = _machines.Find(reference.MachineArn) is { } machine ? _machines.FindAlias(machine, reference.Alias!) : null;
        if (row is null)
            throw NoSuchResource(reference.Text);
        return new(new DescribeStateMachineAliasOutput
        {
            StateMachineAliasArn = reference.Text,
            Name = row.Name,
            Description = row.Description,
            RoutingConfiguration = RoutingConfigurations.Show(reference.MachineArn, AliasRoutes.Of(row)),
            CreationDate = Time(row.CreatedAtMs),
            UpdateDate = Time(row.UpdatedAtMs),
        });
    }

    /// <remarks>Sorted by name. With a version's ARN, the aliases that route to that version.</remarks>
    public override ValueTask<ListStateMachineAliasesOutput> ListStateMachineAliases(
        ListStateMachineAliasesInput input, RequestContext context)
    {
        var reference = Arguments.Machine(input.StateMachineArn);
        var entry = _machines.Find(reference.MachineArn) ?? throw NoSuchStateMachine(reference.Text);
        if (reference.IsQualified && FindVersion(entry, reference) is null)
            throw NoSuchStateMachine(reference.Text);
        var list = $"aliases {reference.Text}";
        var size = PageToken.Size(input.MaxResults);
        var after = PageToken.Parse(list, input.NextToken);
        using var lease = _store.RentReader();
        var range = new RowRange { Prefix = [entry.Machine.Id], After = after is null ? [] : [after] };
        var rows = lease.Reader.Range(Tables.Aliases, range)
            .Where(row => reference.Version is not { } version || AliasRoutes.Of(row).Names(version))
            .Take(size + 1)
            .ToList();
        return new(new ListStateMachineAliasesOutput
        {
            StateMachineAliases =
            [
                .. rows.Take(size).Select(row => new StateMachineAliasListItem
                {
                    StateMachineAliasArn = MachineReference.AliasArn(entry.Machine.Arn, row.Name),
                    CreationDate = Time(row.CreatedAtMs),
                }),
            ],
            NextToken = rows.Count > size ? ListToken.Format(list, rows[size - 1].Name) : null,
        });
    }

    public override async ValueTask<DeleteStateMachineAliasOutput> DeleteStateMachineAlias(
        DeleteStateMachineAliasInput input, RequestContext context)
    {
        var alias = Arguments.Alias(input.StateMachineAliasArn);
        await AskStateMachine(alias.MachineArn, new StateMachineCommand.DeleteAlias(alias.Alias!)).ConfigureAwait(false);
        return new();
    }

    private static AliasRoutes RoutesWithin(string aliasMachineArn, IReadOnlyList<RoutingConfigurationListItem> configuration)
    {
        var (machineArn, routes) = RoutingConfigurations.Parse(configuration);
        return machineArn == aliasMachineArn
            ? routes
            : throw new ValidationException("Routing configuration must contain versions of the state machine that the alias belongs to.");
    }

    private AwsException RefuseAlias(StateMachineReply reply, string machineArn) => reply is StateMachineReply.NoSuchVersion(var version)
        ? NoSuchResource(MachineReference.VersionArn(machineArn, version))
        : Refuse(reply, machineArn);
}
