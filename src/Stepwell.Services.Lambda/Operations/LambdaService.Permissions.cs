using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Policies of functions.</summary>
public sealed partial class LambdaService
{
    public override ValueTask<AddPermissionResponse> AddPermission(AddPermissionRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        return Ask<AddPermissionResponse>(reference.Key, new FunctionCommand.AddPermission(input, reference.Qualifier, NewRevision()));
    }

    public override async ValueTask<RemovePermissionOutput> RemovePermission(RemovePermissionRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        await Ask(reference.Key, new FunctionCommand.RemovePermission(input, reference.Qualifier, NewRevision())).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<GetPolicyResponse> GetPolicy(GetPolicyRequest input, RequestContext context)
    {
        var reference = Reference(input.FunctionName, input.Qualifier, context);
        var record = Record(reference);
        return new(record.Setting<GetPolicyResponse>(SettingKind.Policy, reference.Qualifier ?? FunctionReference.Latest) ?? throw Errors.NoResource());
    }
}
