using Stepwell.Json;
using Stepwell.Services.Sts.Api;
using Stepwell.Services.Sts.Naming;

namespace Stepwell.Services.Sts.Operations;

/// <summary>What requests for keys must keep beyond the constraints of the model.</summary>
internal static class RoleRequest
{
    public static void Check(AssumeRoleRequest input)
    {
        CheckPolicy(input.Policy);
        CheckTags(input.Tags);
        foreach (var key in input.TransitiveTagKeys ?? [])
        {
            if (input.Tags?.Any(tag => tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) != true)
                throw Refusals.InvalidTags("The specified transitive tag key must be included in the requested tags.");
        }

        if (input.ProvidedContexts is { Count: > 0 })
            throw Refusals.Invalid("ProvidedContexts is not supported: there is no provider that could have asserted them.");
        CheckDevice(input.SerialNumber, input.TokenCode);
    }

    /// <exception cref="Wire.AwsException">It is none.</exception>
    public static RoleArn RoleOf(string arn) =>
        RoleArn.Parse(arn) ?? throw Refusals.Invalid(RoleArn.IsArn(arn) ? "Request ARN is invalid" : $"{arn} is invalid");

    /// <summary>A policy restricts nothing here; one that AWS would not read is refused.</summary>
    public static void CheckPolicy(string? policy)
    {
        if (policy is null) return;
        if (!JsonValue.TryParse(policy, out var document, out _)) throw new MalformedPolicyDocumentException("This policy contains invalid Json");
        if (document.Kind != JsonKind.Object) throw new MalformedPolicyDocumentException("Syntax errors in policy.");
    }

    public static void CheckTags(IReadOnlyList<Tag>? tags)
    {
        if (tags is not null && tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != tags.Count)
            throw Refusals.InvalidTags("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }

    /// <summary>Nobody has a device.</summary>
    public static void CheckDevice(string? serialNumber, string? tokenCode)
    {
        if (serialNumber is not null || tokenCode is not null) throw Refusals.NoDevice();
    }
}
