using System.Collections.Immutable;
using System.Globalization;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Wire.Shapes;

namespace Stepwell.Services.Lambda.Catalog;

/// <summary>One version of a function. Published ones never change.</summary>
/// <param name="Number">0 stands for <c>$LATEST</c>.</param>
/// <param name="Configuration">As the API tells it.</param>
internal sealed record VersionRecord(long Number, FunctionConfiguration Configuration, VersionCode Code)
{
    public string Name => NameOf(Number);

    public string RevisionId => Configuration.RevisionId!;

    public static string NameOf(long number) =>
        number == 0 ? FunctionReference.Latest : number.ToString(CultureInfo.InvariantCulture);

    public static VersionRecord OfRow(VersionRow row) => new(
        row.Number,
        ShapeJson.Read<FunctionConfiguration>(row.Configuration),
        new VersionCode(row.Code, row.UnzippedBytes, row.LayerCodes.Length == 0 ? [] : [.. row.LayerCodes.Split(',')]));

    public VersionRow ToRow(long functionId) => new(
        functionId, Number, ShapeJson.Write(Configuration).ToArray(), Code.Package, Code.UnzippedBytes, string.Join(',', Code.Layers));
}

/// <summary>What a version runs.</summary>
/// <param name="Package">Hash of the deployment package, or the address of the program that is the function.</param>
/// <param name="UnzippedBytes">Of the package; 0: there is none.</param>
/// <param name="Layers">Hashes of the layers' packages, in the order of the configuration.</param>
internal sealed record VersionCode(string Package, long UnzippedBytes, ImmutableArray<string> Layers)
{
    /// <summary>Null: the code is a package.</summary>
    public Uri? Address => Package.Contains(':', StringComparison.Ordinal) ? new Uri(Package) : null;

    /// <summary>All packages that must not be removed.</summary>
    public IEnumerable<string> Packages => Address is null ? Layers.Prepend(Package) : Layers;
}
