namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>What any node has: its place in the text, and what happens to its value.</summary>
/// <param name="KeepsArray">A sequence of one item stays an array.</param>
internal readonly record struct NodeShape(int Position, Node[] Predicates, Group? Group, bool KeepsArray);
