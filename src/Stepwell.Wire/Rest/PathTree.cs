using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Rest;

/// <summary>
/// The paths of one signing name as a tree of segments. A lookup allocates nothing unless a literal comes percent-encoded. Immutable once
/// filled.
/// </summary>
internal sealed class PathTree
{
    private readonly Node _root = new();

    public void Add(AwsService service, Operation operation)
    {
        var node = _root;
        foreach (var segment in operation.Http!.Segments) node = node.Next(segment);
        node.Calls.Add(new PathCall(service, operation));
        // The more parameters have to be there, the sooner it is tried.
        node.Calls.Sort((a, b) => b.Operation.Http!.Parameters.Count - a.Operation.Http!.Parameters.Count);
    }

    /// <summary>Returns null if nothing is called this way.</summary>
    public PathCall? Find(string method, ReadOnlySpan<char> path, ReadOnlySpan<char> query)
    {
        path = path.StartsWith('/') ? path[1..] : path;
        // Older models end some paths in a slash.
        if (path.EndsWith('/')) path = path[..^1];
        return Find(_root, method, path, path.IsEmpty, query);
    }

    /// <summary>Literals come before labels, and labels before those that take the rest.</summary>
    private static PathCall? Find(Node node, string method, ReadOnlySpan<char> rest, bool isEnd, ReadOnlySpan<char> query)
    {
        if (isEnd) return node.Call(method, query);
        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        var after = slash < 0 ? default : rest[(slash + 1)..];
        if (node.Literal(segment) is { } literal && Find(literal, method, after, slash < 0, query) is { } exact) return exact;
        if (segment.IsEmpty) return null;
        if (node.Label is not null && Find(node.Label, method, after, slash < 0, query) is { } labelled) return labelled;
        return node.Greedy is null ? null : FindGreedy(node.Greedy, method, rest, query);
    }

    /// <summary>The label takes all but what must follow it.</summary>
    private static PathCall? FindGreedy(Node greedy, string method, ReadOnlySpan<char> rest, ReadOnlySpan<char> query)
    {
        for (var slash = rest.IndexOf('/'); slash >= 0; slash = Following(rest, slash))
            if (Find(greedy, method, rest[(slash + 1)..], isEnd: false, query) is { } found) return found;
        return greedy.Call(method, query);
    }

    private static int Following(ReadOnlySpan<char> rest, int slash)
    {
        var next = rest[(slash + 1)..].IndexOf('/');
        return next < 0 ? -1 : slash + 1 + next;
    }

    private sealed class Node
    {
        private readonly Dictionary<string, Node> _literals = new(StringComparer.Ordinal);

        public Node? Label { get; private set; }

        public Node? Greedy { get; private set; }

        public List<PathCall> Calls { get; } = [];

        public Node Next(PathSegment segment)
        {
            if (segment.IsGreedy) return Greedy ??= new Node();
            if (!segment.IsLiteral) return Label ??= new Node();
            if (!_literals.TryGetValue(segment.Text, out var node)) _literals.Add(segment.Text, node = new Node());
            return node;
        }

        public Node? Literal(ReadOnlySpan<char> segment)
        {
            if (_literals.Count == 0) return null;
            if (_literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var node)) return node;
            return segment.Contains('%') ? _literals.GetValueOrDefault(Uri.UnescapeDataString(segment)) : null;
        }

        public PathCall? Call(string method, ReadOnlySpan<char> query)
        {
            foreach (var call in Calls)
                if (string.Equals(call.Operation.Http!.Method, method, StringComparison.OrdinalIgnoreCase) && Has(query, call)) return call;
            return null;
        }

        private static bool Has(ReadOnlySpan<char> query, PathCall call)
        {
            foreach (var (name, value) in call.Operation.Http!.Parameters)
                if (value is null ? !QueryText.Has(query, name) : QueryText.Get(query, name) != value) return false;
            return true;
        }
    }
}

/// <summary>What a path calls.</summary>
internal sealed record PathCall(AwsService Service, Operation Operation);
