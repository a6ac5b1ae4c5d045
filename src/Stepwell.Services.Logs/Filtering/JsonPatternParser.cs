using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Services.Logs.Filtering;

/// <summary>Parses <c>{ condition }</c>: comparisons with <c>&amp;&amp;</c>, <c>||</c> and parentheses.</summary>
internal sealed class JsonPatternParser
{
    private const int MaxDepth = 64;

    private readonly Scanner _scanner;
    private int _depth;

    private JsonPatternParser(Scanner scanner) => _scanner = scanner;

    /// <exception cref="FilterPatternException">The text is no condition.</exception>
    public static JsonCondition Parse(string text)
    {
        var scanner = new Scanner(text);
        scanner.Advance();
        var condition = new JsonPatternParser(scanner).ParseOr();
        if (!scanner.Take("}"))
            throw scanner.Invalid("the closing brace is missing");
        return scanner.SkipSpace() ? throw scanner.Invalid("something follows the closing brace") : condition;
    }

    private JsonCondition ParseOr()
    {
        var left = ParseAnd();
        while (_scanner.Take("||"))
            left = new JsonCondition.Or(left, ParseAnd());
        return left;
    }

    private JsonCondition ParseAnd()
    {
        var left = ParseOne();
        while (_scanner.Take("&&"))
            left = new JsonCondition.And(left, ParseOne());
        return left;
    }

    private JsonCondition ParseOne()
    {
        if (!_scanner.Take("("))
            return ParseComparison();
        if (++_depth > MaxDepth)
            throw _scanner.Invalid("too many parentheses");
        var inner = ParseOr();
        _depth--;
        return _scanner.Take(")") ? inner : throw _scanner.Invalid("a parenthesis is not closed");
    }

    private JsonCondition ParseComparison()
    {
        var selector = JsonSelector.Parse(_scanner);
        if (_scanner.TakeWord("IS"))
            return new JsonCondition.Is(selector, ParseConstant());
        if (_scanner.TakeWord("NOT"))
            return _scanner.TakeWord("EXISTS") ? new JsonCondition.NotExists(selector) : throw _scanner.Invalid("EXISTS is expected after NOT");
        if (_scanner.Take("!="))
            return new JsonCondition.Equal(selector, ParseOperand(), IsNegated: true);
        if (_scanner.Take("<="))
            return new JsonCondition.Order(selector, ParseNumber(), order => order <= 0);
        if (_scanner.Take(">="))
            return new JsonCondition.Order(selector, ParseNumber(), order => order >= 0);
        if (_scanner.Take("<"))
            return new JsonCondition.Order(selector, ParseNumber(), order => order < 0);
        if (_scanner.Take(">"))
            return new JsonCondition.Order(selector, ParseNumber(), order => order > 0);
        return _scanner.Take("=")
            ? new JsonCondition.Equal(selector, ParseOperand(), IsNegated: false)
            : throw _scanner.Invalid("a comparison operator is expected");
    }

    private JsonValue ParseConstant()
    {
        if (_scanner.TakeWord("TRUE"))
            return JsonValue.True;
        if (_scanner.TakeWord("FALSE"))
            return JsonValue.False;
        return _scanner.TakeWord("NULL") ? JsonValue.Null : throw _scanner.Invalid("TRUE, FALSE or NULL is expected after IS");
    }

    private JsonOperand ParseOperand()
    {
        _scanner.SkipSpace();
        if (_scanner.Current == '"')
            return new JsonOperand(_scanner.Quoted());
        return _scanner.Current == '%' ? new JsonOperand("", _scanner.Regex()) : new JsonOperand(ParseBare());
    }

    private double ParseNumber()
    {
        _scanner.SkipSpace();
        return double.TryParse(ParseBare(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw _scanner.Invalid("a number is expected");
    }

    private string ParseBare() => _scanner.While(c => !char.IsWhiteSpace(c) && !"(){}&|".Contains(c, StringComparison.Ordinal)) is { Length: > 0 } word
        ? word
        : throw _scanner.Invalid("a value is expected");
}
