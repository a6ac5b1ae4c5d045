using System.Runtime.CompilerServices;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>
/// Reads an expression by operator precedence: each token knows how it starts an operand, and how tightly it binds to the one on its left.
/// </summary>
/// <remarks>V. R. Pratt, Top Down Operator Precedence, 1973.</remarks>
internal sealed class Parser
{
    private const int MaxDepth = 5000;

    private readonly Tokenizer _tokenizer;
    private Token _current;
    private int _depth;

    /// <summary>
    /// Of the tallest tree among those read for the expression that is being read. A chain of operators makes a tree as tall as it is
    /// long, without nesting.
    /// </summary>
    private int _height;

    private Parser(string text)
    {
        _tokenizer = new Tokenizer(text);
        _current = Checked(_tokenizer.Next(afterOperand: false));
    }

    /// <exception cref="JsonataException">The text is no expression.</exception>
    public static SyntaxNode Parse(string text)
    {
        var parser = new Parser(text);
        var node = parser.Expression(0);
        return parser._current.Kind == TokenKind.End
            ? node
            : throw Unexpected("S0201", parser._current);
    }

    private SyntaxNode Expression(int bindingPower)
    {
        if (++_depth > MaxDepth) throw TooDeep();
        var isStackLow = !RuntimeHelpers.TryEnsureSufficientExecutionStack();
        var tallestBefore = _height;
        _height = 0;
        var node = isStackLow ? DeepStack.Run(() => ReadExpression(bindingPower)) : ReadExpression(bindingPower);
        _height = Math.Max(tallestBefore, _height + 1);
        _depth--;
        return node;
    }

    private SyntaxNode ReadExpression(int bindingPower)
    {
        var token = _current;
        Advance(afterOperand: true);
        var left = Prefix(token);
        while (bindingPower < BindingPower.Of(_current))
        {
            token = _current;
            Advance(afterOperand: false);
            left = Infix(token, left);
            if (++_height > MaxDepth) throw TooDeep();
        }

        return left;
    }

    private JsonataException TooDeep() => new("U1001", position: _current.Position) { Detail = "nests too deep" };

    private void Advance(bool afterOperand) => _current = Checked(_tokenizer.Next(afterOperand));

    /// <summary>These two end names, but are no operators by themselves.</summary>
    private static Token Checked(Token token) => token.Is("!") || token.Is("~")
        ? throw new JsonataException("S0204", token: token.Text, position: token.Position)
        : token;

    private void Expect(string op, bool afterOperand = false)
    {
        if (!_current.Is(op))
        {
            throw Unexpected(_current.Kind == TokenKind.End ? "S0203" : "S0202", _current, JsonValue.String(op));
        }

        Advance(afterOperand);
    }

    private static JsonataException Unexpected(string code, Token token, JsonValue expected = default) =>
        new(code, expected, token.Text, token.Position) { Other = token.Literal };

    private SyntaxNode Prefix(Token token) => token.Kind switch
    {
        TokenKind.End => New(SyntaxKind.End, token),
        TokenKind.Name => New(SyntaxKind.Name, token),
        TokenKind.Variable => New(SyntaxKind.Variable, token),
        TokenKind.String => Literal(SyntaxKind.String, token),
        TokenKind.Number => Literal(SyntaxKind.Number, token),
        TokenKind.Literal => Literal(SyntaxKind.Literal, token),
        TokenKind.Regex => new SyntaxNode(SyntaxKind.Regex, token.Text, token.Position) { Regex = token.Regex },
        _ => PrefixOperator(token),
    };

    private SyntaxNode PrefixOperator(Token token)
    {
        switch (token.Text)
        {
            case "and" or "or" or "in":
                return New(SyntaxKind.Operator, token);
            case "-":
                return New(SyntaxKind.Negation, token, Expression(70));
            case "*":
                return New(SyntaxKind.Wildcard, token);
            case "**":
                return New(SyntaxKind.Descendant, token);
            case "%":
                return New(SyntaxKind.Parent, token);
            case "(":
                return Block(token);
            case "[":
                return ArrayConstructor(token);
            case "{":
                var node = New(SyntaxKind.ObjectConstructor, token);
                node.Pairs = PairsInBraces();
                return node;
            case "|":
                return Transform(token);
            default:
                throw new JsonataException("S0211", token: token.Text, position: token.Position);
        }
    }

    private SyntaxNode Infix(Token token, SyntaxNode left)
    {
        switch (token.Text)
        {
            case "(":
                return Invocation(token, left);
            case "[":
                return Predicate(token, left);
            case "{":
                var group = New(SyntaxKind.Binary, token, left);
                group.Pairs = PairsInBraces();
                return group;
            case "^":
                return Sort(token, left);
            case "@" or "#":
                return VariableBinding(token, left);
            case "?":
                return Condition(token, left);
            case "?:":
                return New(SyntaxKind.Default, token, left, Expression(0));
            case "??":
                return New(SyntaxKind.Coalesce, token, left, Expression(0));
            case ":=":
                if (left.Kind != SyntaxKind.Variable) throw new JsonataException("S0212", token: left.Text, position: left.Position);
                return New(SyntaxKind.Binary, token, left, Expression(BindingPower.Of(token) - 1));
            default:
                return New(SyntaxKind.Binary, token, left, Expression(BindingPower.Of(token)));
        }
    }

