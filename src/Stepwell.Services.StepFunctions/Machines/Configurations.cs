using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;

namespace Stepwell.Services.StepFunctions.Machines;

/// <summary>Logging, tracing and encryption settings of a revision as one JSON text, in one form for equal settings.</summary>
internal sealed record Configurations(LoggingConfiguration Logging, TracingConfiguration Tracing, EncryptionConfiguration Encryption)
{
    /// <summary>What descriptions show where nobody has asked for encryption with another key.</summary>
    public static readonly EncryptionConfiguration OwnedKey = new() { Type = "AWS_OWNED_KEY" };

    public static Configurations Of(LoggingConfiguration? logging, TracingConfiguration? tracing, EncryptionConfiguration? encryption) => new(
        new LoggingConfiguration
        {
            Level = logging?.Level ?? "OFF",
            IncludeExecutionData = logging?.IncludeExecutionData ?? false,
            Destinations = logging?.Destinations,
        },
        new TracingConfiguration { Enabled = tracing?.Enabled ?? false },
        encryption ?? OwnedKey);

    public string ToText()
    {
        var json = new JsonObjectBuilder();
        json.Add("level", JsonValue.String(Logging.Level!));
        json.Add("includeExecutionData", JsonValue.Boolean(Logging.IncludeExecutionData!.Value));
        if (Logging.Destinations is { } destinations)
            json.Add("destinations", JsonValue.Array(destinations.Select(Destination).ToArray().AsSpan()));
        json.Add("tracing", JsonValue.Boolean(Tracing.Enabled!.Value));
        json.Add("encryption", EncryptionOf(Encryption));
        return json.Build().ToString();
    }

    public static Configurations Parse(string text)
    {
        var json = JsonValue.Parse(text);
        var logging = new LoggingConfiguration
        {
            Level = json["level"].GetString(),
            IncludeExecutionData = json["includeExecutionData"].GetBoolean(),
            Destinations = json["destinations"].IsArray ? [.. DestinationsOf(json["destinations"])] : null,
        };
        return new Configurations(logging, new TracingConfiguration { Enabled = json["tracing"].GetBoolean() }, EncryptionOf(json["encryption"]));
    }

    private static JsonValue Destination(LogDestination destination) =>
        destination.CloudWatchLogsLogGroup?.LogGroupArn is { } arn ? JsonValue.String(arn) : JsonValue.Null;

    private static IEnumerable<LogDestination> DestinationsOf(JsonValue destinations)
    {
        for (var i = 0; i < destinations.Count; i++)
        {
            var arn = destinations[i];
            yield return new LogDestination
            {
                CloudWatchLogsLogGroup = arn.IsString ? new CloudWatchLogsLogGroup { LogGroupArn = arn.GetString() } : null,
            };
        }
    }

    private static JsonValue EncryptionOf(EncryptionConfiguration encryption)
    {
        var json = new JsonObjectBuilder();
        json.Add("type", JsonValue.String(encryption.Type));
        if (encryption.KmsKeyId is { } keyId)
            json.Add("kmsKeyId", JsonValue.String(keyId));
        if (encryption.KmsDataKeyReusePeriodSeconds is { } seconds)
            json.Add("kmsDataKeyReusePeriodSeconds", JsonValue.Number(seconds));
        return json.Build();
    }

    private static EncryptionConfiguration EncryptionOf(JsonValue json) => new()
    {
        Type = json["type"].GetString(),
        KmsKeyId = json["kmsKeyId"].IsString ? json["kmsKeyId"].GetString() : null,
        KmsDataKeyReusePeriodSeconds = json["kmsDataKeyReusePeriodSeconds"].TryGetInt64(out var seconds) ? (int)seconds : null,
    };
}
