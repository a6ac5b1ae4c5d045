using Stepwell.Services.StepFunctions.Activities;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Paging;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Activities.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<CreateActivityOutput> CreateActivity(CreateActivityInput input, RequestContext context)
    {
        var name = Arguments.Name(input.Name);
        var arn = StatesArn.Of(context.Region, context.AccountId, StatesArn.Activity, name);
        var create = new ActivityCommand.Create(StatesArn.Scope(context.Region, context.AccountId), name, input.Tags ?? []);
        var reply = await AskActivity(arn, create).ConfigureAwait(false);
        return reply.Outcome switch
        {
            ActivityOutcome.Done => new() { ActivityArn = arn, CreationDate = reply.CreationDate },
            ActivityOutcome.TooManyActivities => throw new ActivityLimitExceededException(
                "The maximum number of activities has been reached. Existing activities must be deleted before a new activity can be created."),
            _ => throw RefuseTags(),
        };
    }

    public override async ValueTask<DeleteActivityOutput> DeleteActivity(DeleteActivityInput input, RequestContext context)
    {
        var arn = Arguments.Arn(input.ActivityArn, StatesArn.Activity).Text;
        await AskActivity(arn, new ActivityCommand.Delete()).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<DescribeActivityOutput> DescribeActivity(DescribeActivityInput input, RequestContext context)
    {
        var arn = Arguments.Arn(input.ActivityArn, StatesArn.Activity).Text;
        using var lease = _store.RentReader();
        var row = lease.Reader.FindActivity(arn) ?? throw NoSuchActivity(arn);
        return new(new DescribeActivityOutput
        {
            ActivityArn = row.Arn,
            Name = row.Name,
            CreationDate = Time(row.CreatedAtMs),
            EncryptionConfiguration = Configurations.OwnedKey,
        });
    }

    public override ValueTask<ListActivitiesOutput> ListActivities(ListActivitiesInput input, RequestContext context)
    {
        const string List = "activities";
        var size = PageToken.Size(input.MaxResults);
        var after = PageToken.Parse(List, input.NextToken);
        using var lease = _store.RentReader();
        var rows = lease.Reader.Range(Tables.Activities, new RowRange
        {
            Index = Tables.ActivitiesByName,
            Prefix = [StatesArn.Scope(context.Region, context.AccountId)],
            After = after is null ? [] : [after],
            Limit = size + 1,
        }).ToList();
        return new(new ListActivitiesOutput
        {
            Activities =
            [
                .. rows.Take(size).Select(row => new ActivityListItem
                {
                    ActivityArn = row.Arn,
                    Name = row.Name,
                    CreationDate = Time(row.CreatedAtMs),
                }),
            ],
            NextToken = rows.Count > size ? ListToken.Format(List, rows[size - 1].Name) : null,
        });
    }
}
