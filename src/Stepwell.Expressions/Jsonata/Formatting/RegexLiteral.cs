using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>
/// A regular expression of ECMAScript with the flags i and m. Immutable and thread-safe. Patterns that could take exponential time run on
/// an engine that cannot where their features allow it; a match that takes too long ends with an error.
/// </summary>
internal sealed class RegexLiteral
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Regex _regex;

    private RegexLiteral(string pattern, Regex regex, int groupCount) => (Pattern, _regex, GroupCount) = (pattern, regex, groupCount);

    /// <summary>The pattern as written.</summary>
    public string Pattern { get; }

    /// <summary>How many groups capture.</summary>
    public int GroupCount { get; }

    /// <summary>Compiles the text between the slashes.</summary>
    /// <exception cref="JsonataException">S0303: the pattern is malformed. The reference has no code for that.</exception>
    public static RegexLiteral Create(string pattern, bool ignoreCase = false, bool multiline = false)
    {
        try
        {
            var translated = RegexTranslator.Translate(pattern, multiline);
            var options = RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            if (translated.NeedsLinearTime) options |= RegexOptions.NonBacktracking;
            return new RegexLiteral(pattern, new Regex(translated.Pattern, options, Patience), translated.GroupCount);
        }
        catch (ArgumentException)
        {
            throw new JsonataException("S0303", JsonValue.String(pattern));
        }
    }

    /// <summary>The first match at or after the place, or null.</summary>
    /// <exception cref="JsonataException">U1001: matching takes too long.</exception>
    public RegexMatch? Match(string text, int start = 0)
    {
        try
        {
            return _regex.Match(text, start) is { Success: true } match ? new RegexMatch(this, text, match) : null;
        }
        catch (Exception error) when (IsBeyondTheEngine(error))
        {
            throw new JsonataException("U1001");
        }
    }

    /// <exception cref="JsonataException">U1001: matching takes too long.</exception>
    public bool IsMatch(string text)
    {
        try
        {
            return _regex.IsMatch(text);
        }
        catch (Exception error) when (IsBeyondTheEngine(error))
        {
            throw new JsonataException("U1001");
        }
    }

    /// <summary>Besides running out of time, .NET's engine runs out of its own bounds on some references within look-behinds.</summary>
    private static bool IsBeyondTheEngine(Exception error) =>
        error is RegexMatchTimeoutException or IndexOutOfRangeException or ArgumentOutOfRangeException;
}
