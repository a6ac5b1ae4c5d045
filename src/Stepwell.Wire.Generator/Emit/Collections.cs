using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Lists and maps have no type of their own; a static class per shape reads and writes them.</summary>
internal sealed class Collections(Types types)
{
    public void Emit(CodeWriter code, ShapeModel shape)
    {
        var isMap = shape.Kind == ShapeKind.Map;
        code.Open($"internal static class {Types.Codec(shape)}");
        code.Line($"public static {types.Of(shape.Name)} Read<TReader>(ref TReader reader)");
        code.Open("    where TReader : struct, IShapeReader, allows ref struct");
        var element = types.Element(shape);
        var read = shape.IsSparse ? $"reader.TryReadNull() ? null : {types.Read(shape.Element!)}" : types.Read(shape.Element!);
        code.Line($"var values = new {(isMap ? $"Dictionary<string, {element}>" : $"List<{element}>")}();");
        code.Line(isMap ? "reader.BeginMap();" : "reader.BeginList();");
        code.Line(isMap ? $"while (reader.NextEntry(out var key)) values[key] = {read};" : $"while (reader.NextElement()) values.Add({read});");
        code.Line("return values;");
        code.Close();
        code.Line();
        code.Line($"public static void Write<TWriter>(ref TWriter writer, {types.Of(shape.Name)} values)");
        code.Open("    where TWriter : struct, IShapeWriter, allows ref struct");
        if (isMap) WriteMap(code, shape);
        else WriteList(code, shape);
        code.Close();
        code.Close();
        code.Line();
    }

    private void WriteList(CodeWriter code, ShapeModel shape)
    {
        code.Line("writer.BeginList();");
        code.Open("for (var i = 0; i < values.Count; i++)");
        code.Line("var value = values[i];");
        WriteElement(code, shape);
        code.Close();
        code.Line("writer.EndList();");
    }

    private void WriteMap(CodeWriter code, ShapeModel shape)
    {
        code.Line("writer.BeginMap();");
        code.Open("foreach (var (key, value) in values)");
        code.Line("writer.Key(key);");
        WriteElement(code, shape);
        code.Close();
        code.Line("writer.EndMap();");
    }

    private void WriteElement(CodeWriter code, ShapeModel shape)
    {
        if (!shape.IsSparse)
        {
            code.Line(types.Write(shape.Element!, "value"));
            return;
        }

        code.Line("if (value is null) writer.WriteNull();");
        code.Line("else " + types.Write(shape.Element!, types.IsValueType(shape.Element!.Shape) ? "value.Value" : "value"));
    }
}
