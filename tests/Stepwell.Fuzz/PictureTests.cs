using Stepwell.Expressions;
using Stepwell.Json;

namespace Stepwell.Fuzz;

/// <summary>Pictures and regular expressions reach the functions as texts, so that each is tried and not only those that parse.</summary>
public sealed class PictureTests
{
    /// <summary>Regular expressions are compiled one by one, and some run until they are stopped.</summary>
    private const int ShareOfRegexes = 100;

    private static readonly JsonataLimits Limits = new(TimeSpan.FromSeconds(1), MaxDepth: 500, MaxBytes: 64L << 20);
    private static readonly double[] Values =
        [0, 1, -1, 0.5, -2.5, 12345.678, 1e21, -1e100, 1e308, 5e-324, 1521801216617, -62135596800001, 253402300800000, 8.64e15, double.MaxValue];

    private readonly Random _random = new(17);
    private readonly JsonataServices _services = new(TimeProvider.System, new Random(17), () => Guid.Empty);

    [Fact]
    public void Times_are_written_in_pictures_of_any_kind_or_refused()
    {
        var write = Parse("[$fromMillis($n, $text), $fromMillis($n, $text, '+0530')]");
        Campaign.Run("$fromMillis", PictureExamples.Dates, PictureExamples.DatePieces, text => Evaluates(write, text));
    }

    [Fact]
    public void Times_are_read_in_pictures_of_any_kind_or_refused()
    {
        var (back, read) = (Parse("$toMillis($fromMillis($n, $text), $text)"), Parse("$toMillis($other, $text)"));
        var texts = new Mutator(1, PictureExamples.Timestamps, PictureExamples.DatePieces);
        Campaign.Run(
            "$toMillis", PictureExamples.Dates, PictureExamples.DatePieces, text => Evaluates(back, text) | Evaluates(read, text, texts.Next()));
    }

    [Fact]
    public void Timestamps_of_any_kind_are_read_or_refused()
    {
        var read = Parse("$toMillis($text)");
        Campaign.Run("ISO timestamps", PictureExamples.Timestamps, PictureExamples.DatePieces, text => Evaluates(read, text));
    }

    [Fact]
    public void Integers_are_written_and_read_in_pictures_of_any_kind_or_refused()
    {
        var both = Parse("[$formatInteger($n, $text), $parseInteger($formatInteger($n, $text), $text), $parseInteger($other, $text)]");
        var texts = new Mutator(1, PictureExamples.IntegerTexts, PictureExamples.IntegerPieces);
        Campaign.Run(
            "integer pictures", PictureExamples.Integers, PictureExamples.IntegerPieces, text => Evaluates(both, text, texts.Next()));
    }

    [Fact]
    public void Numbers_are_written_in_pictures_of_any_kind_or_refused()
    {
        var write = Parse("[$formatNumber($n, $text), $formatNumber($n, $text, {'zero-digit': $other, 'decimal-separator': $other})]");
        var texts = new Mutator(1, PictureExamples.NumberPieces, PictureExamples.NumberPieces);
        Campaign.Run("number pictures", PictureExamples.Numbers, PictureExamples.NumberPieces, text => Evaluates(write, text, texts.Next()));
    }

    [Fact]
    public void Regular_expressions_of_any_kind_are_matched_or_stopped() =>
        Campaign.Run(
            "regular expressions",
            PictureExamples.Regexes,
            PictureExamples.RegexPieces,
            text =>
            {
                var source = $"($r := /{text}/{(text.Length % 3 == 0 ? "i" : "")}; [$match($text, $r), $split($text, $r), $replace($text, $r, '$1$2')])";
                return JsonataExpression.TryParse(source, JsonataDialect.Standard, out var expression, out _)
                    && Evaluates(expression, PictureExamples.RegexText);
            },
            ShareOfRegexes);

    private static JsonataExpression Parse(string text) =>
        JsonataExpression.TryParse(text, JsonataDialect.Standard, out var expression, out var error)
            ? expression
            : throw new InvalidOperationException(error.ToString());

    private bool Evaluates(JsonataExpression expression, string text, string other = "")
    {
        var number = Values[_random.Next(Values.Length)] * (_random.Next(3) == 0 ? _random.NextDouble() : 1);
        var variables = new JsonObjectBuilder();
        variables.Add("n", JsonValue.Number(number));
        variables.Add("text", JsonValue.String(text));
        variables.Add("other", JsonValue.String(other));
        return !expression.Evaluate(new JsonataScope(JsonValue.Null, JsonataBindings.Of(variables.Build()), _services, Limits)).Failed;
    }
}
