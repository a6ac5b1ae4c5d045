namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Reads expressions of metric math.</summary>
/// <remarks>CloudWatch user guide, "Using math expressions with CloudWatch metrics": syntax and functions.</remarks>
internal sealed class MathParser
{
    private const int MaxDepth = 64;

    /// <summary>What binds weakest comes first. All are applied from left to right, but for powers.</summary>
    private static readonly string[][] Levels = [["OR", "||"], ["AND", "&&"], ["==", "!=", "<=", ">=", "<", ">"], ["+", "-"], ["*", "/"]];

    private readonly List<MathToken> _tokens;
    private int _next;
    private int _depth;

    private MathParser(List<MathToken> tokens) => _tokens = tokens;

    private MathToken Current => _tokens[_next];

    /// <exception cref="MathException">It is no expression.</exception>
    public static MathNode Parse(string text)
    {
        var parser = new MathParser(MathTokens.Of(text));
        var node = parser.Operators(0);
        return parser.Current.Kind == MathTokenKind.End ? node : throw parser.Unexpected();
    }

    private MathNode Operators(int level)
    {
        if (level == Levels.Length)
            return Unary();
        var left = Operators(level + 1);
        while (IsOperator(Current, Levels[level]))
        {
            var symbol = Take().Text switch { "||" => "OR", "&&" => "AND", var text => text.ToUpperInvariant() };
            left = new MathNode.Binary(symbol, left, Operators(level + 1));
        }
        return left;
    }

    private static bool IsOperator(MathToken token, string[] operators) => token.Kind switch
    {
        MathTokenKind.Sign => operators.Contains(token.Text),
        MathTokenKind.Word => operators.Contains(token.Text.ToUpperInvariant()),
        _ => false,
    };

    private MathNode Unary()
    {
        if (!TryTake("-"))
            return Power();
        return Nested(() => new MathNode.Negation(Unary()));
    }

    private MathNode Power()
    {
        var operand = Operand();
        return TryTake("^") ? Nested(() => new MathNode.Binary("^", operand, Unary())) : operand;
    }

    private MathNode Operand()
    {
        var token = Take();
        switch (token.Kind)
        {
            case MathTokenKind.Number:
                return new MathNode.Number(token.Number);
            case MathTokenKind.Text:
                return new MathNode.Text(token.Text);
            case MathTokenKind.Word when TryTake("("):
                return Call(token);
            case MathTokenKind.Word:
                return new MathNode.Word(token.Text);
            case MathTokenKind.Sign when token.Text == "(":
                var inner = Nested(() => Operators(0));
                Expect(")");
                return inner;
            case MathTokenKind.Sign when token.Text == "[":
                return new MathNode.Array(List("]"));
            default:
                _next--;
                throw Unexpected();
        }
    }

    private MathNode.Call Call(MathToken name)
    {
        var call = new MathNode.Call(name.Text.ToUpperInvariant(), List(")"));
        MathFunctions.Check(call);
        return call;
    }

    private List<MathNode> List(string end)
    {
        var items = new List<MathNode>();
        if (TryTake(end))
            return items;
        do
            items.Add(Nested(() => Operators(0)));
        while (TryTake(","));
        Expect(end);
        return items;
    }

    private T Nested<T>(Func<T> read)
    {
        if (++_depth > MaxDepth)
            throw new MathException("The expression is nested too deeply.");
        var result = read();
        _depth--;
        return result;
    }

    private MathToken Take() => Current.Kind == MathTokenKind.End ? throw Unexpected() : _tokens[_next++];

    private bool TryTake(string sign)
    {
        if (Current.Kind != MathTokenKind.Sign || Current.Text != sign)
            return false;
        _next++;
        return true;
    }

    private void Expect(string sign)
    {
        if (!TryTake(sign))
            throw Unexpected();
    }

    private MathException Unexpected() => new(
        Current.Kind == MathTokenKind.End ? "The expression is not complete." : $"Unexpected '{Current.Text}' at position {Current.At}.");
}
