using System.Text;
using Stepwell.Expressions.Jsonata.Values;

namespace Stepwell.Expressions.Jsonata.Nodes;

/// <summary>A step to the member of a name.</summary>
internal sealed class NameNode(NodeShape shape, string name) : Node(shape)
{
    private readonly byte[] _utf8Name = Encoding.UTF8.GetBytes(name);

    public string Name { get; } = name;

    /// <summary>The member as it is: of an array, a sequence.</summary>
    public Value Find(in Value input, Evaluator evaluator) => Lookup.Find(input, Name, _utf8Name, evaluator);

    protected override Value Run(in Value input, Frame frame, Evaluator evaluator) => Find(input, evaluator);
}
