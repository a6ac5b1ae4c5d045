using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>One case of either suite in one form.</summary>
/// <param name="Label">Suite, operation and id; unique.</param>
/// <param name="Model">Key of the model it belongs to.</param>
/// <param name="Operation">What is called.</param>
/// <param name="Shape">Of the input, output or error that the params are; null: the operation has none.</param>
/// <param name="Params">What the message means.</param>
/// <param name="Headers">Of the message.</param>
/// <param name="Body">Of the message; null: the case does not say.</param>
/// <param name="Status">Of a response.</param>
/// <param name="IsError">A response that is an error.</param>
internal sealed record ProtocolCase(
    string Label,
    string Model,
    string Operation,
    string? Shape,
    JsonObject Params,
    JsonObject Headers,
    string? Body,
    int Status,
    bool IsError)
{
    /// <summary>Of a request, where they say what is called.</summary>
    public string Method { get; init; } = "POST";

    public string Uri { get; init; } = "/";

    /// <summary>Headers that a response must not have.</summary>
    public IReadOnlyList<string> ForbiddenHeaders { get; init; } = [];

    public string Id => Label[(Label.LastIndexOf('/') + 1)..];
}
