using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>What callers say of a function, as configurations tell it.</summary>
internal static class ConfigurationText
{
    private const int DefaultTimeout = 3;
    private const int DefaultMemory = 128;
    private const int DefaultStorage = 512;

    public static FunctionConfiguration New(CreateFunctionRequest input, FunctionKey key, NewCode code, IReadOnlyList<Layer> layers, string revision) => new()
    {
        FunctionName = key.Name,
        FunctionArn = key.Arn,
        Runtime = input.Runtime,
        Role = input.Role,
        Handler = input.Handler,
        CodeSize = code.Size,
        CodeSha256 = code.Sha256,
        Description = input.Description ?? "",
        Timeout = input.Timeout ?? DefaultTimeout,
        MemorySize = input.MemorySize ?? DefaultMemory,
        Version = FunctionReference.Latest,
        VpcConfig = Vpc(input.VpcConfig),
        DeadLetterConfig = DeadLetters(input.DeadLetterConfig),
        Environment = Variables(input.Environment),
        KMSKeyArn = input.KMSKeyArn,
        TracingConfig = Tracing(input.TracingConfig),
        RevisionId = revision,
        Layers = layers.Count == 0 ? null : layers,
        FileSystemConfigs = input.FileSystemConfigs,
        PackageType = code.PackageType,
        ImageConfigResponse = Image(input.ImageConfig),
        Architectures = input.Architectures ?? [Architecture.X8664],
        EphemeralStorage = input.EphemeralStorage ?? new EphemeralStorage { Size = DefaultStorage },
        SnapStart = Snap(input.SnapStart),
        LoggingConfig = Logging(input.LoggingConfig, key.Name),
    };

    /// <summary>What is given takes the place of what was.</summary>
    public static FunctionConfiguration Merge(FunctionConfiguration old, UpdateFunctionConfigurationRequest input) => old with
    {
        Runtime = input.Runtime ?? old.Runtime,
        Role = input.Role ?? old.Role,
        Handler = input.Handler ?? old.Handler,
        Description = input.Description ?? old.Description,
        Timeout = input.Timeout ?? old.Timeout,
        MemorySize = input.MemorySize ?? old.MemorySize,
        VpcConfig = input.VpcConfig is null ? old.VpcConfig : Vpc(input.VpcConfig),
        DeadLetterConfig = input.DeadLetterConfig is null ? old.DeadLetterConfig : DeadLetters(input.DeadLetterConfig),
        Environment = input.Environment is null ? old.Environment : Variables(input.Environment),
        KMSKeyArn = input.KMSKeyArn ?? old.KMSKeyArn,
        TracingConfig = input.TracingConfig is null ? old.TracingConfig : Tracing(input.TracingConfig),
        FileSystemConfigs = input.FileSystemConfigs ?? old.FileSystemConfigs,
        ImageConfigResponse = input.ImageConfig is null ? old.ImageConfigResponse : Image(input.ImageConfig),
        EphemeralStorage = input.EphemeralStorage ?? old.EphemeralStorage,
        SnapStart = input.SnapStart is null ? old.SnapStart : Snap(input.SnapStart),
        LoggingConfig = input.LoggingConfig is null ? old.LoggingConfig : Logging(input.LoggingConfig, old.FunctionName!),
    };

    private static VpcConfigResponse? Vpc(VpcConfig? vpc) => vpc is null
        ? null
        : new VpcConfigResponse
        {
            SubnetIds = vpc.SubnetIds ?? [],
            SecurityGroupIds = vpc.SecurityGroupIds ?? [],
            VpcId = "",
            Ipv6AllowedForDualStack = vpc.Ipv6AllowedForDualStack ?? false,
        };

    /// <summary>An empty ARN takes the target away.</summary>
    private static DeadLetterConfig? DeadLetters(DeadLetterConfig? given) => string.IsNullOrEmpty(given?.TargetArn) ? null : given;

    private static EnvironmentResponse? Variables(Api.Environment? given) => given?.Variables is { Count: > 0 } variables
        ? new EnvironmentResponse { Variables = variables }
        : null;

    private static TracingConfigResponse Tracing(TracingConfig? given) => new() { Mode = given?.Mode ?? TracingMode.PassThrough };

    private static ImageConfigResponse? Image(ImageConfig? given) => given is null ? null : new ImageConfigResponse { ImageConfig = given };

    private static SnapStartResponse Snap(SnapStart? given) =>
        new() { ApplyOn = given?.ApplyOn ?? SnapStartApplyOn.None, OptimizationStatus = SnapStartOptimizationStatus.Off };

    private static LoggingConfig Logging(LoggingConfig? given, string name) => (given ?? new LoggingConfig()) with
    {
        LogFormat = given?.LogFormat ?? LogFormat.Text,
        LogGroup = given?.LogGroup ?? $"/aws/lambda/{name}",
    };
}
