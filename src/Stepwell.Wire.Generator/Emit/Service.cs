using Stepwell.Wire.Generator.Model;

namespace Stepwell.Wire.Generator.Emit;

/// <summary>The base class of a service: one virtual method per operation, and the table that dispatch uses.</summary>
internal static class Service
{
    public static void Emit(CodeWriter code, ServiceModel model, string name)
    {
        code.Line("/// <summary>");
        code.Line($"/// {model.FullName}. Override the operations that exist; the others answer that they are not implemented yet.");
        code.Line("/// Inputs are valid when an operation is called. Calls run concurrently.");
        code.Line("/// </summary>");
        code.Open($"public abstract class {name} : AwsService");
        code.Line($"protected {name}()");
        code.Open($"    : base(new ServiceDescription({Description(model)}){Query(model)})");
        code.Line("Operations =");
        code.Line("[");
        foreach (var operation in model.Operations)
        {
            var arguments = $"{Names.Literal(operation.Name)}, {operation.Name}";
            if (model.ValidationCode is not null) arguments += ", " + Names.Literal(model.ValidationCode);
            if (!operation.HasOutput) arguments += ", hasOutput: false";
            code.Line($"    new Operation<{operation.Input}, {operation.Output}>({arguments}),");
        }

        code.Line("];");
        code.Close();
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line("public sealed override IReadOnlyList<Operation> Operations { get; }");
        foreach (var operation in model.Operations)
        {
            code.Line();
            code.Line($"public virtual ValueTask<{operation.Output}> {operation.Name}({operation.Input} input, RequestContext context) =>");
            code.Line($"    throw NotImplemented({Names.Literal(operation.Name)});");
        }

        code.Close();
    }

    private static string Query(ServiceModel model)
    {
        List<string> members = [];
        if (model.QueryVersion is not null) members.Add($"QueryVersion = {Names.Literal(model.QueryVersion)}");
        if (model.XmlNamespace is not null) members.Add($"XmlNamespace = {Names.Literal(model.XmlNamespace)}");
        if (model.ShapeNamespace is not null) members.Add($"ShapeNamespace = {Names.Literal(model.ShapeNamespace)}");
        return members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
    }

    private static string Description(ServiceModel model) => string.Join(
        ", ",
        Names.Literal(model.FullName),
        Names.Literal(model.SigningName),
        Names.Literal(model.TargetPrefix),
        Names.Literal(model.JsonVersion),
        model.IsQueryCompatible ? "true" : "false");
}