    private SyntaxNode Condition(Token token, SyntaxNode condition)
    {
        var node = New(SyntaxKind.Condition, token, condition, Expression(0));
        if (!_current.Is(":")) return node;
        Expect(":");
        node.Third = Expression(0);
        return node;
    }

    private SyntaxNode Block(Token token)
    {
        var node = New(SyntaxKind.Block, token);
        while (!_current.Is(")"))
        {
            node.Items.Add(Expression(0));
            if (!_current.Is(";")) break;
            Expect(";");
        }

        Expect(")", afterOperand: true);
        return node;
    }

    private SyntaxNode ArrayConstructor(Token token)
    {
        var node = New(SyntaxKind.ArrayConstructor, token);
        if (!_current.Is("]")) Separated(() => node.Items.Add(ItemOrRange()));
        Expect("]", afterOperand: true);
        return node;
    }

    private SyntaxNode ItemOrRange()
    {
        var item = Expression(0);
        if (!_current.Is("..")) return item;
        var range = _current;
        Expect("..");
        return New(SyntaxKind.Binary, range, item, Expression(0));
    }

    private List<(SyntaxNode Key, SyntaxNode Value)> PairsInBraces()
    {
        var pairs = new List<(SyntaxNode, SyntaxNode)>();
        if (!_current.Is("}"))
        {
            Separated(() =>
            {
                var key = Expression(0);
                Expect(":");
                pairs.Add((key, Expression(0)));
            });
        }

        Expect("}", afterOperand: true);
        return pairs;
    }

    private SyntaxNode Transform(Token token)
    {
        var node = New(SyntaxKind.Transform, token, Expression(0));
        Expect("|");
        node.Right = Expression(0);
        if (_current.Is(","))
        {
            Expect(",");
            node.Third = Expression(0);
        }

        Expect("|");
        return node;
    }

    private SyntaxNode Predicate(Token token, SyntaxNode left)
    {
        if (_current.Is("]"))
        {
            var step = left;
            while (step is { Kind: SyntaxKind.Binary, Text: "[" }) step = step.Left!;
            step.KeepsArray = true;
            Expect("]");
            return left;
        }

        var node = New(SyntaxKind.Binary, token, left, Expression(0));
        Expect("]", afterOperand: true);
        return node;
    }

    private SyntaxNode Sort(Token token, SyntaxNode left)
    {
        var node = New(SyntaxKind.Binary, token, left);
        Expect("(");
        Separated(() =>
        {
            var isDescending = _current.Is(">");
            if (isDescending || _current.Is("<")) Advance(afterOperand: false);
            node.Terms.Add(new SortTerm(Expression(0), isDescending));
        });
        Expect(")");
        return node;
    }

    private SyntaxNode VariableBinding(Token token, SyntaxNode left)
    {
        var variable = Expression(BindingPower.Of(token));
        return variable.Kind == SyntaxKind.Variable
            ? New(SyntaxKind.Binary, token, left, variable)
            : throw new JsonataException("S0214", token: token.Text, position: variable.Position);
    }

    private SyntaxNode Invocation(Token token, SyntaxNode procedure)
    {
        var node = New(SyntaxKind.Call, token, procedure);
        if (!_current.Is(")")) Separated(() => node.Items.Add(Argument(node)));
        Expect(")", afterOperand: true);
        return procedure is { Kind: SyntaxKind.Name, Text: "function" or "λ" } ? Lambda(node) : node;
    }

    private SyntaxNode Argument(SyntaxNode call)
    {
        if (!_current.Is("?")) return Expression(0);
        call.Kind = SyntaxKind.Partial;
        var hole = New(SyntaxKind.Operator, _current);
        Expect("?");
        return hole;
    }

    private SyntaxNode Lambda(SyntaxNode node)
    {
        for (var i = 0; i < node.Items.Count; i++)
        {
            if (node.Items[i] is { Kind: not SyntaxKind.Variable } other)
                throw new JsonataException("S0208", JsonValue.Number(i + 1), other.Text, other.Position);
        }

        node.Kind = SyntaxKind.Lambda;
        if (_current.Is("<")) node.Signature = ReadSignature();
        Expect("{");
        node.Right = Expression(0);
        Expect("}");
        return node;
    }

    private Signature ReadSignature()
    {
        var position = _current.Position;
        var depth = 1;
        var text = "<";
        while (depth > 0 && !_current.Is("{") && _current.Kind != TokenKind.End)
        {
            Advance(afterOperand: false);
            if (_current.Is(">")) depth--;
            else if (_current.Is("<")) depth++;
            text += _current.Text;
        }

        Expect(">");
        return Signature.Parse(text, position);
    }

    private void Separated(Action item)
    {
        item();
        while (_current.Is(","))
        {
            Expect(",");
            item();
        }
    }

    private static SyntaxNode New(SyntaxKind kind, Token token, SyntaxNode? left = null, SyntaxNode? right = null) =>
        new(kind, token.Text, token.Position) { Left = left, Right = right };

    private static SyntaxNode Literal(SyntaxKind kind, Token token) =>
        new(kind, token.Text, token.Position) { Literal = token.Literal };
}
