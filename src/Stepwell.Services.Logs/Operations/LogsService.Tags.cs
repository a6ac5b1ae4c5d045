using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Groups;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.Logs.Storage;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Operations;

/// <summary>Tags of log groups, by ARN and in the older form by name.</summary>
public sealed partial class LogsService
{
    public override async ValueTask<TagResourceOutput> TagResource(TagResourceRequest input, RequestContext context)
    {
        await AskGroup(Scope(context), TaggedName(input.ResourceArn, context), new LogGroupCommand.Tag(input.Tags)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<UntagResourceOutput> UntagResource(UntagResourceRequest input, RequestContext context)
    {
        await AskGroup(Scope(context), TaggedName(input.ResourceArn, context), new LogGroupCommand.Untag(input.TagKeys)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListTagsForResourceResponse> ListTagsForResource(ListTagsForResourceRequest input, RequestContext context) =>
        new(new ListTagsForResourceResponse { Tags = TagsOf(TaggedName(input.ResourceArn, context), context) });

    public override async ValueTask<TagLogGroupOutput> TagLogGroup(TagLogGroupRequest input, RequestContext context)
    {
        await AskGroup(Scope(context), input.LogGroupName, new LogGroupCommand.Tag(input.Tags)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<UntagLogGroupOutput> UntagLogGroup(UntagLogGroupRequest input, RequestContext context)
    {
        await AskGroup(Scope(context), input.LogGroupName, new LogGroupCommand.Untag(input.Tags)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListTagsLogGroupResponse> ListTagsLogGroup(ListTagsLogGroupRequest input, RequestContext context) =>
        new(new ListTagsLogGroupResponse { Tags = TagsOf(input.LogGroupName, context) });

    private Dictionary<string, string> TagsOf(string groupName, RequestContext context)
    {
        using var lease = store.RentReader();
        var group = Group(lease.Reader, context, groupName);
        return lease.Reader.TagsOf(LogsArn.Group(group.Scope, group.Name)).ToDictionary(row => row.Key, row => row.Value);
    }

    private static string TaggedName(string resourceArn, RequestContext context)
    {
        if (!LogsArn.TryParse(resourceArn, out var arn))
            throw new InvalidParameterException($"Invalid resource ARN: {resourceArn}");
        return arn.Scope == Scope(context) ? arn.GroupName : throw NoSuchGroup();
    }
}
