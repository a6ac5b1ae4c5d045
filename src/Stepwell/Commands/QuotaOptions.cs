using System.CommandLine;
using Stepwell.Services.StepFunctions.Quotas;

namespace Stepwell.Commands;

/// <summary><c>--quotas PROFILE</c> and <c>--quota NAME=VALUE</c>.</summary>
internal sealed class QuotaOptions
{
    public Option<string> Profile { get; } = MakeProfile();

    public Option<string[]> Overrides { get; } = new("--quota")
    {
        Description = "One quota that differs from the profile; may be given several times: NAME=COUNT, NAME.rate=PER_SECOND, "
            + "NAME.bucket=SIZE or NAME=unlimited. Names are those of API actions, and StateTransition, StartExecution.express, "
            + "OpenExecutions, StateMachines, Activities, ActivityPollers, StateMachineVersions, StateMachineAliases.",
        HelpName = "name=value",
    };

    public QuotaOptions() => Overrides.Validators.Add(result =>
    {
        foreach (var token in result.Tokens)
        {
            _ = QuotaOverride.Apply(QuotaProfile.None, token.Value, out var error);
            if (error is not null)
                result.AddError(error);
        }
    });

    /// <summary>The profile with its overrides, which have been validated.</summary>
    public QuotaProfile Read(ParseResult parsed)
    {
        var profile = QuotaProfile.All.Single(profile => profile.Name == parsed.GetValue(Profile));
        foreach (var text in parsed.GetValue(Overrides) ?? [])
            profile = QuotaOverride.Apply(profile, text, out _);
        return profile;
    }

    private static Option<string> MakeProfile()
    {
        var option = new Option<string>("--quotas")
        {
            Description = "Quotas to keep to. aws: those of AWS, throttling included; relaxed: no throttling, high limits; none.",
            DefaultValueFactory = _ => QuotaProfile.Relaxed.Name,
        };
        option.AcceptOnlyFromAmong([.. QuotaProfile.All.Select(profile => profile.Name)]);
        return option;
    }
}
