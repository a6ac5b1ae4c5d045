using System.Runtime.CompilerServices;
using Stepwell.Expressions.Jsonata.Functions;
using Stepwell.Expressions.Jsonata.Nodes;
using Stepwell.Expressions.Jsonata.Syntax;

namespace Stepwell.Expressions.Jsonata;

/// <summary>Makes nodes that evaluate of the analysed tree.</summary>
internal sealed class Compiler
{
    private readonly JsonataDialect _dialect;
    private readonly FreeNames _names;

    private Compiler(JsonataDialect dialect, FreeNames names)
    {
        _dialect = dialect;
        _names = names;
    }

    /// <exception cref="JsonataException">The text is no expression.</exception>
    public static (Node Root, FreeNames Names) Compile(string text, JsonataDialect dialect, bool isWhole = false)
    {
        var tree = Semantics.Analyse(Parser.Parse(text));
        var names = FreeNames.Of(tree, dialect, isWhole);
        return (new Compiler(dialect, names).Compile(tree), names);
    }

    private Node? CompileOptional(SyntaxNode? node) => node is null ? null : Compile(node);

    private Node Compile(SyntaxNode node) => RuntimeHelpers.TryEnsureSufficientExecutionStack()
        ? CompileHere(node)
        : DeepStack.Run(() => CompileHere(node));

    private Node CompileHere(SyntaxNode node)
    {
        var predicates = node.Predicates?.ConvertAll(stage => Compile(stage.Predicate!)).ToArray() ?? [];
        var group = node.Group is { } grouping ? GroupOf(grouping.Pairs, grouping.Position) : null;
        return Create(node, new NodeShape(node.Position, predicates, group, node.KeepsArray));
    }

    private Node Create(SyntaxNode node, NodeShape shape) => node.Kind switch
    {
        SyntaxKind.Name => new NameNode(shape, node.Text),
        SyntaxKind.String or SyntaxKind.Number or SyntaxKind.Literal => new LiteralNode(shape, node.Literal),
        SyntaxKind.Regex => new RegexNode(shape, node.Regex!),
        SyntaxKind.Variable => new VariableNode(shape, node.Text, _names.MayBind(node.Text), BuiltIns.Find(node.Text, _dialect)),
        SyntaxKind.Wildcard => new WildcardNode(shape),
        SyntaxKind.Descendant => new DescendantNode(shape),
        SyntaxKind.Parent => new ParentNode(shape, node.Slot!.Label),
        SyntaxKind.Path => new PathNode(shape, [.. node.Items.Select(StepOf)], node.KeepsSingletonArray, node.IsTuple),
        SyntaxKind.Negation => new NegationNode(shape, Compile(node.Left!)),
        SyntaxKind.ArrayConstructor => new ArrayNode(shape, ArrayItemsOf(node), node.IsConstructedArray),
        SyntaxKind.ObjectConstructor => new ObjectNode(shape, GroupOf(node.Pairs, node.Position)),
        SyntaxKind.Block => new BlockNode(shape, [.. node.Items.Select(Compile)], _names.BindsAny),
        SyntaxKind.Bind => new BindNode(shape, node.Text, Compile(node.Right!)),
        SyntaxKind.Call => new CallNode(shape, Compile(node.Left!), NameOf(node.Left!), [.. node.Items.Select(Compile)], node.IsTailCall),
        SyntaxKind.Partial => new PartialNode(shape, Compile(node.Left!), NameOf(node.Left!), [.. node.Items.Select(ArgumentOrHole)]),
        SyntaxKind.Lambda => new LambdaNode(shape, [.. node.Items.Select(item => item.Text)], node.Signature, Compile(node.Right!)),
        SyntaxKind.Transform => new TransformNode(shape, Compile(node.Left!), Compile(node.Right!), CompileOptional(node.Third)),
        SyntaxKind.Condition => new ConditionNode(shape, Compile(node.Left!), Compile(node.Right!), CompileOptional(node.Third)),
        _ => CreateOperator(node, shape),
    };

    private Node CreateOperator(SyntaxNode node, NodeShape shape)
    {
        if (node.Left is null || node.Right is null) throw new JsonataException("S0201", token: node.Text, position: node.Position);
        var left = Compile(node.Left);
        var right = Compile(node.Right);
        return node.Text switch
        {
            "+" or "-" or "*" or "/" or "%" => new ArithmeticNode(shape, node.Text, left, right),
            "=" or "!=" => new EqualityNode(shape, node.Text, left, right),
            "<" or "<=" or ">" or ">=" => new ComparisonNode(shape, node.Text, left, right),
            "and" or "or" => new LogicNode(shape, node.Text, left, right),
            "&" => new ConcatNode(shape, left, right),
            "in" => new InNode(shape, left, right),
            ".." => new RangeNode(shape, left, right),
            "~>" => new ApplyNode(shape, left, right),
            "?:" or "??" => new DefaultNode(shape, left, right, needsTruth: node.Text == "?:"),
            _ => throw new JsonataException("S0201", token: node.Text, position: node.Position),
        };
    }

    private Node? ArgumentOrHole(SyntaxNode argument) => argument is { Kind: SyntaxKind.Operator, Text: "?" } ? null : Compile(argument);

    private (Node Node, bool IsArray)[] ArrayItemsOf(SyntaxNode node) =>
        [.. node.Items.Select(item => (Compile(item), item.Kind == SyntaxKind.ArrayConstructor))];

    private Group GroupOf(List<(SyntaxNode Key, SyntaxNode Value)> pairs, int position) =>
        new([.. pairs.Select(pair => (Compile(pair.Key), Compile(pair.Value)))], position);

    private Step StepOf(SyntaxNode node) => new()
    {
        Node = node.Kind == SyntaxKind.Sort ? null : Compile(node),
        Sort = node.Kind == SyntaxKind.Sort
            ? new SortStep(node.Position, [.. node.Terms.Select(term => (Compile(term.Expression), term.IsDescending))])
            : null,
        Stages = [.. (node.Stages ?? []).Select(stage => (CompileOptional(stage.Predicate), stage.IndexVariable))],
        IsTuple = node.IsTuple,
        IsConstructedArray = node.IsConstructedArray,
        FocusVariable = node.FocusVariable,
        IndexVariable = node.IndexVariable,
        AncestorLabel = node.Ancestor?.Label,
    };

    /// <summary>What errors call a function that is called so.</summary>
    private static string? NameOf(SyntaxNode procedure) => procedure.Kind switch
    {
        SyntaxKind.Path => procedure.Items[0].Text,
        SyntaxKind.Lambda or SyntaxKind.Block or SyntaxKind.Parent or SyntaxKind.Transform => null,
        _ => procedure.Text,
    };
}
