namespace Stepwell.Wire.Rest;

/// <summary>How an operation is called: by a method and a path, which may have labels, and perhaps by parameters that have to be there.</summary>
public sealed class HttpRule
{
    private readonly string[] _labels;

    /// <param name="method">Of HTTP.</param>
    /// <param name="uri">As the model has it: <c>/a/{Label}/{Greedy+}?literal=value</c>.</param>
    /// <param name="statusCode">Of answers that say no other.</param>
    public HttpRule(string method, string uri, int statusCode)
    {
        (Method, StatusCode) = (method, statusCode);
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        Segments = [.. (mark < 0 ? uri : uri[..mark]).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(text => new PathSegment(text))];
        Parameters = mark < 0 ? [] : [.. uri[(mark + 1)..].Split('&').Select(Parameter)];
        _labels = [.. Segments.Select(segment => segment.IsLiteral ? "" : segment.Text)];
    }

    public string Method { get; }

    public int StatusCode { get; }

    internal IReadOnlyList<PathSegment> Segments { get; }

    /// <summary>Parameters that have to be there, decoded; a value of null stands for any.</summary>
    internal IReadOnlyList<(string Name, string? Value)> Parameters { get; }

    /// <summary>The decoded text of a label in a path that fits.</summary>
    internal string Label(ReadOnlySpan<char> path, string label)
    {
        var index = Array.IndexOf(_labels, label);
        if (index < 0) throw new InvalidOperationException($"The path of the operation has no label {label}");
        var rest = path[1..];
        for (var i = 0; i < index; i++) rest = rest[(rest.IndexOf('/') + 1)..];
        if (!Segments[index].IsGreedy)
        {
            var end = rest.IndexOf('/');
            return Uri.UnescapeDataString(end < 0 ? rest : rest[..end]);
        }

        // What follows a greedy label is literal.
        for (var i = Segments.Count - 1; i > index; i--) rest = rest[..rest.LastIndexOf('/')];
        return Uri.UnescapeDataString(rest);
    }

    private static (string Name, string? Value) Parameter(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }
}

/// <summary>What stands between two slashes of a model's path.</summary>
internal sealed class PathSegment
{
    public PathSegment(string text)
    {
        IsLiteral = !(text.StartsWith('{') && text.EndsWith('}'));
        IsGreedy = !IsLiteral && text.EndsWith("+}", StringComparison.Ordinal);
        Text = IsLiteral ? text : text[1..^(IsGreedy ? 2 : 1)];
    }

    public bool IsLiteral { get; }

    /// <summary>A label that takes slashes too.</summary>
    public bool IsGreedy { get; }

    public string Text { get; }
}
