using Stepwell.Json;

namespace Stepwell.States.Parsing;

/// <summary>What the service's JSON reader says of a text that is not JSON.</summary>
public static class JsonComplaint
{
    /// <summary>The first error with its place, or null where the reader has no words of its own: no value at all, or too deep.</summary>
    /// <param name="text">What somebody sent.</param>
    /// <param name="subject">What the text is, as in "after the input".</param>
    public static string? Of(string text, string subject) =>
        JsonSyntax.FirstError(text, new JsonParseOptions().MaxDepth, subject) is { IsTooDeep: false } error
            ? $"{error.Message}\n at {SourceLocation.Of(text, error.Offset)}"
            : null;
}
