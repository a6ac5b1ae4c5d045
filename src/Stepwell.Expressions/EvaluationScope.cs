using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>What an expression can see. A plain value; build one per evaluation.</summary>
/// <param name="Input">What <c>$</c> stands for.</param>
/// <param name="Context">The context object, <c>$$</c>.</param>
/// <param name="Variables">An object of variable name → value; missing where there are none.</param>
public readonly record struct EvaluationScope(JsonValue Input, JsonValue Context, JsonValue Variables, ExpressionServices Services);
