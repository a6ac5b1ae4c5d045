namespace Stepwell.Expressions;

/// <summary>A field of a payload template that holds no expression although its name ends in <c>.$</c>.</summary>
/// <param name="Location">JSON pointer of the object around the field, from the template's root; empty at the root.</param>
/// <param name="Field">The field's name, with <c>.$</c>.</param>
/// <param name="Reason">What the expression's parser had to say.</param>
public readonly record struct TemplateError(string Location, string Field, SyntaxError Reason)
{
    /// <summary>In AWS's words, without the location.</summary>
    public string Message => $"The value for the field '{Field}' must be a valid JSONPath or a valid intrinsic function call";
}
