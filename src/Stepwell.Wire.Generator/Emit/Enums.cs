using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Enums stay strings, since clients may know more values than we do; their values become constants.</summary>
internal static class Enums
{
    public static void Emit(CodeWriter code, ShapeModel shape)
    {
        code.Line($"/// <summary>The values of the enum <c>{shape.Name}</c> of the service model.</summary>");
        code.Open($"public static class {shape.Name}");
        foreach (var value in shape.Enum) code.Line($"public const string {Names.Constant(value)} = {Names.Literal(value)};");
        code.Close();
        code.Line();
    }
}
