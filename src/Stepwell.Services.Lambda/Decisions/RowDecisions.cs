using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Tags, and other things that are true of all versions.</summary>
internal static class RowDecisions
{
    public static byte[] TagBytes(IReadOnlyDictionary<string, string> tags) => ShapeJson.Write(new ListTagsResponse { Tags = tags }).ToArray();

    public static Decision Tag(FunctionRecord record, IReadOnlyDictionary<string, string> tags)
    {
        var all = new Dictionary<string, string>(record.Tags);
        foreach (var (key, value) in tags)
            all[key] = value;
        FunctionCheck.TagCount(all.Count);
        return Decision.Done(record with { Row = record.Row with { Tags = TagBytes(all) } });
    }

    public static Decision Untag(FunctionRecord record, IReadOnlyList<string> keys)
    {
        var all = new Dictionary<string, string>(record.Tags);
        foreach (var key in keys)
            all.Remove(key);
        return Decision.Done(record with { Row = record.Row with { Tags = TagBytes(all) } });
    }

    public static Decision SetCodeSigning(FunctionRecord record, string? arn) =>
        Decision.Done(record with { Row = record.Row with { CodeSigning = arn } });

    public static Decision SetRecursion(FunctionRecord record, string loop) =>
        Decision.Done(record with { Row = record.Row with { RecursiveLoop = loop } });

    public static Decision SetRuntimeManagement(FunctionRecord record, FunctionCommand.SetRuntimeManagement command)
    {
        record.CheckQualifier(command.Qualifier);
        if (command.UpdateRuntimeOn == UpdateRuntimeOn.Manual && command.RuntimeVersionArn is null)
            throw Errors.Invalid("RuntimeVersionArn is required when UpdateRuntimeOn is Manual.");
        var name = command.Qualifier ?? FunctionReference.Latest;
        var answer = new GetRuntimeManagementConfigResponse
        {
            UpdateRuntimeOn = command.UpdateRuntimeOn,
            RuntimeVersionArn = command.RuntimeVersionArn,
            FunctionArn = record.Key.ArnOf(name),
        };
        return new Decision(record.With(SettingKind.RuntimeManagement, name, answer), answer);
    }
}
