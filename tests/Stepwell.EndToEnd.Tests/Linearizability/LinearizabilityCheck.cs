namespace Stepwell.EndToEnd.Tests.Linearizability;

/// <summary>
/// Whether there is an order of calls that explains all answers, in which each takes effect between being sent and being answered. Each execution
/// is checked by itself, which is enough (Herlihy and Wing, "Linearizability", 1990, locality). The search is that of Wing and Gong ("Testing and
/// Verifying Concurrent Objects", 1993) with the memory of Lowe ("Testing for linearizability", 2017): no set of calls is tried twice with the
/// same state.
/// </summary>
internal sealed class LinearizabilityCheck
{
    private readonly Node _head = new(call: null, isReturn: false);
    private readonly HashSet<(string Done, ExecutionState State)> _seen = [];
    private readonly Stack<(Node Call, ExecutionState Before)> _taken = [];
    private readonly char[] _done;

    private LinearizabilityCheck(IReadOnlyList<Call> calls)
    {
        _done = new char[(calls.Count / 16) + 1];
        var nodes = new List<(long Time, Node Node)>();
        for (var i = 0; i < calls.Count; i++)
        {
            var sent = new Node(calls[i], isReturn: false) { Number = i };
            nodes.Add((calls[i].SentAt, sent));
            if (!calls[i].IsAnswered)
                continue;
            sent.Return = new Node(calls[i], isReturn: true);
            nodes.Add((calls[i].AnsweredAt, sent.Return));
        }

        var last = _head;
        // At the same instant calls come first: they may overlap.
        foreach (var (_, node) in nodes.OrderBy(entry => entry.Time).ThenBy(entry => entry.Node.IsReturn))
        {
            last.Next = node;
            node.Previous = last;
            last = node;
        }
    }

    public static bool Holds(IReadOnlyList<Call> calls) => new LinearizabilityCheck(calls).Search();

    private bool Search()
    {
        var state = ExecutionState.None;
        var node = _head.Next;
        while (node is not null)
        {
            if (node.IsReturn)
            {
                // This call had to come before, and no place for it was found.
                if (!_taken.TryPop(out var undone))
                    return false;
                state = undone.Before;
                Put(undone.Call);
                node = undone.Call.Next;
            }
            else if (node.Call!.Apply(state) is { } next && Take(node, next))
            {
                _taken.Push((node, state));
                state = next;
                node = _head.Next;
            }
            else
            {
                node = node.Next;
            }
        }

        // What is left was never answered, and need not have happened.
        return true;
    }

    /// <returns>False when it has been tried.</returns>
    private bool Take(Node node, ExecutionState next)
    {
        Flip(node);
        if (!_seen.Add((new string(_done), next)))
        {
            Flip(node);
            return false;
        }

        Unlink(node);
        if (node.Return is { } end)
            Unlink(end);
        return true;
    }

    private void Put(Node node)
    {
        if (node.Return is { } end)
            Link(end);
        Link(node);
        Flip(node);
    }

    private void Flip(Node node) => _done[node.Number / 16] ^= (char)(1 << (node.Number % 16));

    private static void Unlink(Node node)
    {
        node.Previous!.Next = node.Next;
        if (node.Next is { } next)
            next.Previous = node.Previous;
    }

    private static void Link(Node node)
    {
        node.Previous!.Next = node;
        if (node.Next is { } next)
            next.Previous = node;
    }

    private sealed class Node(Call? call, bool isReturn)
    {
        public Call? Call => call;

        public bool IsReturn => isReturn;

        public int Number { get; init; }

        public Node? Return { get; set; }

        public Node? Next { get; set; }

        public Node? Previous { get; set; }
    }
}
