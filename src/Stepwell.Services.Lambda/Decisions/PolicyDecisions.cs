using System.Globalization;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Policies;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Who else may use a function. The policies are kept and told; nobody is refused by them.</summary>
internal static class PolicyDecisions
{
    private const int MaxPolicyBytes = 20_480;

    public static Decision Add(FunctionRecord record, FunctionCommand.AddPermission command)
    {
        var (input, name) = (command.Input, command.Qualifier ?? FunctionReference.Latest);
        if (command.Qualifier == FunctionReference.Latest)
            throw Errors.Invalid("We currently do not support adding policies for $LATEST.");
        CheckQualifier(record, command.Qualifier);
        var old = record.Setting<GetPolicyResponse>(SettingKind.Policy, name);
        Errors.CheckRevision(input.RevisionId, old?.RevisionId ?? record.Resolve(command.Qualifier).RevisionId, "GetPolicy");
        var policy = Policy.Parse(old?.Policy);
        if (policy.Has(input.StatementId))
        {
            throw new ResourceConflictException(
                $"The statement id ({input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.");
        }
        var statement = FunctionStatement.Of(input, record.Key.ArnOf(command.Qualifier));
        var text = policy.With(statement).ToString();
        if (text.Length > MaxPolicyBytes)
        {
            throw new PolicyLengthExceededException(string.Create(
                CultureInfo.InvariantCulture, $"The final policy size ({text.Length}) is bigger than the limit ({MaxPolicyBytes})."));
        }
        var next = record.With(SettingKind.Policy, name, new GetPolicyResponse { Policy = text, RevisionId = command.Revision });
        return new Decision(next, new AddPermissionResponse { Statement = statement });
    }

    public static Decision Remove(FunctionRecord record, FunctionCommand.RemovePermission command)
    {
        var (input, name) = (command.Input, command.Qualifier ?? FunctionReference.Latest);
        CheckQualifier(record, command.Qualifier);
        var old = record.Setting<GetPolicyResponse>(SettingKind.Policy, name) ?? throw new ResourceNotFoundException("No policy is associated with the given resource.");
        Errors.CheckRevision(input.RevisionId, old.RevisionId);
        var policy = Policy.Parse(old.Policy);
        if (!policy.Has(input.StatementId))
            throw new ResourceNotFoundException($"Statement {input.StatementId} is not found in resource policy.");
        policy = policy.Without(input.StatementId);
        return Decision.Done(policy.IsEmpty
            ? record.Without(SettingKind.Policy, name)
            : record.With(SettingKind.Policy, name, new GetPolicyResponse { Policy = policy.ToString(), RevisionId = command.Revision }));
    }

    /// <summary>Says also what kind of qualifier is not there. A name with a dollar sign can be none of an alias.</summary>
    private static void CheckQualifier(FunctionRecord record, string? qualifier)
    {
        if (qualifier is null || record.HasQualifier(qualifier))
            return;
        var arn = record.Key.ArnOf(qualifier);
        throw FunctionReference.IsNumber(qualifier) || qualifier.Contains('$', StringComparison.Ordinal) ? Errors.NoFunction(arn) : Errors.NoAlias(arn);
    }
}
