using Stepwell.Json;
using Stepwell.Services.Lambda.Api;

namespace Stepwell.Services.Lambda.Policies;

/// <summary>What AddLayerVersionPermission says, as a statement of a policy.</summary>
internal static class LayerStatement
{
    /// <returns>JSON.</returns>
    public static string Of(AddLayerVersionPermissionRequest input, string resourceArn)
    {
        var statement = new JsonObjectBuilder();
        statement.Add("Sid", JsonValue.String(input.StatementId));
        statement.Add("Effect", JsonValue.String("Allow"));
        statement.Add("Principal", FunctionStatement.Principal(input.Principal));
        statement.Add("Action", JsonValue.String(input.Action));
        statement.Add("Resource", JsonValue.String(resourceArn));
        if (input.OrganizationId is { } organization)
        {
            var equal = new JsonObjectBuilder();
            equal.Add("aws:PrincipalOrgID", JsonValue.String(organization));
            var condition = new JsonObjectBuilder();
            condition.Add("StringEquals", equal.Build());
            statement.Add("Condition", condition.Build());
        }
        return statement.Build().ToString();
    }
}
