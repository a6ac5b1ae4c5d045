using System.Collections.Immutable;
using System.Text;

namespace Stepwell.Expressions.Paths;

/// <summary>One step of a path. The cases below are all there are.</summary>
internal abstract record Segment
{
    /// <summary><c>.a</c> or <c>['a']</c></summary>
    public sealed record Member(string Name) : Segment
    {
        /// <summary>Lookups compare bytes; this is done once so that they do not.</summary>
        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);
    }

    /// <summary><c>['a','b']</c>: at the end of a path one object with those members, before it each of them in turn.</summary>
    public sealed record Members(ImmutableArray<string> Names) : Segment;

    /// <summary><c>[2]</c>, or <c>[-1]</c> counted from the end.</summary>
    public sealed record Element(int Index) : Segment;

    /// <summary><c>[0,2]</c></summary>
    public sealed record Elements(ImmutableArray<int> Indexes) : Segment;

    /// <summary><c>[1:3]</c>, <c>[:-1]</c>, <c>[::2]</c>; the step is positive.</summary>
    public sealed record Slice(int? Start, int? End, int Step) : Segment;

    /// <summary><c>.*</c> or <c>[*]</c></summary>
    public sealed record Wildcard : Segment;

    /// <summary><c>..</c>: what follows is tried on the value and on everything in it.</summary>
    public sealed record Descent : Segment;

    /// <summary><c>[?(…)]</c></summary>
    public sealed record Filter(FilterNode Condition) : Segment;

    public static bool SelectAtMostOne(ImmutableArray<Segment> segments)
    {
        for (var i = 0; i < segments.Length; i++)
        {
            var one = segments[i] is Member or Element || (segments[i] is Members && i == segments.Length - 1);
            if (!one) return false;
        }

        return true;
    }
}
