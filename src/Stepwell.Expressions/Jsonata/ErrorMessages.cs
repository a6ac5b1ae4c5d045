using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata;

/// <summary>The sentence for an error. Those of T and D codes are part of what Step Functions shows, values inserted, and so are kept.</summary>
internal static class ErrorMessages
{
    public static string Of(JsonataException error) => error.Code[0] switch
    {
        'S' => OfSyntax(error),
        'T' => OfTypes(error),
        'U' => $"The evaluation was stopped because it {error.Detail ?? "takes too long"}",
        _ => error.Code.StartsWith("D3", StringComparison.Ordinal) ? OfFunctions(error) : OfOperators(error),
    };

    private static string OfSyntax(JsonataException e) => e.Code switch
    {
        "S0101" => "String literal must be terminated by a matching quote",
        "S0102" => $"Number out of range: {Token(e)}",
        "S0103" => $"Unsupported escape sequence: \\{Token(e)}",
        "S0104" => "The escape sequence \\u must be followed by 4 hex digits",
        "S0105" => "Quoted property name must be terminated with a backquote (`)",
        "S0106" => "Comment has no closing tag",
        "S0201" => $"Syntax error: {TokenOrLiteral(e)}",
        "S0202" => $"Expected {Value(e)}, got {TokenOrLiteral(e)}",
        "S0203" => $"Expected {Value(e)} before end of expression",
        "S0204" => $"Unknown operator: {Token(e)}",
        "S0207" => "Unexpected end of expression",
        "S0208" => $"Parameter {Value(e)} of function definition must be a variable name (start with $)",
        "S0209" => "A predicate cannot follow a grouping expression in a step",
        "S0210" => "Each step can only have one grouping expression",
        "S0211" => $"The symbol {Token(e)} cannot be used as a unary operator",
        "S0212" => "The left side of := must be a variable name (start with $)",
        "S0213" => $"The literal value {Value(e)} cannot be used as a step within a path expression",
        "S0214" => $"The right side of {Token(e)} must be a variable name (start with $)",
        "S0215" => "A context variable binding must precede any predicates on a step",
        "S0216" => "A context variable binding must precede the 'order-by' clause on a step",
        "S0217" => "The object representing the 'parent' cannot be derived from this expression",
        "S0301" => "Empty regular expressions are not allowed",
        "S0302" => "No terminating / in regular expression",
        "S0401" => "Type parameters can only be applied to functions and arrays",
        "S0402" => "Choice groups containing parameterized types are not supported",
        _ => $"The expression is not valid near {Token(e)}",
    };

    private static string OfTypes(JsonataException e) => e.Code switch
    {
        "T0410" => $"Argument {e.Argument} of function {Token(e)} does not match function signature",
        "T0411" => $"Context value is not a compatible type with argument {e.Argument} of function {Token(e)}",
        "T0412" => $"Argument {e.Argument} of function {Token(e)} must be an array of {Quoted(e.Detail)}",
        "T1003" => $"Key in object structure must evaluate to a string; got: {Value(e)}",
        "T1005" => $"Attempted to invoke a non-function. Did you mean ${e.Token}?",
        "T1006" => "Attempted to invoke a non-function",
        "T1007" => $"Attempted to partially apply a non-function. Did you mean ${e.Token}?",
        "T1008" => "Attempted to partially apply a non-function",
        "T1010" => $"The matcher function argument passed to function {Token(e)} does not return the correct object structure",
        "T2001" => $"The left side of the {Token(e)} operator must evaluate to a number",
        "T2002" => $"The right side of the {Token(e)} operator must evaluate to a number",
        "T2003" => "The left side of the range operator (..) must evaluate to an integer",
        "T2004" => "The right side of the range operator (..) must evaluate to an integer",
        "T2006" => "The right side of the function application operator ~> must be a function",
        "T2007" => $"Type mismatch when comparing values {Value(e)} and {Text(e.Other)} in order-by clause",
        "T2008" => "The expressions within an order-by clause must evaluate to numeric or string values",
        "T2009" => $"The values {Value(e)} and {Text(e.Other)} either side of operator {Token(e)} must be of the same data type",
        "T2010" => $"The expressions either side of operator {Token(e)} must evaluate to numeric or string values",
        "T2011" => $"The insert/update clause of the transform expression must evaluate to an object: {Value(e)}",
        "T2012" => $"The delete clause of the transform expression must evaluate to a string or array of strings: {Value(e)}",
        "T2013" => "The transform expression clones the input object using the $clone() function.  "
            + "This has been overridden in the current scope by a non-function.",
        _ => $"The value {Value(e)} is not of the type that is needed here",
    };

    private static string OfOperators(JsonataException e) => e.Code switch
    {
        "D1001" => $"Number out of range: {Value(e)}",
        "D1002" => $"Cannot negate a non-numeric value: {Value(e)}",
        "D1004" => "Regular expression matches zero length string",
        "D1009" => $"Multiple key definitions evaluate to same key: {Value(e)}",
        "D2014" => "The size of the sequence allocated by the range operator (..) must not exceed 1e7.  "
            + $"Attempted to allocate {Value(e)}.",
        _ => $"The expression cannot be evaluated for {Value(e)}",
    };

    private static string OfFunctions(JsonataException e) => e.Code switch
    {
        "D3001" => "Attempting to invoke string function on Infinity or NaN",
        "D3010" => "Second argument of replace function cannot be an empty string",
        "D3011" => "Fourth argument of replace function must evaluate to a positive number",
        "D3012" => "Attempted to replace a matched string with a non-string value",
        "D3020" => "Third argument of split function must evaluate to a positive number",
        "D3030" => $"Unable to cast value to a number: {Value(e)}",
        "D3040" => "Third argument of match function must evaluate to a positive number",
        "D3050" => "The second argument of reduce function must be a function with at least two arguments",
        "D3060" => $"The sqrt function cannot be applied to a negative number: {Value(e)}",
        "D3061" => "The power function has resulted in a value that cannot be represented as a JSON number: "
            + $"base={Value(e)}, exponent={Text(e.Other)}",
        "D3070" => "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  "
            + "Use the second argument to specify a comparison function",
        "D3110" => $"The argument of the toMillis function must be an ISO 8601 formatted timestamp. Given {Value(e)}",
        "D3120" => $"Syntax error in expression passed to function eval: {Value(e)}",
        "D3121" => $"Dynamic error evaluating the expression passed to function eval: {Value(e)}",
        "D3137" or "D3141" => e.Detail ?? string.Empty,
        "D3138" => "The $single() function expected exactly 1 matching result.  Instead it matched more.",
        "D3139" => "The $single() function expected exactly 1 matching result.  Instead it matched 0.",
        "D3140" => $"Malformed URL passed to ${e.Detail}(): {Value(e)}",
        _ => PictureMessages.Of(e),
    };

    private static string Value(JsonataException e) => Text(e.Value);

    private static string TokenOrLiteral(JsonataException e) => e.Other.IsMissing ? Token(e) : Text(e.Other);

    private static string Text(JsonValue value) => value.Kind switch
    {
        JsonKind.Missing => "undefined",
        JsonKind.Number => NumberText.Of(value.GetDouble()),
        _ => value.Compact().ToString(),
    };

    private static string Token(JsonataException e) => Quoted(e.Token);

    private static string Quoted(string? text) => text is null ? "undefined" : JsonValue.String(text).ToString();
}
