using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>What an expression can see. A plain value; build one per evaluation.</summary>
/// <param name="Input">What <c>$</c> and <c>$$</c> stand for at the top; missing where there is none.</param>
public readonly record struct JsonataScope(
    JsonValue Input,
    JsonataBindings Bindings,
    JsonataServices Services,
    JsonataLimits Limits);
