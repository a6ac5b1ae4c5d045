using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Lists and maps have no type of their own; a static class per shape reads and writes them.</summary>
internal sealed class Collections(Types types)
{
    public void Emit(CodeWriter code, ShapeModel shape)
    {
        var isMap = shape.Kind == ShapeKind.Map;
        code.Open($"internal static class {Types.Codec(shape)}");
        var names = NamesOf(code, shape);
        code.Line($"public static {types.Of(shape.Name)} Read<TReader>(ref TReader reader)");
        code.Open("    where TReader : struct, IShapeReader, allows ref struct");
        var element = types.Element(shape);
        var read = shape.IsSparse ? $"reader.TryReadNull() ? null : {types.Read(shape.Element!)}" : types.Read(shape.Element!);
        code.Line($"var values = new {(isMap ? $"Dictionary<string, {element}>" : $"List<{element}>")}();");
        code.Line(isMap ? $"reader.BeginMap({names});" : $"reader.BeginList({names});");
        code.Line(isMap ? $"while (reader.NextEntry(out var key)) values[key] = {read};" : $"while (reader.NextElement()) values.Add({read});");
        code.Line("return values;");
        code.Close();
        code.Line();
        code.Line($"public static void Write<TWriter>(ref TWriter writer, {types.Of(shape.Name)} values)");
        code.Open("    where TWriter : struct, IShapeWriter, allows ref struct");
        if (isMap) WriteMap(code, shape, names);
        else WriteList(code, shape, names);
        code.Close();
        code.Close();
        code.Line();
    }

    private void WriteList(CodeWriter code, ShapeModel shape, string names)
    {
        code.Line($"writer.BeginList({names});");
        code.Open("for (var i = 0; i < values.Count; i++)");
        code.Line("var value = values[i];");
        WriteElement(code, shape);
        code.Close();
        code.Line("writer.EndList();");
    }

    private void WriteMap(CodeWriter code, ShapeModel shape, string names)
    {
        code.Line($"writer.BeginMap({names});");
        code.Open("foreach (var (key, value) in values)");
        code.Line("writer.Key(key);");
        WriteElement(code, shape);
        code.Close();
        code.Line("writer.EndMap();");
    }

    /// <summary>Emits what elements, keys and values are called if that is not the usual, and returns how to get at it.</summary>
    private static string NamesOf(CodeWriter code, ShapeModel shape)
    {
        var isMap = shape.Kind == ShapeKind.Map;
        var type = isMap ? "MapNames" : "ListNames";
        List<string> arguments = [];
        if (isMap) Add(arguments, shape.Key!.Xml, "key", "keyNamespace");
        Add(arguments, shape.Element!.Xml, isMap ? "value" : "element", isMap ? "valueNamespace" : "elementNamespace");
        if (arguments.Count == 0) return type + ".Default";
        code.Line($"private static readonly {type} _names = new({string.Join(", ", arguments)});");
        code.Line();
        return "_names";
    }

    private static void Add(List<string> arguments, XmlModel xml, string name, string namespaceName)
    {
        if (xml.Name is not null) arguments.Add($"{name}: {Names.Literal(xml.Name)}");
        if (xml.Namespace is not null) arguments.Add($"{namespaceName}: {Namespace(xml)}");
    }

    /// <summary>The namespace that an element declares, as an expression.</summary>
    public static string Namespace(XmlModel xml) => $"new XmlNamespace({Names.Literal(xml.Namespace)}, {Names.Literal(xml.Prefix)})";

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
