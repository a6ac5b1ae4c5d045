using System.Runtime.CompilerServices;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>
/// Gives the parsed tree its meaning: chains of dots become paths of steps, predicates and joins go to the step they belong to,
/// <c>%</c> finds its step, and calls at the end of functions are marked.
/// </summary>
internal sealed class Semantics
{
    private int _labels;

    /// <exception cref="JsonataException">The tree means nothing.</exception>
    public static SyntaxNode Analyse(SyntaxNode root)
    {
        var result = new Semantics().Process(root);
        return result.Kind == SyntaxKind.Parent || result.SeekingParent is not null ? throw ParentResolution.NotFound(result) : result;
    }

    private SyntaxNode Process(SyntaxNode node) => RuntimeHelpers.TryEnsureSufficientExecutionStack()
        ? ProcessHere(node)
        : DeepStack.Run(() => ProcessHere(node));

    private SyntaxNode ProcessHere(SyntaxNode node)
    {
        var result = ProcessKind(node);
        if (node.KeepsArray) result.KeepsArray = true;
        return result;
    }

    private SyntaxNode ProcessKind(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Binary => ProcessBinary(node),
        SyntaxKind.Negation => ProcessNegation(node),
        SyntaxKind.ArrayConstructor => ProcessItems(node),
        SyntaxKind.ObjectConstructor => ProcessObject(node),
        SyntaxKind.Call or SyntaxKind.Partial => ProcessCall(node),
        SyntaxKind.Lambda => ProcessLambda(node),
        SyntaxKind.Condition or SyntaxKind.Default or SyntaxKind.Coalesce => ProcessOperands(node),
        SyntaxKind.Transform => ProcessTransform(node),
        SyntaxKind.Block => ProcessBlock(node),
        SyntaxKind.Name => new SyntaxNode(SyntaxKind.Path, string.Empty, node.Position)
        {
            Items = [node],
            KeepsSingletonArray = node.KeepsArray,
        },
        SyntaxKind.Parent => new SyntaxNode(SyntaxKind.Parent, node.Text, node.Position) { Slot = new ParentSlot("!" + _labels++) },
        SyntaxKind.Operator => ProcessOperator(node),
        SyntaxKind.End => throw new JsonataException("S0207", token: node.Text, position: node.Position),
        _ => node,
    };

    private SyntaxNode ProcessBinary(SyntaxNode node) => node.Text switch
    {
        "." => ProcessDot(node),
        "[" => ProcessPredicate(node),
        "{" => ProcessGroup(node),
        "^" => ProcessSort(node),
        ":=" => ProcessBind(node),
        "@" => ProcessFocus(node),
        "#" => ProcessIndex(node),
        "~>" => ProcessApply(node),
        _ => ProcessOperands(node),
    };

    private SyntaxNode ProcessDot(SyntaxNode node)
    {
        var first = Process(node.Left!);
        var path = first.Kind == SyntaxKind.Path ? first : PathOf(first);
        if (first.Kind == SyntaxKind.Parent) path.SeekingParent = [first.Slot!];
        var rest = Process(node.Right!);
        if (rest.Kind == SyntaxKind.Path)
        {
            path.Items.AddRange(rest.Items);
        }
        else
        {
            if (rest.Predicates is not null) (rest.Stages, rest.Predicates) = (rest.Predicates, null);
            path.Items.Add(rest);
        }

        MarkSteps(path);
        ParentResolution.Resolve(path);
        return path;
    }

    private static void MarkSteps(SyntaxNode path)
    {
        foreach (var step in path.Items)
        {
            if (step.Kind is SyntaxKind.Number or SyntaxKind.Literal)
                throw new JsonataException("S0213", step.Literal, position: step.Position);
            if (step.Kind == SyntaxKind.String) step.Kind = SyntaxKind.Name;
            if (step.KeepsArray) path.KeepsSingletonArray = true;
        }

        if (path.Items[0] is { Kind: SyntaxKind.ArrayConstructor } first) first.IsConstructedArray = true;
        if (path.Items[^1] is { Kind: SyntaxKind.ArrayConstructor } last) last.IsConstructedArray = true;
    }

    private SyntaxNode ProcessPredicate(SyntaxNode node)
    {
        var result = Process(node.Left!);
        var step = LastStep(result);
        if (step.Group is not null) throw new JsonataException("S0209", position: node.Position);
        var predicate = Process(node.Right!);
        if (predicate.SeekingParent is not null)
        {
            foreach (var slot in predicate.SeekingParent)
            {
                if (slot.Level == 1) ParentResolution.Seek(step, slot);
                else slot.Level--;
            }

            ParentResolution.Pass(predicate, step);
        }

        var stage = new Stage(predicate, IndexVariable: null);
        if (result.Kind == SyntaxKind.Path) (step.Stages ??= []).Add(stage);
        else (step.Predicates ??= []).Add(stage);
        return result;
    }

    private SyntaxNode ProcessGroup(SyntaxNode node)
    {
        var result = Process(node.Left!);
        if (result.Group is not null) throw new JsonataException("S0210", position: node.Position);
        result.Group = new Grouping(node.Pairs.ConvertAll(pair => (Process(pair.Key), Process(pair.Value))), node.Position);
        return result;
    }

    private SyntaxNode ProcessSort(SyntaxNode node)
    {
        var result = Process(node.Left!);
        var path = result.Kind == SyntaxKind.Path ? result : PathOf(result);
        var step = new SyntaxNode(SyntaxKind.Sort, node.Text, node.Position);
        foreach (var term in node.Terms)
        {
            var expression = Process(term.Expression);
            ParentResolution.Pass(expression, step);
            step.Terms.Add(term with { Expression = expression });
        }

        path.Items.Add(step);
        ParentResolution.Resolve(path);
        return path;
    }

