namespace Stepwell.Expressions;

/// <summary>A string in a template that is no expression although its delimiters say so.</summary>
/// <param name="Location">From the field on: <c>Output/a/b[0]</c>.</param>
/// <param name="Error">Null where the delimiters are wrong.</param>
public readonly record struct JsonataTemplateError(string Location, JsonataError? Error);
