using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Tags, and small things that are true of all of a function.</summary>
public sealed partial class LambdaService
{
    public override async ValueTask<TagResourceOutput> TagResource(TagResourceRequest input, RequestContext context)
    {
        await Ask(Tagged(input.Resource, context).Key, new FunctionCommand.Tag(input.Tags)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<UntagResourceOutput> UntagResource(UntagResourceRequest input, RequestContext context)
    {
        await Ask(Tagged(input.Resource, context).Key, new FunctionCommand.Untag(input.TagKeys)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListTagsResponse> ListTags(ListTagsRequest input, RequestContext context) =>
        new(new ListTagsResponse { Tags = Record(Tagged(input.Resource, context)).Tags });

    public override async ValueTask<PutFunctionRecursionConfigResponse> PutFunctionRecursionConfig(
        PutFunctionRecursionConfigRequest input, RequestContext context)
    {
        var key = Reference(input.FunctionName, qualifier: null, context).Key;
        await Ask(key, new FunctionCommand.SetRecursion(input.RecursiveLoop)).ConfigureAwait(false);
        return new PutFunctionRecursionConfigResponse { RecursiveLoop = input.RecursiveLoop };
    }

    public override ValueTask<GetFunctionRecursionConfigResponse> GetFunctionRecursionConfig(
        GetFunctionRecursionConfigRequest input, RequestContext context) =>
        new(new GetFunctionRecursionConfigResponse { RecursiveLoop = Record(Reference(input.FunctionName, qualifier: null, context)).Row.RecursiveLoop });

    public override async ValueTask<PutRuntimeManagementConfigResponse> PutRuntimeManagementConfig(
        PutRuntimeManagementConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var command = new FunctionCommand.SetRuntimeManagement(reference.Qualifier, input.UpdateRuntimeOn, input.RuntimeVersionArn);
        var config = await Ask<GetRuntimeManagementConfigResponse>(reference.Key, command).ConfigureAwait(false);
        return new PutRuntimeManagementConfigResponse
        {
            UpdateRuntimeOn = input.UpdateRuntimeOn,
            FunctionArn = config.FunctionArn!,
            RuntimeVersionArn = config.RuntimeVersionArn,
        };
    }

    public override ValueTask<GetRuntimeManagementConfigResponse> GetRuntimeManagementConfig(
        GetRuntimeManagementConfigRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var (record, name) = (Record(reference), reference.Qualifier ?? FunctionReference.Latest);
        record.CheckQualifier(reference.Qualifier);
        return new(record.Setting<GetRuntimeManagementConfigResponse>(SettingKind.RuntimeManagement, name)
            ?? new GetRuntimeManagementConfigResponse { UpdateRuntimeOn = UpdateRuntimeOn.Auto, FunctionArn = record.Key.ArnOf(name) });
    }

    private static FunctionReference Tagged(string arn, RequestContext context)
    {
        if (!arn.Contains(":function:", StringComparison.Ordinal))
            throw Errors.Invalid("This server keeps tags of functions only.");
        var reference = Reference(arn, qualifier: null, context);
        return reference.Qualifier is null
            ? reference
            : throw Errors.Invalid("Tags on function aliases and versions are not supported. Please specify a function ARN.");
    }
}
