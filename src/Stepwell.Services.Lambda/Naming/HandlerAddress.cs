namespace Stepwell.Services.Lambda.Naming;

/// <summary>Handlers of the process that runs Stepwell are images whose URI is <c>in-process://</c> and the handler's name.</summary>
internal static class HandlerAddress
{
    public const string Scheme = "in-process";

    public static string Of(string name) => $"{Scheme}://{name}";

    /// <summary>Null: no handler's address. Names have capitals, which hosts of URIs lose.</summary>
    public static string? NameIn(Uri? address) =>
        address?.Scheme == Scheme ? address.OriginalString[(Scheme.Length + "://".Length)..].TrimEnd('/') : null;
}
