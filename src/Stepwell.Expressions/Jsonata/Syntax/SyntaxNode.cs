using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>
/// A node of the tree that the parser makes and the <see cref="Semantics"/> pass reshapes. It changes while an expression is compiled,
/// and only then: predicates and joins mark steps that were made before.
/// </summary>
internal sealed class SyntaxNode(SyntaxKind kind, string text, int position)
{
    public SyntaxKind Kind { get; set; } = kind;

    /// <summary>The name or the operator.</summary>
    public string Text { get; set; } = text;

    public int Position { get; } = position;

    public JsonValue Literal { get; set; }

    public RegexLiteral? Regex { get; init; }

    /// <summary>Left side, condition, pattern or single operand.</summary>
    public SyntaxNode? Left { get; set; }

    /// <summary>Right side, consequence or update.</summary>
    public SyntaxNode? Right { get; set; }

    /// <summary>Alternative of a condition, deletion of a transform.</summary>
    public SyntaxNode? Third { get; set; }

    /// <summary>Steps, arguments, items or statements.</summary>
    public List<SyntaxNode> Items { get; set; } = [];

    public List<(SyntaxNode Key, SyntaxNode Value)> Pairs { get; set; } = [];

    public List<SortTerm> Terms { get; set; } = [];

    public Signature? Signature { get; set; }

    public List<Stage>? Predicates { get; set; }

    public List<Stage>? Stages { get; set; }

    public Grouping? Group { get; set; }

    /// <summary>Marked with <c>[]</c>: one item stays an array.</summary>
    public bool KeepsArray { get; set; }

    /// <summary>A path with a step that is so marked.</summary>
    public bool KeepsSingletonArray { get; set; }

    public bool IsConstructedArray { get; set; }

    /// <summary>A call at the end of a function.</summary>
    public bool IsTailCall { get; set; }

    public bool IsTuple { get; set; }

    public string? FocusVariable { get; set; }

    public string? IndexVariable { get; set; }

    /// <summary>The slot of this <c>%</c>.</summary>
    public ParentSlot? Slot { get; init; }

    /// <summary>The slot that takes the context of this step, for a <c>%</c> further on.</summary>
    public ParentSlot? Ancestor { get; set; }

    /// <summary>Slots whose step is not in this node. Shared between nodes on purpose: what one finds, all have found.</summary>
    public List<ParentSlot>? SeekingParent { get; set; }
}
