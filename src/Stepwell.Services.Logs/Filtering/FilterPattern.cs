namespace Stepwell.Services.Logs.Filtering;

/// <summary>A filter pattern of CloudWatch Logs: says which messages are wanted.</summary>
/// <remarks>CloudWatch Logs user guide, "Filter pattern syntax".</remarks>
public abstract class FilterPattern
{
    /// <summary>Terms that messages must, may or must not contain, or a condition on JSON messages. No text wants everything.</summary>
    /// <exception cref="FilterPatternException">The text is no filter pattern; the message says what is wrong.</exception>
    public static FilterPattern Parse(string text)
    {
        var trimmed = text.Trim();
        return trimmed switch
        {
            ['{', ..] => new JsonPattern(JsonPatternParser.Parse(trimmed)),
            ['[', ..] => throw new FilterPatternException("Invalid filter pattern: space-delimited patterns are not implemented yet."),
            _ => TermPattern.ParseTerms(trimmed),
        };
    }

    public abstract bool Matches(string message);
}

/// <summary>A text is no filter pattern.</summary>
public sealed class FilterPatternException(string message) : Exception(message);