    private SyntaxNode ProcessBind(SyntaxNode node)
    {
        var value = Process(node.Right!);
        var result = new SyntaxNode(SyntaxKind.Bind, node.Left!.Text, node.Position) { Right = value };
        ParentResolution.Pass(value, result);
        return result;
    }

    private SyntaxNode ProcessFocus(SyntaxNode node)
    {
        var result = Process(node.Left!);
        var step = LastStep(result);
        if (step.Stages is not null || step.Predicates is not null) throw new JsonataException("S0215", position: node.Position);
        if (step.Kind == SyntaxKind.Sort) throw new JsonataException("S0216", position: node.Position);
        if (node.KeepsArray) step.KeepsArray = true;
        step.FocusVariable = BoundName(node);
        step.IsTuple = true;
        return result;
    }

    private SyntaxNode ProcessIndex(SyntaxNode node)
    {
        var result = Process(node.Left!);
        var step = LastStep(result);
        if (result.Kind != SyntaxKind.Path)
        {
            result = PathOf(step);
            if (step.Predicates is not null) (step.Stages, step.Predicates) = (step.Predicates, null);
        }

        if (BoundName(node) is { } name)
        {
            if (step.Stages is null) step.IndexVariable = name;
            else step.Stages.Add(new Stage(Predicate: null, name));
        }

        step.IsTuple = true;
        return result;
    }

    /// <summary>The context, $, is a variable that nothing can bind: null.</summary>
    private static string? BoundName(SyntaxNode node) => node.Right!.Text is { Length: > 0 } name ? name : null;

    private SyntaxNode ProcessApply(SyntaxNode node)
    {
        var result = new SyntaxNode(SyntaxKind.Apply, node.Text, node.Position) { Left = Process(node.Left!), Right = Process(node.Right!) };
        result.KeepsArray = result.Left.KeepsArray || result.Right.KeepsArray;
        return result;
    }

    private SyntaxNode ProcessOperands(SyntaxNode node)
    {
        var result = new SyntaxNode(node.Kind, node.Text, node.Position);
        result.Left = ProcessInto(result, node.Left);
        result.Right = ProcessInto(result, node.Right);
        result.Third = ProcessInto(result, node.Third);
        return result;
    }

    private SyntaxNode? ProcessInto(SyntaxNode result, SyntaxNode? part)
    {
        if (part is null) return null;
        var processed = Process(part);
        ParentResolution.Pass(processed, result);
        return processed;
    }

    private SyntaxNode ProcessNegation(SyntaxNode node)
    {
        var operand = Process(node.Left!);
        if (operand.Kind == SyntaxKind.Number)
        {
            operand.Literal = JsonValue.Number(-operand.Literal.GetDouble());
            return operand;
        }

        var result = new SyntaxNode(SyntaxKind.Negation, node.Text, node.Position) { Left = operand };
        ParentResolution.Pass(operand, result);
        return result;
    }

    private SyntaxNode ProcessItems(SyntaxNode node)
    {
        var result = new SyntaxNode(node.Kind, node.Text, node.Position);
        foreach (var item in node.Items) result.Items.Add(ProcessInto(result, item)!);
        return result;
    }

    private SyntaxNode ProcessObject(SyntaxNode node)
    {
        var result = new SyntaxNode(node.Kind, node.Text, node.Position);
        foreach (var (key, value) in node.Pairs) result.Pairs.Add((ProcessInto(result, key)!, ProcessInto(result, value)!));
        return result;
    }

    private SyntaxNode ProcessCall(SyntaxNode node)
    {
        var result = ProcessItems(node);
        result.Left = Process(node.Left!);
        return result;
    }

    private SyntaxNode ProcessLambda(SyntaxNode node) => new(SyntaxKind.Lambda, node.Text, node.Position)
    {
        Items = node.Items,
        Signature = node.Signature,
        Right = MarkTailCalls(Process(node.Right!)),
    };

    private static SyntaxNode MarkTailCalls(SyntaxNode node)
    {
        switch (node.Kind)
        {
            case SyntaxKind.Call when node.Predicates is null:
                node.IsTailCall = true;
                // As in the reference, the value of the called function takes the place of a group.
                node.Group = null;
                break;
            case SyntaxKind.Condition when node.Predicates is null && node.Group is null:
                MarkTailCalls(node.Right!);
                if (node.Third is not null) MarkTailCalls(node.Third);
                break;
            case SyntaxKind.Block when node.Items.Count > 0 && node.Predicates is null && node.Group is null:
                MarkTailCalls(node.Items[^1]);
                break;
        }

        return node;
    }

    private SyntaxNode ProcessTransform(SyntaxNode node) => new(SyntaxKind.Transform, node.Text, node.Position)
    {
        Left = Process(node.Left!),
        Right = Process(node.Right!),
        Third = node.Third is null ? null : Process(node.Third),
    };

    private SyntaxNode ProcessBlock(SyntaxNode node)
    {
        var result = ProcessItems(node);
        result.IsConstructedArray = result.Items.Exists(part =>
            part.IsConstructedArray || (part.Kind == SyntaxKind.Path && part.Items[0].IsConstructedArray));
        return result;
    }

    private SyntaxNode ProcessOperator(SyntaxNode node)
    {
        if (node.Text == "?") return node;
        // Where an operand is expected, these three are names.
        node.Kind = SyntaxKind.Name;
        return Process(node);
    }

    private static SyntaxNode LastStep(SyntaxNode node) => node.Kind == SyntaxKind.Path ? node.Items[^1] : node;

    private static SyntaxNode PathOf(SyntaxNode step) => new(SyntaxKind.Path, string.Empty, step.Position) { Items = [step] };
}
