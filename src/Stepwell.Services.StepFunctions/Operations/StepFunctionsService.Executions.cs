using Stepwell.Integrations.Tracing;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.History;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.States.Events;
using Stepwell.States.Events.Encoding;
using Stepwell.Store;
using Stepwell.Wire;
using ExecutionStatus = Stepwell.States.Engine.ExecutionStatus;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Executions.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<StartExecutionOutput> StartExecution(StartExecutionInput input, RequestContext context)
    {
        var machineArn = Arguments.Machine(input.StateMachineArn);
        var name = input.Name is null ? _newGuid().ToString() : Arguments.Name(input.Name);
        var json = input.Input is null ? JsonValue.EmptyObject : Arguments.Input(input.Input);
        return await Start(machineArn, name, json, TraceHeaderOf(input.TraceHeader, context), startedBy: null, isAwaited: false)
            .ConfigureAwait(false);
    }

    public override async ValueTask<StopExecutionOutput> StopExecution(StopExecutionInput input, RequestContext context)
    {
        Arguments.Arn(input.ExecutionArn, StatesArn.Execution);
        return await AskExecution(input.ExecutionArn, new ExecutionCommand.Stop(input.Error, input.Cause)).ConfigureAwait(false) switch
        {
            ExecutionReply.Stopped(var stopDate) => new() { StopDate = stopDate },
            _ => throw NoSuchExecution(input.ExecutionArn),
        };
    }

    public override ValueTask<DescribeExecutionOutput> DescribeExecution(DescribeExecutionInput input, RequestContext context)
    {
        using var lease = _store.RentReader();
        var (row, redrive, first, last) = ReadEnds(lease.Reader, input.ExecutionArn);
        var status = (ExecutionStatus)row.Status;
        var origin = ChildOrigin.Parse(row.StartedBy);
        var isWhole = input.IncludedData != "METADATA_ONLY";
        var started = (EventDetail.ExecutionStarted)first[0].Detail;
        var (output, error, cause) = status == ExecutionStatus.Running ? default : ResultOf(last[^1].Detail)!.Value;
        var obstacle = Redrives.Obstacle(row, (int)(redrive?.Count ?? 0), last.Max(entry => entry.Id), _time.GetUtcNow());
        var included = new CloudWatchEventsExecutionDataDetails { Included = isWhole };
        return new(new DescribeExecutionOutput
        {
            ExecutionArn = row.Arn,
            StateMachineArn = started.StateMachineArn,
            StateMachineVersionArn = VersionArnOf(row),
            StateMachineAliasArn = AliasArnOf(row),
            Name = row.Arn[(row.Arn.LastIndexOf(':') + 1)..],
            MapRunArn = origin?.MapRunArn,
            // The Map Run of a child may go before it.
            Status = origin is not null && lease.Reader.FindMapRun(origin.MapRunArn) is { } mapRun
                ? ExecutionScope.Of(mapRun).StatusOf(row)
                : Descriptions.StatusText(status),
            StartDate = Time(row.StartedAtMs),
            StopDate = row.StoppedAtMs is { } stopped ? Time(stopped) : null,
            Input = isWhole ? started.Input.ToString() : null,
            InputDetails = included,
            Output = isWhole && !output.IsMissing ? output.ToString() : null,
            OutputDetails = output.IsMissing ? null : included,
            Error = isWhole ? error : null,
            Cause = isWhole ? cause : null,
            TraceHeader = TraceContext.Shown(row.TraceHeader),
            RedriveCount = (int)(redrive?.Count ?? 0),
            RedriveDate = redrive is null ? null : Time(redrive.RedrivenAtMs),
            RedriveStatus = obstacle is not null ? "NOT_REDRIVABLE" : origin is null ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN",
            RedriveStatusReason = obstacle,
        });
    }

    public override ValueTask<ListExecutionsOutput> ListExecutions(ListExecutionsInput input, RequestContext context)
    {
        if (input.MapRunArn is not null)
            return ListChildren(input);
        if (input.StateMachineArn is null)
            throw new ValidationException("Must provide a state machine ARN or Map Run ARN");
        // The API reference says of both that they are refused beside a state machine.
        if (input.RedriveFilter is not null)
            throw new ValidationException("redriveFilter can only be provided with a Map Run ARN");
        if (input.StatusFilter == Descriptions.PendingRedrive)
            throw new ValidationException("PENDING_REDRIVE statusFilter can only be provided with a Map Run ARN");
        var reference = Arguments.Machine(input.StateMachineArn);
        var entry = _machines.Find(reference.MachineArn) ?? throw NoSuchStateMachine(reference.Text);
        if (reference.IsQualified && FindVersion(entry, reference) is null)
            throw NoSuchStateMachine(reference.Text);
        var machine = entry.Machine;
        if (machine.Type == Express)
            throw TypeNotSupported();
        var size = PageToken.Size(input.MaxResults);
        var list = $"executions {reference.Text} {input.StatusFilter}";
        using var lease = _store.RentReader();
        var rows = ExecutionListing.Newest(
            lease.Reader,
            ExecutionScope.Of(machine.Id, reference),
            input.StatusFilter,
            redriveFilter: null,
            PageToken.ParseNumber(list, input.NextToken),
            size + 1);
        var redrives = ExecutionListing.RedrivesOf(lease.Reader, rows);
        return new(new ListExecutionsOutput
        {
            Executions = [.. rows.Take(size).Select(row => Item(row, redrives))],
            NextToken = rows.Count > size ? ListToken.Format(list, $"{rows[size - 1].Id}") : null,
        });
    }

    private ValueTask<ListExecutionsOutput> ListChildren(ListExecutionsInput input)
    {
        if (input.StateMachineArn is not null)
            throw new ValidationException("Must provide either a state machine ARN or Map Run ARN, but not both");
        var size = PageToken.Size(input.MaxResults);
        var list = $"children {input.MapRunArn} {input.StatusFilter} {input.RedriveFilter}";
        using var lease = _store.RentReader();
        var mapRun = FindMapRun(lease.Reader, input.MapRunArn!);
        var scope = ExecutionScope.Of(mapRun);
        var rows = ExecutionListing.Newest(
            lease.Reader,
            scope,
            input.StatusFilter,
            input.RedriveFilter,
            PageToken.ParseNumber(list, input.NextToken),
            size + 1);
        var redrives = ExecutionListing.RedrivesOf(lease.Reader, rows);
        return new(new ListExecutionsOutput
        {
            Executions =
            [
                .. rows.Take(size).Select(row => Item(row, redrives) with
                {
                    Status = scope.StatusOf(row),
                    MapRunArn = mapRun.Arn,
                    ItemCount = (int)ChildOrigin.Parse(row.StartedBy)!.ItemCount,
                }),
            ],
            NextToken = rows.Count > size ? ListToken.Format(list, $"{rows[size - 1].Id}") : null,
        });
    }

    public override ValueTask<GetExecutionHistoryOutput> GetExecutionHistory(GetExecutionHistoryInput input, RequestContext context)
    {
        Arguments.Arn(input.ExecutionArn, StatesArn.Execution);
        var size = PageToken.Size(input.MaxResults);
        var isReversed = input.ReverseOrder is true;
        var list = $"history {input.ExecutionArn} {isReversed}";
        using var lease = _store.RentReader();
        var row = FindExecution(lease.Reader, input.ExecutionArn);
        var after = PageToken.Parse(list, input.NextToken);
        var place = after is null ? (HistoryPlace?)null : HistoryPlace.Parse(after) ?? throw PageToken.Invalid();
        var includeData = input.IncludeExecutionData ?? true;
        var page = HistoryPage.Read(lease.Reader, row.Id, place, isReversed, size);
        // The row goes first: as long as it is there, the history that has been read is whole.
        if (lease.Reader.Find(Tables.Executions, row.Id) is null)
            throw NoSuchExecution(row.Arn);
        var events = new HistoryEvent[page.Events.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = HistoryProjection.Show(page.Events[i], includeData, VersionArnOf(row), AliasArnOf(row));
        return new(new GetExecutionHistoryOutput
        {
            Events = events,
            NextToken = page.Next is { } next ? ListToken.Format(list, next.ToText()) : null,
        });
    }

    private async ValueTask<StartExecutionOutput> Start(
        MachineReference reference, string name, JsonValue input, string? traceHeader, TaskReference? startedBy, bool isAwaited)
    {
        var target = Resolve(reference);
        var (machine, revision, version, alias) = target;
        var quota = machine.Type == Express ? QuotaNames.StartExpressExecution : QuotaNames.StartExecution;
        _quotas.Admit(quota, QuotaNames.StartExecution, reference.Arn.Region, reference.Arn.AccountId);
        if (machine.Type == Express)
        {
            // AWS asks DescribeExecution for the end, which Express executions do not answer.
            if (isAwaited)
                throw TypeNotSupported();
            var id = startedBy is null ? _newGuid() : IdOf($"express {TaskReferences.Format(startedBy)}");
            return await StartExpress(reference, target, name, id, input, traceHeader).ConfigureAwait(false);
        }
        var arn = StatesArn.Of(reference.Arn.Region, reference.Arn.AccountId, StatesArn.Execution, $"{machine.Name}:{name}");
        var start = new ExecutionCommand.Start(
            machine.Id, revision.Id, machine.Arn, machine.Name, revision.RoleArn, input, traceHeader, startedBy, isAwaited, version, alias);
        return await AskExecution(arn, start).ConfigureAwait(false) switch
        {
            ExecutionReply.Started(var startDate) => new() { ExecutionArn = arn, StartDate = startDate },
            ExecutionReply.OpenLimitReached => throw TooManyOpenExecutions(),
            _ => throw new ExecutionAlreadyExistsException($"Execution Already Exists: '{arn}'"),
        };
    }

    /// <summary>What an execution runs that is started by this ARN.</summary>
    private StartTarget Resolve(MachineReference reference)
    {
        var target = _machines.Resolve(reference, _random) ?? throw NoSuchStateMachine(reference.Text);
        return target.Machine.Status == "ACTIVE"
            ? target
            : throw new StateMachineDeletingException($"State Machine is being deleted: '{reference.Text}'");
    }

    private static ExecutionRow FindExecution(IStoreReader reader, string executionArn)
    {
        Arguments.Arn(executionArn, StatesArn.Execution);
        return reader.FindByArn(executionArn) ?? throw NoSuchExecution(executionArn);
    }

    /// <summary>
    /// What an execution's description is made of, all of one moment. Where the store does not stay at one state meanwhile, a redrive between
    /// two of the reads, or the removal of the execution, shows in its row, and it is read again.
    /// </summary>
    private static ExecutionEnds ReadEnds(IStoreReader reader, string executionArn)
    {
        var row = FindExecution(reader, executionArn);
        while (true)
        {
            var redrive = reader.Find(Tables.Redrives, row.Id);
            var first = JournalEnd(reader, row, last: false);
            // Many an execution ends in the decision that starts it.
            var last = redrive is null && ResultOf(first[^1].Detail) is not null ? first : JournalEnd(reader, row, last: true);
            // One that runs is described by what began it, and one that has succeeded can only be removed.
            var isSettled = (ExecutionStatus)row.Status is ExecutionStatus.Running or ExecutionStatus.Succeeded;
            if (isSettled && first[0].Detail is EventDetail.ExecutionStarted)
                return new ExecutionEnds(row, redrive, first, last);
            var now = FindExecution(reader, executionArn);
            // It may have been redriven and have ended again in the same millisecond.
            if (now == row && ResultOf(last[^1].Detail) is not null && reader.Find(Tables.Redrives, row.Id) == redrive)
                return new ExecutionEnds(row, redrive, first, last);
            row = now;
        }
    }

    private sealed record ExecutionEnds(ExecutionRow Row, RedriveRow? Redrive, List<Event> First, List<Event> Last);

    /// <summary>The first or the last record of an execution's journal.</summary>
    /// <exception cref="ExecutionDoesNotExistException">It has been removed since its row was read.</exception>
    private static List<Event> JournalEnd(IStoreReader reader, ExecutionRow row, bool last)
    {
        var record = reader.Range(Tables.Journal, new RowRange { Prefix = [row.Id], Descending = last, Limit = 1 }).FirstOrDefault();
        return record is null ? throw NoSuchExecution(row.Arn) : EventCodec.Decode(record.Events);
    }

    /// <summary>Null for an event that ends no execution.</summary>
    private static (JsonValue Output, string? Error, string? Cause)? ResultOf(EventDetail detail) => detail switch
    {
        EventDetail.ExecutionSucceeded(var output) => (output, null, null),
        EventDetail.ExecutionFailed(var error, var cause) => (default, error, cause),
        EventDetail.ExecutionAborted(var error, var cause) => (default, error, cause),
        EventDetail.ExecutionTimedOut(var error, var cause) => (default, error, cause),
        _ => null,
    };

    private static ExecutionListItem Item(ExecutionRow row, Dictionary<long, RedriveRow> redrives)
    {
        var redrive = redrives.GetValueOrDefault(row.Id);
        return new()
        {
            ExecutionArn = row.Arn,
            StateMachineArn = StatesArn.StateMachineOf(row.Arn),
            StateMachineVersionArn = VersionArnOf(row),
            StateMachineAliasArn = AliasArnOf(row),
            Name = row.Arn[(row.Arn.LastIndexOf(':') + 1)..],
            Status = Descriptions.StatusText((ExecutionStatus)row.Status),
            StartDate = Time(row.StartedAtMs),
            StopDate = row.StoppedAtMs is { } stopped ? Time(stopped) : null,
            RedriveCount = (int)(redrive?.Count ?? 0),
            RedriveDate = redrive is null ? null : Time(redrive.RedrivenAtMs),
        };
    }

    private static string? VersionArnOf(ExecutionRow row) => VersionArn(StatesArn.StateMachineOf(row.Arn), row.Version);

    private static string? AliasArnOf(ExecutionRow row) =>
        row.Alias is { } alias ? MachineReference.AliasArn(StatesArn.StateMachineOf(row.Arn), alias) : null;

    /// <remarks>StartExecution API reference, "Errors".</remarks>
    private static ExecutionLimitExceededException TooManyOpenExecutions() => new(
        "The maximum number of running executions has been reached. Running executions must end or be stopped before a new execution can be started.");

    private static ExecutionDoesNotExistException NoSuchExecution(string arn) => new($"Execution Does Not Exist: '{arn}'");
}
