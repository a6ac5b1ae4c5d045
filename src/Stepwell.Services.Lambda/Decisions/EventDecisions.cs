using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>What becomes of events that are queued for a function.</summary>
internal static class EventDecisions
{
    private static readonly string[] Targets = ["lambda", "sqs", "sns", "events", "s3"];

    public static Decision Put(FunctionRecord record, FunctionCommand.PutEvents command, Situation situation)
    {
        record.CheckQualifier(command.Qualifier);
        var name = command.Qualifier ?? FunctionReference.Latest;
        var (given, old) = (command.Given, command.KeepsOthers ? record.Setting<FunctionEventInvokeConfig>(SettingKind.Events, name) : null);
        if (command.KeepsOthers && old is null)
            throw NoConfig(record.Key, name);
        CheckTargets(given.DestinationConfig, record);
        var config = new FunctionEventInvokeConfig
        {
            // To the millisecond: SDKs read it from a number.
            LastModified = DateTimeOffset.FromUnixTimeMilliseconds(situation.Now.ToUnixTimeMilliseconds()),
            FunctionArn = record.Key.ArnOf(name),
            MaximumRetryAttempts = given.MaximumRetryAttempts ?? old?.MaximumRetryAttempts,
            MaximumEventAgeInSeconds = given.MaximumEventAgeInSeconds ?? old?.MaximumEventAgeInSeconds,
            DestinationConfig = given.DestinationConfig is { } destinations
                ? new DestinationConfig { OnSuccess = destinations.OnSuccess ?? new(), OnFailure = destinations.OnFailure ?? new() }
                : old?.DestinationConfig ?? new DestinationConfig { OnSuccess = new(), OnFailure = new() },
        };
        return new Decision(record.With(SettingKind.Events, name, config), config);
    }

    public static Decision Delete(FunctionRecord record, string? qualifier)
    {
        var name = qualifier ?? FunctionReference.Latest;
        if (record.Setting<FunctionEventInvokeConfig>(SettingKind.Events, name) is null)
            throw NoConfig(record.Key, name);
        return Decision.Done(record.Without(SettingKind.Events, name));
    }

    /// <summary>The same where the qualifier or the function is not there.</summary>
    /// <remarks>As AWS was seen to say it: localstack/localstack, test_lambda_api.snapshot.json.</remarks>
    public static ResourceNotFoundException NoConfig(FunctionKey key, string name) =>
        new($"The function {key.ArnOf(name)} doesn't have an EventInvokeConfig");

    /// <summary>As these operations say it.</summary>
    public static ResourceNotFoundException NoFunction() => new("The function doesn't exist.");

    private static void CheckTargets(DestinationConfig? given, FunctionRecord record)
    {
        var (success, failure) = (given?.OnSuccess?.Destination, given?.OnFailure?.Destination);
        CheckOther(success, record);
        CheckOther(failure, record);
        if (IsTarget(success) && IsTarget(failure))
            return;
        var onSuccess = string.IsNullOrEmpty(success) ? "null" : $"OnSuccess(destination={success})";
        var onFailure = string.IsNullOrEmpty(failure) ? "null" : $"OnFailure(destination={failure})";
        throw Errors.Invalid($"The provided destination config DestinationConfig(onSuccess={onSuccess}, onFailure={onFailure}) is invalid.");
    }

    private static bool IsTarget(string? arn) =>
        string.IsNullOrEmpty(arn) || (arn.Split(':') is { Length: >= 6 } parts && Targets.Contains(parts[2]));

    private static void CheckOther(string? arn, FunctionRecord record)
    {
        if (arn == record.Key.Arn || arn?.StartsWith(record.Key.Arn + ":", StringComparison.Ordinal) is true)
            throw Errors.Invalid("You can't specify the function as a destination for itself.");
    }
}
