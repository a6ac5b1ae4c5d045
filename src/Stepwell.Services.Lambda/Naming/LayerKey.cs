using System.Globalization;

namespace Stepwell.Services.Lambda.Naming;

/// <summary>Which layer: names are unique within an account and region.</summary>
internal readonly record struct LayerKey(string Scope, string Name)
{
    public string Arn => $"arn:aws:lambda:{Scope}:layer:{Name}";

    public string VersionArn(long number) => string.Create(CultureInfo.InvariantCulture, $"{Arn}:{number}");

    /// <param name="text">A name or an ARN. It matches the model's pattern.</param>
    public static LayerKey Parse(string scope, string text)
    {
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
            return new LayerKey(scope, text);
        var parts = text.Split(':');
        return new LayerKey($"{parts[3]}:{parts[4]}", parts[6]);
    }

    /// <param name="arn">Of a version. It matches the model's pattern.</param>
    public static (LayerKey Key, long Number) ParseVersion(string arn)
    {
        var parts = arn.Split(':');
        if (parts.Length != 8 || !long.TryParse(parts[7], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Errors.Invalid($"Layer version {arn} does not exist.");
        return (new LayerKey($"{parts[3]}:{parts[4]}", parts[6]), number);
    }

    /// <param name="arn">As <see cref="Arn"/> gives it.</param>
    public static LayerKey OfArn(string arn) => Parse(scope: "", arn);
}
