using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>What becomes of a function by each command. Pure.</summary>
internal static class FunctionDecisions
{
    /// <exception cref="Wire.AwsException">It is refused.</exception>
    public static Decision Decide(FunctionRecord? record, FunctionCommand command, Situation situation)
    {
        if (command is FunctionCommand.Create create)
            return LifecycleDecisions.Create(record, create, situation);
        if (record is null)
            throw NoFunction(command, situation.Key);
        return command switch
        {
            FunctionCommand.UpdateCode update => LifecycleDecisions.UpdateCode(record, update, situation),
            FunctionCommand.UpdateConfiguration update => LifecycleDecisions.UpdateConfiguration(record, update, situation),
            FunctionCommand.Publish publish => VersionDecisions.Publish(record, publish, situation),
            FunctionCommand.Delete(var qualifier) => VersionDecisions.Delete(record, qualifier),
            FunctionCommand.CreateAlias alias => AliasDecisions.Create(record, alias),
            FunctionCommand.UpdateAlias alias => AliasDecisions.Update(record, alias),
            FunctionCommand.DeleteAlias(var name) => AliasDecisions.Delete(record, name),
            FunctionCommand.AddPermission permission => PolicyDecisions.Add(record, permission),
            FunctionCommand.RemovePermission permission => PolicyDecisions.Remove(record, permission),
            FunctionCommand.Reserve(var count) => ConcurrencyDecisions.Reserve(record, count, situation),
            FunctionCommand.Provision(var qualifier, var count) => ConcurrencyDecisions.Provision(record, qualifier, count, situation),
            FunctionCommand.PutEvents events => EventDecisions.Put(record, events, situation),
            FunctionCommand.DeleteEvents(var qualifier) => EventDecisions.Delete(record, qualifier),
            FunctionCommand.CreateUrl url => UrlDecisions.Create(record, url, situation),
            FunctionCommand.UpdateUrl url => UrlDecisions.Update(record, url, situation),
            FunctionCommand.DeleteUrl(var qualifier) => UrlDecisions.Delete(record, qualifier),
            FunctionCommand.Tag(var tags) => RowDecisions.Tag(record, tags),
            FunctionCommand.Untag(var keys) => RowDecisions.Untag(record, keys),
            FunctionCommand.SetCodeSigning(var arn) => RowDecisions.SetCodeSigning(record, arn),
            FunctionCommand.SetRecursion(var loop) => RowDecisions.SetRecursion(record, loop),
            FunctionCommand.SetRuntimeManagement management => RowDecisions.SetRuntimeManagement(record, management),
            _ => throw new InvalidOperationException($"A function does not know {command.GetType().Name}."),
        };
    }

    /// <remarks>As AWS was seen to say it: localstack/localstack, test_lambda_api.snapshot.json.</remarks>
    private static ResourceNotFoundException NoFunction(FunctionCommand command, FunctionKey key) => command switch
    {
        FunctionCommand.RemovePermission => new ResourceNotFoundException($"No policy found for: {key.Arn}"),
        FunctionCommand.CreateUrl or FunctionCommand.UpdateUrl => Errors.NoFunctionForUrl(),
        FunctionCommand.DeleteUrl => Errors.NoResource(),
        FunctionCommand.DeleteEvents(var qualifier) => EventDecisions.NoConfig(key, qualifier ?? FunctionReference.Latest),
        _ => Errors.NoFunction(key.ArnOf(QualifierOf(command))),
    };

    /// <summary>What the text of a refusal names beside the function.</summary>
    private static string? QualifierOf(FunctionCommand command) => command switch
    {
        FunctionCommand.Delete(var qualifier) => qualifier,
        FunctionCommand.CreateAlias alias => alias.Input.FunctionVersion,
        FunctionCommand.AddPermission permission => permission.Qualifier,
        FunctionCommand.Reserve(not null) => FunctionReference.Latest,
        FunctionCommand.PutEvents events => events.Qualifier,
        FunctionCommand.Provision(var qualifier, _) => qualifier,
        _ => null,
    };
}
