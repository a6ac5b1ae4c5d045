using Stepwell.Json;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Policies;

/// <summary>What AddPermission says, as a statement of a policy.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html"/>
internal static class FunctionStatement
{
    /// <returns>JSON.</returns>
    public static string Of(AddPermissionRequest input, string resourceArn)
    {
        var statement = new JsonObjectBuilder();
        statement.Add("Sid", JsonValue.String(input.StatementId));
        statement.Add("Effect", JsonValue.String("Allow"));
        statement.Add("Principal", Principal(input.Principal));
        statement.Add("Action", JsonValue.String(input.Action));
        statement.Add("Resource", JsonValue.String(resourceArn));
        var conditions = Conditions(input);
        if (conditions.Count > 0)
            statement.Add("Condition", conditions.Build());
        return statement.Build().ToString();
    }

    /// <summary>A service, an account, a user or role, or everybody.</summary>
    public static JsonValue Principal(string principal)
    {
        if (principal == "*")
            return JsonValue.String("*");
        var name = principal switch
        {
            _ when principal.Length == 12 && principal.All(char.IsAsciiDigit) => ("AWS", $"arn:aws:iam::{principal}:root"),
            _ when principal.StartsWith("arn:", StringComparison.Ordinal) => ("AWS", principal),
            _ when principal.Contains('.', StringComparison.Ordinal) => ("Service", principal),
            _ => throw Errors.Invalid("The provided principal was invalid. Please check the principal and try again."),
        };
        var value = new JsonObjectBuilder();
        value.Add(name.Item1, JsonValue.String(name.Item2));
        return value.Build();
    }

    private static JsonObjectBuilder Conditions(AddPermissionRequest input)
    {
        var equal = new JsonObjectBuilder();
        Add(equal, "AWS:SourceAccount", input.SourceAccount);
        Add(equal, "aws:PrincipalOrgID", input.PrincipalOrgID);
        Add(equal, "lambda:EventSourceToken", input.EventSourceToken);
        Add(equal, "lambda:FunctionUrlAuthType", input.FunctionUrlAuthType);
        var like = new JsonObjectBuilder();
        Add(like, "AWS:SourceArn", input.SourceArn);
        var truth = new JsonObjectBuilder();
        Add(truth, "lambda:InvokedViaFunctionUrl", input.InvokedViaFunctionUrl is { } isVia ? (isVia ? "true" : "false") : null);

        var conditions = new JsonObjectBuilder();
        foreach (var (name, condition) in new[] { ("StringEquals", equal), ("ArnLike", like), ("Bool", truth) })
            if (condition.Count > 0)
                conditions.Add(name, condition.Build());
        return conditions;
    }

    private static void Add(JsonObjectBuilder condition, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            condition.Add(key, JsonValue.String(value));
    }
}
