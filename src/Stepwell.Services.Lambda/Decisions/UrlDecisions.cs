using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Function URLs. What is kept has the id in place of the URL, whose port is known to those who ask.</summary>
internal static class UrlDecisions
{
    public static Decision Create(FunctionRecord record, FunctionCommand.CreateUrl command, Situation situation)
    {
        var (input, name) = (command.Input, command.Qualifier ?? FunctionReference.Latest);
        CheckAlias(record, command.Qualifier);
        if (Find(record, command.Qualifier) is not null)
        {
            throw new ResourceConflictException(
                $"Failed to create function url config for [functionArn = {record.Key.ArnOf(command.Qualifier)}]. "
                + "Error message:  FunctionUrlConfig exists for this Lambda function");
        }
        var now = TimeText.FormatZulu(situation.Now);
        var config = new FunctionUrlConfig
        {
            FunctionUrl = command.UrlId,
            FunctionArn = record.Key.ArnOf(command.Qualifier),
            CreationTime = now,
            LastModifiedTime = now,
            Cors = input.Cors,
            AuthType = input.AuthType,
            InvokeMode = input.InvokeMode ?? InvokeMode.Buffered,
        };
        return new Decision(record.With(SettingKind.Url, name, config, command.UrlId), config);
    }

    public static Decision Update(FunctionRecord record, FunctionCommand.UpdateUrl command, Situation situation)
    {
        CheckAlias(record, command.Qualifier);
        var (input, old) = (command.Input, Find(record, command.Qualifier) ?? throw Errors.NoResource());
        var config = old with
        {
            LastModifiedTime = TimeText.FormatZulu(situation.Now),
            Cors = input.Cors ?? old.Cors,
            AuthType = input.AuthType ?? old.AuthType,
            InvokeMode = input.InvokeMode ?? old.InvokeMode,
        };
        return new Decision(record.With(SettingKind.Url, command.Qualifier ?? FunctionReference.Latest, config, old.FunctionUrl), config);
    }

    public static Decision Delete(FunctionRecord record, string? qualifier)
    {
        if (Find(record, qualifier) is null)
            throw Errors.NoResource();
        return Decision.Done(record.Without(SettingKind.Url, qualifier ?? FunctionReference.Latest));
    }

    public static FunctionUrlConfig? Find(FunctionRecord record, string? qualifier) =>
        record.Setting<FunctionUrlConfig>(SettingKind.Url, qualifier ?? FunctionReference.Latest);

    private static void CheckAlias(FunctionRecord record, string? alias)
    {
        if (alias is not null && record.Alias(alias) is null)
            throw Errors.NoFunctionForUrl();
    }
}
