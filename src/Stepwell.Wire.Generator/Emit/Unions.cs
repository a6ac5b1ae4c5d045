using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Unions become an abstract record with one sealed case per member.</summary>
internal sealed class Unions(Types types, Validations validations)
{
    public void Emit(CodeWriter code, ShapeModel shape)
    {
        code.Line($"/// <summary>The union <c>{shape.Name}</c> of the service model: exactly one of the cases below.</summary>");
        code.Open($"public abstract record {shape.Name} : IShape<{shape.Name}>");
        Structures.Table(code, shape, types);
        code.Line($"private {shape.Name}() {{ }}");
        code.Line();
        foreach (var member in shape.Members)
        {
            code.Line($"public sealed record {Names.Property(member, shape.Name)}({Outer(member, shape, types.Of(member.Shape))} Value) : {shape.Name};");
            code.Line();
        }

        Read(code, shape);
        Write(code, shape);
        code.Line();
        validations.EmitUnion(code, shape);
        code.Close();
        code.Line();
    }

    private void Read(CodeWriter code, ShapeModel shape)
    {
        code.Line("/// <inheritdoc/>");
        code.Line($"public static {shape.Name} Read<TReader>(ref TReader reader)");
        code.Open("    where TReader : struct, IShapeReader, allows ref struct");
        code.Line($"{shape.Name}? value = null;");
        code.Line("reader.BeginStructure();");
        code.Line("var index = -1;");
        code.Open("while (reader.NextMember(_members, ref index))");
        code.Line($"if (value is not null) throw new SerializationException(\"More than one member of the union {shape.Name} is set\");");
        code.Open("switch (index)");
        for (var i = 0; i < shape.Members.Count; i++)
            code.Line($"case {i}: value = new {Names.Property(shape.Members[i], shape.Name)}({Outer(shape.Members[i], shape, types.Read(shape.Members[i]))}); break;");
        code.Close();
        code.Close();
        code.Line();
        code.Line($"return value ?? throw new SerializationException(\"No known member of the union {shape.Name} is set\");");
        code.Close();
        code.Line();
    }

    private void Write(CodeWriter code, ShapeModel shape)
    {
        code.Line("/// <inheritdoc/>");
        code.Line("public void Write<TWriter>(ref TWriter writer)");
        code.Open("    where TWriter : struct, IShapeWriter, allows ref struct");
        code.Line("writer.BeginStructure();");
        code.Open("switch (this)");
        for (var i = 0; i < shape.Members.Count; i++)
        {
            code.Open($"case {Names.Property(shape.Members[i], shape.Name)} {{ Value: var value }}:");
            code.Line($"writer.Member(in _members[{i}]);");
            code.Line(types.Write(shape.Members[i], "value"));
            code.Line("break;");
            code.Close();
        }

        code.Close();
        code.Line("writer.EndStructure();");
        code.Close();
    }

    /// <summary>Inside of the union a case hides the structure that it has its name from.</summary>
    private static string Outer(MemberModel member, ShapeModel union, string expression) =>
        Names.Property(member, union.Name) == member.Shape ? "Api." + expression : expression;
}
