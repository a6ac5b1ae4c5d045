namespace Stepwell.Services.Lambda.Storage;

/// <summary>A function: what is true of it in all versions.</summary>
/// <param name="LastVersion">The highest number that was ever published; 0: none was.</param>
/// <param name="Reserved">Reserved concurrency; null: it shares what the account has left.</param>
/// <param name="CodeSigning">ARN of the code signing configuration; null: none.</param>
/// <param name="RecursiveLoop">As PutFunctionRecursionConfig takes it.</param>
/// <param name="Tags">ListTags' answer as JSON.</param>
internal sealed record FunctionRow(
    long Id, string Scope, string Name, long LastVersion, long? Reserved, string? CodeSigning, string RecursiveLoop, byte[] Tags);

/// <summary>One version of a function.</summary>
/// <param name="Number">0 stands for <c>$LATEST</c>.</param>
/// <param name="Configuration">As the API tells it, in JSON.</param>
/// <param name="Code">The package's hash, or the address of the program that is the function.</param>
/// <param name="UnzippedBytes">Of the package; 0: there is none.</param>
/// <param name="LayerCodes">Hashes of the layers' packages in the order of the configuration, between commas.</param>
internal sealed record VersionRow(long FunctionId, long Number, byte[] Configuration, string Code, long UnzippedBytes, string LayerCodes);

/// <summary>Something that belongs to a function under a name: an alias, a policy, and so on.</summary>
/// <param name="Kind">See <see cref="Catalog.SettingKind"/>.</param>
/// <param name="Name">The alias, or the version or alias that it holds for.</param>
/// <param name="Value">The API's shape as JSON.</param>
/// <param name="UrlId">Of a function URL; null for all others.</param>
internal sealed record SettingRow(long FunctionId, string Kind, string Name, byte[] Value, string? UrlId);

/// <summary>Says that a package is needed.</summary>
/// <param name="Owner">Who needs it, unique for all that can.</param>
internal sealed record CodeUseRow(string Code, string Owner);

/// <summary>A layer's name, which keeps counting when versions are deleted.</summary>
internal sealed record LayerRow(string Scope, string Name, long LastVersion);

/// <param name="Value">GetLayerVersion's answer as JSON, without a location.</param>
/// <param name="Policy">GetLayerVersionPolicy's answer as JSON; null: none.</param>
internal sealed record LayerVersionRow(
    string Scope, string Name, long Number, byte[] Value, string Code, long UnzippedBytes, byte[]? Policy);

/// <param name="Value">The API's CodeSigningConfig as JSON.</param>
internal sealed record CodeSigningRow(string Scope, string Id, byte[] Value);
