using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.CodeSigning;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Code signing configurations, which are kept and told.</summary>
public sealed partial class LambdaService
{
    public override async ValueTask<CreateCodeSigningConfigResponse> CreateCodeSigningConfig(
        CreateCodeSigningConfigRequest input, RequestContext context)
    {
        var arn = new CodeSigningArn(ScopeOf(context), $"csc-{_newGuid():N}"[..21]);
        var config = new CodeSigningConfig
        {
            CodeSigningConfigId = arn.Id,
            CodeSigningConfigArn = arn.ToString(),
            Description = input.Description ?? "",
            AllowedPublishers = input.AllowedPublishers,
            CodeSigningPolicies = input.CodeSigningPolicies ?? new CodeSigningPolicies { UntrustedArtifactOnDeployment = CodeSigningPolicy.Warn },
            LastModified = "",
        };
        return new CreateCodeSigningConfigResponse
        {
            CodeSigningConfig = await AskCodeSigning<CodeSigningConfig>(arn, new CodeSigningCommand.Put(config)).ConfigureAwait(false),
        };
    }

    public override ValueTask<GetCodeSigningConfigResponse> GetCodeSigningConfig(GetCodeSigningConfigRequest input, RequestContext context)
    {
        var arn = CodeSigningArn.Parse(input.CodeSigningConfigArn);
        return new(new GetCodeSigningConfigResponse { CodeSigningConfig = FindCodeSigning(arn) ?? throw CodeSigningEntity.NotFound(arn) });
    }

    public override async ValueTask<UpdateCodeSigningConfigResponse> UpdateCodeSigningConfig(
        UpdateCodeSigningConfigRequest input, RequestContext context)
    {
        var arn = CodeSigningArn.Parse(input.CodeSigningConfigArn);
        return new UpdateCodeSigningConfigResponse
        {
            CodeSigningConfig = await AskCodeSigning<CodeSigningConfig>(arn, new CodeSigningCommand.Update(input)).ConfigureAwait(false),
        };
    }

    public override async ValueTask<DeleteCodeSigningConfigResponse> DeleteCodeSigningConfig(
        DeleteCodeSigningConfigRequest input, RequestContext context)
    {
        using (var lease = _store.RentReader())
        {
            if (lease.Reader.FunctionsSignedBy(input.CodeSigningConfigArn, after: null).Any())
            {
                throw new ResourceConflictException(
                    $"The code signing configuration {input.CodeSigningConfigArn} is used by functions and cannot be deleted.");
            }
        }
        await AskCodeSigning<Done>(CodeSigningArn.Parse(input.CodeSigningConfigArn), new CodeSigningCommand.Delete()).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<ListCodeSigningConfigsResponse> ListCodeSigningConfigs(ListCodeSigningConfigsRequest input, RequestContext context)
    {
        using var lease = _store.RentReader();
        var page = Page.Of(
            lease.Reader.CodeSigningOf(ScopeOf(context), ListMark.Parse(input.Marker, "code signing").Name),
            Math.Min(input.MaxItems ?? MaxListing, MaxListing));
        return new(new ListCodeSigningConfigsResponse
        {
            CodeSigningConfigs = [.. page.Items.Select(row => ShapeJson.Read<CodeSigningConfig>(row.Value))],
            NextMarker = page.Last is { } last ? ListMark.Format("code signing", last.Id) : null,
        });
    }

    public override ValueTask<ListFunctionsByCodeSigningConfigResponse> ListFunctionsByCodeSigningConfig(
        ListFunctionsByCodeSigningConfigRequest input, RequestContext context)
    {
        var arn = CodeSigningArn.Parse(input.CodeSigningConfigArn);
        if (FindCodeSigning(arn) is null)
            throw CodeSigningEntity.NotFound(arn);
        using var lease = _store.RentReader();
        var page = Page.Of(
            lease.Reader.FunctionsSignedBy(input.CodeSigningConfigArn, ListMark.Parse(input.Marker, "signed").Name),
            Math.Min(input.MaxItems ?? MaxListing, MaxListing));
        return new(new ListFunctionsByCodeSigningConfigResponse
        {
            FunctionArns = [.. page.Items.Select(row => Naming.FunctionKey.OfRow(row.Scope, row.Name).Arn)],
            NextMarker = page.Last is { } last ? ListMark.Format("signed", last.Name) : null,
        });
    }

    public override async ValueTask<PutFunctionCodeSigningConfigResponse> PutFunctionCodeSigningConfig(
        PutFunctionCodeSigningConfigRequest input, RequestContext context)
    {
        var key = Reference(input.FunctionName, qualifier: null, context).Key;
        CheckCodeSigning(input.CodeSigningConfigArn);
        await Ask(key, new FunctionCommand.SetCodeSigning(input.CodeSigningConfigArn)).ConfigureAwait(false);
        return new PutFunctionCodeSigningConfigResponse { CodeSigningConfigArn = input.CodeSigningConfigArn, FunctionName = key.Name };
    }

    public override ValueTask<GetFunctionCodeSigningConfigResponse> GetFunctionCodeSigningConfig(
        GetFunctionCodeSigningConfigRequest input, RequestContext context)
    {
        var record = Record(Reference(input.FunctionName, qualifier: null, context));
        return new(new GetFunctionCodeSigningConfigResponse { CodeSigningConfigArn = record.Row.CodeSigning ?? "", FunctionName = record.Row.Name });
    }

    public override async ValueTask<DeleteFunctionCodeSigningConfigOutput> DeleteFunctionCodeSigningConfig(
        DeleteFunctionCodeSigningConfigRequest input, RequestContext context)
    {
        await Ask(Reference(input.FunctionName, qualifier: null, context).Key, new FunctionCommand.SetCodeSigning(Arn: null)).ConfigureAwait(false);
        return new();
    }

    private CodeSigningConfig? FindCodeSigning(CodeSigningArn arn)
    {
        using var lease = _store.RentReader();
        return lease.Reader.Find(FunctionTables.CodeSigning, arn.Scope, arn.Id) is { } row ? ShapeJson.Read<CodeSigningConfig>(row.Value) : null;
    }

    private ValueTask<TAnswer> AskCodeSigning<TAnswer>(CodeSigningArn arn, CodeSigningCommand command) =>
        Partitions.Ask<TAnswer>(CodeSigningKind.AddressOf(arn), command);

    private void CheckCodeSigning(string? arn)
    {
        if (arn is not null && FindCodeSigning(CodeSigningArn.Parse(arn)) is null)
        {
            throw new CodeSigningConfigNotFoundException(
                $"The code signing configuration cannot be found. Check that the provided configuration is not deleted: {arn}.");
        }
    }
}
