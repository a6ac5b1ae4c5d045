using System.Collections.Immutable;
using Stepwell.Expressions.Jsonata.Functions;
using Stepwell.Expressions.Jsonata.Syntax;

namespace Stepwell.Expressions.Jsonata;

/// <summary>Which names an expression binds, and which it takes from outside.</summary>
internal sealed class FreeNames
{
    private readonly HashSet<string> _bound = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, bool> _variables = [];
    private readonly OrderedDictionary<string, bool> _functions = [];
    private readonly OrderedDictionary<string, bool> _fields = [];
    private readonly OrderedDictionary<string, bool> _paths = [];
    private readonly JsonataDialect _dialect;
    private readonly bool _isOpen;

    private FreeNames(JsonataDialect dialect, bool isOpen)
    {
        _dialect = dialect;
        _isOpen = isOpen;
    }

    public ImmutableArray<string> Variables => [.. _variables.Keys];

    public ImmutableArray<string> Functions => [.. _functions.Keys];

    public ImmutableArray<string> StatesFields => [.. _fields.Keys];

    public ImmutableArray<string> StatesPaths => [.. _paths.Keys];

    /// <summary>Of a whole expression.</summary>
    public ImmutableArray<string> TopLevelReferences { get; private set; } = [];

    /// <summary>Whether a block may need variables of its own.</summary>
    public bool BindsAny => _bound.Count > 0 || CallsEval;

    /// <summary>Text that is evaluated later may bind any name.</summary>
    private bool CallsEval => _isOpen || _functions.ContainsKey("eval") || _variables.ContainsKey("eval");

    /// <param name="isWhole">Whether the expression stands by itself, rather than inside of another that may bind names.</param>
    public static FreeNames Of(SyntaxNode root, JsonataDialect dialect, bool isWhole)
    {
        var names = new FreeNames(dialect, isOpen: !isWhole);
        names.Visit(root, new NameScope(enclosing: null, isFunction: false));
        if (isWhole) names.TopLevelReferences = Jsonata.TopLevelReferences.Of(root);
        return names;
    }

    /// <summary>Whether a variable may be found in a frame.</summary>
    public bool MayBind(string name) => CallsEval || _bound.Contains(name);

    private void Visit(SyntaxNode? node, NameScope scope)
    {
        if (node is null) return;
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            DeepStack.Run(() =>
            {
                VisitHere(node, scope);
                return true;
            });
            return;
        }

        VisitHere(node, scope);
    }

    private void VisitHere(SyntaxNode node, NameScope scope)
    {
        switch (node.Kind)
        {
            case SyntaxKind.Variable:
                Read(node.Text, scope, _variables);
                break;
            case SyntaxKind.Block:
                VisitBlock(node, scope);
                break;
            case SyntaxKind.Lambda:
                VisitLambda(node, scope);
                break;
            case SyntaxKind.Bind:
                Visit(node.Right, scope);
                Bind(node.Text, scope);
                break;
            case SyntaxKind.Call or SyntaxKind.Partial when node.Left is { Kind: SyntaxKind.Variable } procedure:
                Read(procedure.Text, scope, _functions);
                VisitAll(node.Items, scope);
                break;
            case SyntaxKind.Path:
                VisitPath(node, scope);
                break;
            default:
                VisitParts(node, scope);
                break;
        }

        VisitRefinements(node, scope);
    }

    private void VisitParts(SyntaxNode node, NameScope scope)
    {
        Visit(node.Left, scope);
        VisitAll(node.Items, scope);
        Visit(node.Right, scope);
        Visit(node.Third, scope);
        VisitPairs(node.Pairs, scope);
        foreach (var term in node.Terms) Visit(term.Expression, scope);
    }

    private void VisitRefinements(SyntaxNode node, NameScope scope)
    {
        foreach (var stage in node.Predicates ?? []) Visit(stage.Predicate, scope);
        if (node.FocusVariable is not null) Bind(node.FocusVariable, scope);
        if (node.IndexVariable is not null) Bind(node.IndexVariable, scope);
        foreach (var stage in node.Stages ?? [])
        {
            Visit(stage.Predicate, scope);
            if (stage.IndexVariable is not null) Bind(stage.IndexVariable, scope);
        }

        if (node.Group is not null) VisitPairs(node.Group.Pairs, scope);
    }

    private void VisitPairs(List<(SyntaxNode Key, SyntaxNode Value)> pairs, NameScope scope)
    {
        foreach (var (key, value) in pairs)
        {
            Visit(key, scope);
            Visit(value, scope);
        }
    }

    private void VisitAll(List<SyntaxNode> nodes, NameScope scope)
    {
        foreach (var node in nodes) Visit(node, scope);
    }

    private void VisitBlock(SyntaxNode node, NameScope scope)
    {
        var inner = new NameScope(scope, isFunction: false);
        foreach (var statement in node.Items)
        {
            if (statement.Kind == SyntaxKind.Bind) inner.WillBind(statement.Text);
        }

        VisitAll(node.Items, inner);
    }

    private void VisitLambda(SyntaxNode node, NameScope scope)
    {
        var inner = new NameScope(scope, isFunction: true);
        foreach (var parameter in node.Items) Bind(parameter.Text, inner);
        Visit(node.Right, inner);
    }

    private void VisitPath(SyntaxNode node, NameScope scope)
    {
        var inner = new NameScope(scope, isFunction: false);
        VisitAll(node.Items, inner);
        if (node.Group is not null) VisitPairs(node.Group.Pairs, inner);
        if (node.Items[0] is { Kind: SyntaxKind.Variable, Text: "states" } && !scope.IsBound("states")) NoteStates(node.Items);
    }

    private void NoteStates(List<SyntaxNode> steps)
    {
        var names = steps.Skip(1).TakeWhile(step => step.Kind == SyntaxKind.Name).Select(step => step.Text).ToList();
        if (names.Count == 0) return;
        _fields.TryAdd(names[0], true);
        _paths.TryAdd(string.Join('.', names), true);
    }

    private void Bind(string name, NameScope scope)
    {
        _bound.Add(name);
        scope.Bind(name);
    }

    private void Read(string name, NameScope scope, OrderedDictionary<string, bool> into)
    {
        if (name.Length == 0 || name == "$" || scope.IsBound(name)) return;
        var isBuiltIn = BuiltIns.Find(name, _dialect) is not null;
        if (isBuiltIn) _functions.TryAdd(name, true);
        else into.TryAdd(name, true);
    }
}
