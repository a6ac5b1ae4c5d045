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
            code.Line($"    new Operation<{operation.Input}, {operation.Output}>({arguments}){Rest(model, operation)},");
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

    /// <summary>What only matters where the path says which operation is called, and what follows its answer.</summary>
    private static string Rest(ServiceModel model, OperationModel operation)
    {
        List<string> members = [];
        if (model.RestProtocol is not null && operation.Http is { } http)
            members.Add($"Http = new HttpRule({Names.Literal(http.Method)}, {Names.Literal(http.Uri)}, {http.StatusCode})");
        if (model.RestProtocol is not null && !operation.HasInput) members.Add("HasInput = false");
        if (operation.MaxBodyBytes is { } max) members.Add($"MaxBodyBytes = {max}");
        if (operation.LimitName is { } name) members.Add($"LimitName = {Names.Literal(name)}");
        if (operation.IsUnwritten) members.Add("IsUnwritten = true");
        if (operation.IsUnsigned) members.Add("IsUnsigned = true");
        if (model.Shapes[operation.Output].Members.FirstOrDefault(member => model.Shapes[member.Shape].IsEventStream) is { } events)
            members.Add($"Stream = static output => StreamedAnswer.Of(output.{Names.Property(events, operation.Output)})");
        return members.Count == 0 ? "" : $" {{ {string.Join(", ", members)} }}";
    }

    private static string Query(ServiceModel model)
    {
        List<string> members = [];
        if (model.RestProtocol is not null) members.Add($"RestProtocol = {Names.Literal(model.RestProtocol)}");
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
