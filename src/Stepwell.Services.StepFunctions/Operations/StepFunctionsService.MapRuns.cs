using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Map Runs.</summary>
public sealed partial class StepFunctionsService
{
    public override ValueTask<DescribeMapRunOutput> DescribeMapRun(DescribeMapRunInput input, RequestContext context)
    {
        using var lease = _store.RentReader();
        return new(MapRunDescriptions.Describe(FindMapRun(lease.Reader, input.MapRunArn)));
    }

    public override ValueTask<ListMapRunsOutput> ListMapRuns(ListMapRunsInput input, RequestContext context)
    {
        var size = PageToken.Size(input.MaxResults);
        var list = $"map-runs {input.ExecutionArn}";
        using var lease = _store.RentReader();
        var execution = FindExecution(lease.Reader, input.ExecutionArn);
        var after = PageToken.ParseNumber(list, input.NextToken);
        var rows = lease.Reader.Range(MapRunTables.MapRuns, new RowRange
        {
            Index = MapRunTables.ByExecution,
            Prefix = [execution.Id],
            After = after is { } id ? [id] : [],
            Descending = true,
            Limit = size + 1,
        }).ToList();
        return new(new ListMapRunsOutput
        {
            MapRuns = [.. rows.Take(size).Select(MapRunDescriptions.Item)],
            NextToken = rows.Count > size ? ListToken.Format(list, $"{rows[size - 1].Id}") : null,
        });
    }

    public override async ValueTask<UpdateMapRunOutput> UpdateMapRun(UpdateMapRunInput input, RequestContext context)
    {
        Arguments.Arn(input.MapRunArn, StatesArn.MapRun);
        if (input is { MaxConcurrency: null, ToleratedFailureCount: null, ToleratedFailurePercentage: null })
        {
            throw new ValidationException(
                "At least one of maxConcurrency, toleratedFailureCount, or toleratedFailurePercentage must be provided");
        }
        var update = new MapRunCommand.Update(input.MaxConcurrency, input.ToleratedFailureCount, input.ToleratedFailurePercentage);
        var reply = await Partitions.Ask<MapRunReply>(new EntityAddress(MapRunKind.KindName, input.MapRunArn), update).ConfigureAwait(false);
        return reply switch
        {
            MapRunReply.Accepted => new(),
            MapRunReply.NotRunning => throw new ValidationException($"Map Run is not running: '{input.MapRunArn}'"),
            _ => throw NoSuchMapRun(input.MapRunArn),
        };
    }

    private static MapRunRow FindMapRun(IStoreReader reader, string arn)
    {
        Arguments.Arn(arn, StatesArn.MapRun);
        return reader.FindMapRun(arn) ?? throw NoSuchMapRun(arn);
    }

    private static ResourceNotFoundException NoSuchMapRun(string arn) => new($"Map Run Does Not Exist: '{arn}'");
}
