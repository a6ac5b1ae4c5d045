using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Structures become sealed records that read and write themselves.</summary>
internal sealed class Structures(Types types, Validations validations)
{
    public void Emit(CodeWriter code, ShapeModel shape)
    {
        code.Line($"/// <summary>The structure <c>{shape.Name}</c> of the service model.</summary>");
        code.Open($"public sealed record {shape.Name} : IShape<{shape.Name}>");
        Table(code, shape, types);
        ShowTable(code, shape);
        foreach (var member in shape.Members) Property(code, shape, member);
        Read(code, shape);
        Write(code, shape);
        code.Line();
        validations.Emit(code, shape);
        code.Line();
        code.Line("/// <summary>The name alone: what requests and responses hold does not belong into logs.</summary>");
        code.Line($"public override string ToString() => {Names.Literal(shape.Name)};");
        code.Close();
        code.Line();
    }

    public static void Table(CodeWriter code, ShapeModel shape, Types types)
    {
        var isPlain = shape.Members.All(member => types.XmlOf(member).IsPlain && types.BindingOf(member) is null);
        var members = shape.Members.Select(member => isPlain ? Names.Literal(types.WireName(member)) : Member(types, member));
        var union = shape.Kind == ShapeKind.Union ? " { IsUnion = true }" : "";
        code.Line($"private static readonly MemberTable _members = new({string.Join(", ", members)}){union};");
        code.Line();
    }

    /// <summary>Gives the protocols the table of members.</summary>
    public static void ShowTable(CodeWriter code, ShapeModel shape)
    {
        code.Line($"static MemberTable IShape<{shape.Name}>.Members => _members;");
        code.Line();
    }

    private static string Member(Types types, MemberModel member)
    {
        var xml = types.XmlOf(member);
        var arguments = Names.Literal(types.WireName(member));
        if (xml.Name is not null) arguments += ", xmlName: " + Names.Literal(xml.Name);
        if (xml.IsFlattened) arguments += ", isFlattened: true";
        if (xml.Namespace is not null) arguments += ", xmlNamespace: " + Collections.Namespace(xml);
        if (types.BindingOf(member) is { } binding) arguments += ", http: " + binding;
        return $"new Member({arguments})";
    }

    private void Property(CodeWriter code, ShapeModel shape, MemberModel member)
    {
        var type = types.Of(member.Shape);
        var name = Names.Property(member, shape.Name);
        code.Line(
            types.IsEventStream(member) ? $"public {type}? {name} {{ get; init; }}"
            : types.Default(member) is { } value ? $"public {type} {name} {{ get; init; }} = {value};"
            : member.IsRequired ? $"public required {type} {name} {{ get; init; }}"
            : $"public {type}? {name} {{ get; init; }}");
        code.Line();
        if (!Validations.NeedsPresence(member, types)) return;
        code.Line($"internal bool Is{name}Missing {{ get; init; }}");
        code.Line();
    }

    private void Read(CodeWriter code, ShapeModel shape)
    {
        code.Line("/// <inheritdoc/>");
        code.Line($"public static {shape.Name} Read<TReader>(ref TReader reader)");
        code.Open("    where TReader : struct, IShapeReader, allows ref struct");
        foreach (var i in Values(shape)) code.Line($"{types.Of(shape.Members[i].Shape)}? m{i} = null;");
        code.Line("reader.BeginStructure();");
        code.Line("var index = -1;");
        code.Open("while (reader.NextMember(_members, ref index))");
        if (shape.Members.Count > 0) code.Open("switch (index)");
        foreach (var i in Values(shape)) code.Line($"case {i}: m{i} = {types.Read(shape.Members[i])}; break;");
        if (shape.Members.Count > 0) code.Close();
        code.Close();
        code.Line();
        code.Open("return new()");
        foreach (var i in Values(shape)) Assign(code, shape, i);
        code.Close(";");
        code.Close();
        code.Line();
    }

    private void Assign(CodeWriter code, ShapeModel shape, int i)
    {
        var member = shape.Members[i];
        var name = Names.Property(member, shape.Name);
        if (!Validations.NeedsPresence(member, types))
        {
            var absent = types.Default(member) is { } value ? " ?? " + value : member.IsRequired ? "!" : "";
            code.Line($"{name} = m{i}{absent},");
            return;
        }

        code.Line($"{name} = m{i}.GetValueOrDefault(),");
        code.Line($"Is{name}Missing = m{i} is null,");
    }

    private void Write(CodeWriter code, ShapeModel shape)
    {
        code.Line("/// <inheritdoc/>");
        code.Line("public void Write<TWriter>(ref TWriter writer)");
        code.Open("    where TWriter : struct, IShapeWriter, allows ref struct");
        code.Line("writer.BeginStructure();");
        foreach (var i in Values(shape)) WriteMember(code, types, shape.Members[i], Names.Property(shape.Members[i], shape.Name), i);
        code.Line("writer.EndStructure();");
        code.Close();
    }

    /// <summary>The places of the members that are values.</summary>
    private IEnumerable<int> Values(ShapeModel shape) => Enumerable.Range(0, shape.Members.Count).Where(i => !types.IsEventStream(shape.Members[i]));

    public static void WriteMember(CodeWriter code, Types types, MemberModel member, string property, int index)
    {
        if (member.IsRequired || member.Default is not null)
        {
            code.Line($"writer.Member(in _members[{index}]);");
            code.Line(types.Write(member, property));
            return;
        }

        code.Open($"if ({property} is {{ }} m{index})");
        code.Line($"writer.Member(in _members[{index}]);");
        code.Line(types.Write(member, "m" + index));
        code.Close();
    }
}
