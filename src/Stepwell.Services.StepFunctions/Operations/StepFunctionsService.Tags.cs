using Stepwell.Services.StepFunctions.Activities;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tags;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Tags of state machines and activities.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<TagResourceOutput> TagResource(TagResourceInput input, RequestContext context)
    {
        await ChangeTags(input.ResourceArn, new StateMachineCommand.Tag(input.Tags), new ActivityCommand.Tag(input.Tags)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, RequestContext context)
    {
        await ChangeTags(input.ResourceArn, new StateMachineCommand.Untag(input.TagKeys), new ActivityCommand.Untag(input.TagKeys))
            .ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, RequestContext context)
    {
        var arn = TaggableArn(input.ResourceArn);
        using var lease = _store.RentReader();
        if (!Exists(lease.Reader, arn))
            throw NoSuchResource(arn.Text);
        return new(new ListTagsForResourceOutput
        {
            Tags = [.. lease.Reader.TagsOf(arn.Text).Select(row => new Tag { Key = row.Key, Value = row.Value })],
        });
    }

    private async ValueTask ChangeTags(string resourceArn, StateMachineCommand ofStateMachine, ActivityCommand ofActivity)
    {
        var arn = TaggableArn(resourceArn);
        if (arn.ResourceType == StatesArn.StateMachine)
        {
            var reply = await AskStateMachine(arn.Text, ofStateMachine).ConfigureAwait(false);
            if (reply is StateMachineReply.NoSuchStateMachine)
                throw NoSuchResource(arn.Text);
            if (reply is StateMachineReply.TooManyTags)
                throw RefuseTags();
        }
        else
        {
            var reply = await AskActivity(arn.Text, ofActivity).ConfigureAwait(false);
            if (reply.Outcome == ActivityOutcome.NoSuchActivity)
                throw NoSuchResource(arn.Text);
            if (reply.Outcome == ActivityOutcome.TooManyTags)
                throw RefuseTags();
        }
    }

    private static bool Exists(IStoreReader reader, StatesArn arn) => arn.ResourceType == StatesArn.StateMachine
        ? reader.FindStateMachine(arn.Text) is not null
        : reader.FindActivity(arn.Text) is not null;

    private static StatesArn TaggableArn(string text) =>
        Arguments.Arn(text, text.Contains(":activity:", StringComparison.Ordinal) ? StatesArn.Activity : StatesArn.StateMachine);

    private static ResourceNotFoundException NoSuchResource(string arn) => new($"Resource not found: '{arn}'");

    private static TooManyTagsException RefuseTags() => new($"Too many tags: a resource can have {TagSet.MaxTags}.");
}
