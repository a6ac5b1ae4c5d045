using Stepwell.Expressions.Jsonata.Functions;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>Helps who wrote <c>sum(a)</c> for <c>$sum(a)</c>.</summary>
internal static class MissingDollar
{
    public static void Check(string code, Node procedure, int position, Frame frame, Evaluator evaluator)
    {
        if ((procedure as PathNode)?.FirstName is not { } name) return;
        var isVariable = frame.TryFind(name, out _) || !evaluator.Global(name, BuiltIns.Find(name, evaluator.Dialect)).IsUndefined;
        if (isVariable) throw new JsonataException(code, token: name, position: position);
    }
}
