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
        code.Open($"    : base(new ServiceDescription({Description(model)}))");
        code.Line("Operations =");
        code.Line("[");
        var validationCode = model.ValidationCode is null ? "" : ", " + Names.Literal(model.ValidationCode);
        foreach (var operation in model.Operations)
            code.Line($"    new Operation<{operation.Input}, {operation.Output}>({Names.Literal(operation.Name)}, {operation.Name}{validationCode}),");
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

    private static string Description(ServiceModel model) => string.Join(
        ", ",
        Names.Literal(model.FullName),
        Names.Literal(model.SigningName),
        Names.Literal(model.TargetPrefix),
        Names.Literal(model.JsonVersion),
        model.IsQueryCompatible ? "true" : "false");
}
