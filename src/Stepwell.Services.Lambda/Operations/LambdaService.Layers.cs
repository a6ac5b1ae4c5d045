using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Layers.</summary>
public sealed partial class LambdaService
{
    private static ChosenLayers Layers(IReadOnlyList<string>? arns) =>
        arns is null || arns.Count == 0 ? ChosenLayers.None : throw Errors.Invalid("This server does not offer layers yet.");

    private static ChosenLayers LayersOf(FunctionConfiguration configuration) => Layers(configuration.Layers?.Select(layer => layer.Arn!).ToList());

    private static void CheckCodeSigning(string? arn)
    {
        if (arn is not null)
            throw Errors.Invalid("This server does not offer code signing yet.");
    }
}
