using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Stepwell.Expressions.Paths;
using Stepwell.Expressions.Text;
using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>A path that names one place in a document (<c>$.a['b'][0]</c>) and can put a value there: what ResultPath holds.</summary>
/// <remarks>https://states-language.net/#ref-paths</remarks>
public sealed class ReferencePath
{
    private readonly ImmutableArray<Segment> _steps;

    private ReferencePath(JsonPath path)
    {
        Text = path.Text;
        _steps = path.Segments;
    }

    public string Text { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out ReferencePath? path, out SyntaxError error)
    {
        path = null;
        if (!JsonPath.TryParse(text, out var parsed, out error)) return false;
        var isPlace = parsed is { IsReferencePath: true, IsContextPath: false, VariableName: null };
        if (isPlace) path = new ReferencePath(parsed);
        else error = new SyntaxError(0, "Not a reference path: it must start with '$' and have only member names and array indexes.");
        return isPlace;
    }

    /// <summary>
    /// <paramref name="input"/> with <paramref name="value"/> at this place. Missing objects on the way are created; an array must have the
    /// item already. Anything else in the way is a failure <c>States.ResultPathMatchFailure</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The value is missing.</exception>
    public Evaluation Set(JsonValue input, JsonValue value)
    {
        if (value.IsMissing) throw new ArgumentException("There is nothing to put in place.", nameof(value));
        try
        {
            return Set(input, 0, value, out var blocked) is { IsMissing: false } changed ? changed : Conflict(input, Show(_steps[blocked]));
        }
        catch (JsonDepthException)
        {
            return Conflict(input, Show(_steps[^1]));
        }
    }

    private static ExpressionFailure Conflict(JsonValue input, string step) => new(
        ExpressionFailure.ResultPathMatchFailure, $"Unable to apply step \"{step}\" to input {CompactJson.Of(input)}");

    /// <summary>Missing when the step at index <paramref name="blocked"/> cannot be taken.</summary>
    private JsonValue Set(JsonValue here, int depth, JsonValue value, out int blocked)
    {
        blocked = depth;
        if (depth == _steps.Length) return value;
        switch (_steps[depth])
        {
            case Segment.Member member when here.IsObject || (here.IsMissing && depth > 0):
                var child = Set(here.Get(member.Utf8Name), depth + 1, value, out blocked);
                return child.IsMissing ? default : (here.IsMissing ? JsonValue.EmptyObject : here).With(member.Name, child);
            case Segment.Element element when element.Index < here.Count && here.IsArray:
                var item = Set(here[element.Index], depth + 1, value, out blocked);
                return item.IsMissing ? default : here.WithItem(element.Index, item);
            default:
                return default;
        }
    }

    private static string Show(Segment step) => step switch
    {
        Segment.Member member => member.Name,
        Segment.Element element => $"[{element.Index}]",
        _ => throw new InvalidOperationException($"Not a step of a reference path: {step}."),
    };
}
