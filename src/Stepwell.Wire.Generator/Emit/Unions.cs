using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Unions become an abstract record with one sealed case per member.</summary>
internal sealed class Unions(Types types, Validations validations)
{
    public void Emit(CodeWriter code, ShapeModel shape)
    {
        if (shape.IsEventStream)
        {
            EmitEvents(code, shape);
            return;
        }

        code.Line($"/// <summary>The union <c>{shape.Name}</c> of the service model: exactly one of the cases below.</summary>");
        code.Open($"public abstract record {shape.Name} : IShape<{shape.Name}>");
        Structures.Table(code, shape, types);
        Structures.ShowTable(code, shape);
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

    /// <summary>The events of a stream; those that are errors are thrown and no cases.</summary>
    private void EmitEvents(CodeWriter code, ShapeModel shape)
    {
        code.Line($"/// <summary>An event of the stream <c>{shape.Name}</c> of the service model.</summary>");
        code.Open($"public abstract record {shape.Name} : IStreamedEvent");
        code.Line($"private {shape.Name}() {{ }}");
        code.Line();
        var events = shape.Members.Where(member => !types.IsError(member)).ToList();
        foreach (var member in events)
        {
            code.Line($"public sealed record {Names.Property(member, shape.Name)}({Outer(member, shape, types.Of(member.Shape))} Value) : {shape.Name};");
            code.Line();
        }

        code.Open("void IStreamedEvent.Write(EventFrameWriter frame)");
        code.Open("switch (this)");
        foreach (var member in events)
            code.Line($"case {Names.Property(member, shape.Name)} {{ Value: var value }}: frame.WriteEvent({Names.Literal(member.Name)}, value); break;");
        code.Close();
        code.Close();
        code.Line();
        code.Open("static string? IStreamedEvent.NameOf(AwsException error) => error switch");
        foreach (var member in shape.Members.Where(types.IsError)) code.Line($"{types.ExceptionOf(member)} => {Names.Literal(member.Name)},");
        code.Line("_ => null,");
        code.Close(";");
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
    private string Outer(MemberModel member, ShapeModel union, string expression) =>
        Names.Property(member, union.Name) == member.Shape && types.HasOwnType(member.Shape) ? "Api." + expression : expression;
}
