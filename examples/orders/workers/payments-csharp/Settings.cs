namespace Stepwell.Examples.Orders;

/// <summary>The usual AWS_* environment variables.</summary>
internal sealed record Settings(Uri Endpoint, string Region, string AccessKeyId, string SecretAccessKey)
{
    public static Settings FromEnvironment() => new(
        new Uri(Required("AWS_ENDPOINT_URL")),
        Required("AWS_REGION"),
        Required("AWS_ACCESS_KEY_ID"),
        Required("AWS_SECRET_ACCESS_KEY"));

    public static string Required(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"The environment variable {name} is not set.");
}
