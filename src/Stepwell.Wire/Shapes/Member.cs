using System.Text.Json;

namespace Stepwell.Wire.Shapes;

/// <summary>How a member of a structure is called on the wire. Protocols with other names (XML, query) add theirs here.</summary>
public readonly struct Member(string name)
{
    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);
}
