using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stepwell.Expressions.Paths;
using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>
/// A compiled JSONPath with the meaning Step Functions gives it, which is that of the Jayway library without path functions:
/// <c>$.list.length()</c> is accepted and names a member called <c>length()</c>. Immutable and thread-safe.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html, github.com/json-path/JsonPath</remarks>
public sealed class JsonPath
{
    private readonly PathRoot _root;

    internal JsonPath(string text, PathRoot root, string? variableName, ImmutableArray<Segment> segments)
    {
        Text = text;
        _root = root;
        VariableName = variableName;
        Segments = segments;
        IsDefinite = Segment.SelectAtMostOne(segments);
        IsReferencePath = segments.All(segment => segment is Segment.Member or Segment.Element { Index: >= 0 });
        Variables = PathVariables.Of(variableName, segments);
    }

    public string Text { get; }

    /// <summary>Selects at most one value. An indefinite path (wildcard, slice, filter, descent) always comes to an array.</summary>
    public bool IsDefinite { get; }

    /// <summary>Made of member names and array indexes only.</summary>
    public bool IsReferencePath { get; }

    /// <summary>Starts at the context object: <c>$$</c>.</summary>
    public bool IsContextPath => _root == PathRoot.Context;

    /// <summary>The variable that the path starts at (<c>name</c> in <c>$name.a</c>), or null.</summary>
    public string? VariableName { get; }

    /// <summary>Names of all variables that the path reads, inside filters too.</summary>
    public ImmutableArray<string> Variables { get; }

    internal ImmutableArray<Segment> Segments { get; }

    /// <summary>As error texts show it: a context path as if the context object were the document.</summary>
    internal string TextFromRoot => IsContextPath ? Text[1..] : Text;

    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path, out SyntaxError error)
    {
        var cursor = new Cursor(text);
        path = PathParser.ParseWhole(cursor);
        error = cursor.Error ?? default;
        return path is not null;
    }

    /// <exception cref="FormatException">The text is not a path.</exception>
    public static JsonPath Parse(string text) =>
        TryParse(text, out var path, out var error) ? path : throw new FormatException(error.ToString());

    /// <summary>
    /// The selected value; missing when a definite path selects nothing. An indefinite path gives an array, empty when nothing
    /// matches; it is missing only when it would visit more than <see cref="PathWalk.MaxVisits"/> values or nest too deep.
    /// </summary>
    public JsonValue Evaluate(in EvaluationScope scope) => Select(RootIn(scope), scope);

    /// <summary>The same with <paramref name="document"/> in the place of the input, and neither context object nor variables.</summary>
    public JsonValue Evaluate(JsonValue document) => Evaluate(default(EvaluationScope) with { Input = document });

    /// <summary>Why a definite path selects nothing, in the words of the library that Step Functions shows through.</summary>
    public string ExplainMissing(in EvaluationScope scope) => MissingPath.Explain(Segments, RootIn(scope));

    /// <summary>
    /// True when all that is wrong is the last step: an index past the end of an array that exists. Payload templates read null there.
    /// </summary>
    internal bool EndsPastArray(in EvaluationScope scope) => IsDefinite && MissingPath.EndsPastArray(Segments, RootIn(scope));

    internal JsonValue SelectWithin(PathWalk walk, JsonValue current)
    {
        var root = _root switch
        {
            PathRoot.Current => current,
            PathRoot.Input => walk.Document,
            _ => RootIn(walk.Scope),
        };
        return Select(root, walk.Scope, walk);
    }

    private JsonValue Select(JsonValue root, in EvaluationScope scope, PathWalk? outer = null)
    {
        if (root.Kind == JsonKind.Missing) return default;
        return IsDefinite ? Definite.Select(Segments, root) : PathWalk.Select(Segments, root, scope, outer);
    }

    private JsonValue RootIn(in EvaluationScope scope) => _root switch
    {
        PathRoot.Input => scope.Input,
        PathRoot.Context => scope.Context,
        PathRoot.Variable => scope.Variables[VariableName!],
        PathRoot.Current => default,
        _ => throw new InvalidOperationException($"No such path root: {_root}."),
    };
}
