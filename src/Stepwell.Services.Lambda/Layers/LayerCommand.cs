using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Code;

namespace Stepwell.Services.Lambda.Layers;

/// <summary>What is asked of a layer.</summary>
internal abstract record LayerCommand
{
    /// <param name="Input">Without the package, which has been taken in.</param>
    public sealed record Publish(PublishLayerVersionRequest Input, StoredPackage Package) : LayerCommand;

    /// <remarks>Of a version that is not there too: it is done.</remarks>
    public sealed record Delete(long Number) : LayerCommand;

    public sealed record AddPermission(AddLayerVersionPermissionRequest Input, string Revision) : LayerCommand;

    public sealed record RemovePermission(RemoveLayerVersionPermissionRequest Input, string Revision) : LayerCommand;
}
