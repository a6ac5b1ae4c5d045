using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Stepwell.Expressions.Jsonata.Syntax;

namespace Stepwell.Expressions.Jsonata;

/// <summary>
/// What an expression reads of the value that it is evaluated for. Only the first step of a path does: later steps, predicates, sort
/// terms and groupings read what comes before them. The body of a function reads the value of the expression around it.
/// </summary>
/// <remarks>As Step Functions finds them: https://github.com/floci-io/floci/issues/2670 and 2745 report its answers.</remarks>
internal sealed class TopLevelReferences
{
    private readonly OrderedDictionary<string, bool> _names = [];

    private TopLevelReferences()
    {
    }

    /// <summary>Names of fields, <c>$</c> and <c>$$</c>, each once in order of appearance.</summary>
    public static ImmutableArray<string> Of(SyntaxNode root)
    {
        var references = new TopLevelReferences();
        references.Visit(root);
        return [.. references._names.Keys];
    }

    private void Visit(SyntaxNode? node)
    {
        if (node is null) return;
        if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) VisitHere(node);
        else
        {
            DeepStack.Run(() =>
            {
                VisitHere(node);
                return true;
            });
        }
    }

    private void VisitHere(SyntaxNode node)
    {
        switch (node.Kind)
        {
            case SyntaxKind.Name:
                _names.TryAdd(node.Text, true);
                break;
            case SyntaxKind.Variable when node.Text is "" or "$":
                _names.TryAdd("$" + node.Text, true);
                break;
            case SyntaxKind.Path:
                Visit(node.Items[0]);
                break;
            case SyntaxKind.Lambda or SyntaxKind.Bind:
                Visit(node.Right);
                break;
            case SyntaxKind.Transform:
                break;
            default:
                VisitParts(node);
                break;
        }
    }

    private void VisitParts(SyntaxNode node)
    {
        Visit(node.Left);
        foreach (var item in node.Items) Visit(item);
        Visit(node.Right);
        Visit(node.Third);
        foreach (var (key, value) in node.Pairs)
        {
            Visit(key);
            Visit(value);
        }
    }
}
