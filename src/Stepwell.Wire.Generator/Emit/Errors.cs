using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>Modelled errors become exceptions; their message keeps the spelling that the model gives its member.</summary>
internal sealed class Errors(ServiceModel model, Types types)
{
    public void Emit(CodeWriter code, ShapeModel shape)
    {
        var name = Names.Exception(shape, model);
        var error = shape.Error!;
        var hasMessage = shape.Members.Any(IsMessage);
        var fault = error.IsServerFault ? "Server" : "Client";
        code.Line($"/// <summary>The error <c>{shape.Name}</c> of the service model: HTTP status {error.StatusCode}.</summary>");
        code.Line($"public sealed class {name}({(hasMessage ? "string? message = null" : "")})");
        var message = hasMessage ? "message" : "null";
        code.Open($"    : AwsException({Names.Literal(shape.Name)}, {error.StatusCode}, Fault.{fault}, {message})");
        Structures.Table(code, shape, types);
        if (error.QueryCode is not null)
        {
            code.Line("/// <inheritdoc/>");
            code.Line($"public override string QueryCode => {Names.Literal(error.QueryCode)};");
            code.Line();
        }

        foreach (var member in shape.Members.Where(member => !IsMessage(member)))
        {
            var value = types.Default(member) is { } given ? $" = {given};" : "";
            code.Line($"public {types.Of(member.Shape)}? {Names.Property(member, name)} {{ get; init; }}{value}");
            code.Line();
        }

        code.Line("/// <inheritdoc/>");
        code.Open("public override void WriteMembers<TWriter>(ref TWriter writer)");
        for (var i = 0; i < shape.Members.Count; i++)
        {
            var member = shape.Members[i] with { IsRequired = false, Default = null };
            Structures.WriteMember(code, types, member, IsMessage(member) ? "WireMessage" : Names.Property(member, name), i);
        }

        code.Close();
        code.Close();
        code.Line();
    }

    private bool IsMessage(MemberModel member) =>
        member.Name is "message" or "Message" && model.Shapes[member.Shape].Kind == ShapeKind.String;
}
