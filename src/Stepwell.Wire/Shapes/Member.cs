using System.Text.Json;
using Stepwell.Wire.Rest;

namespace Stepwell.Wire.Shapes;

/// <summary>How a member of a structure is called on the wire.</summary>
/// <param name="name">Of the model; what JSON and CBOR use.</param>
/// <param name="xmlName">What XML and the query protocol use instead; null: the same.</param>
/// <param name="isFlattened">The elements of the list or map stand in its place, without an element around them.</param>
/// <param name="xmlNamespace">What the element declares in XML.</param>
/// <param name="http">Where the REST protocols and event streams put it; null: into the document.</param>
public readonly struct Member(
    string name, string? xmlName = null, bool isFlattened = false, XmlNamespace? xmlNamespace = null, HttpBinding? http = null)
{
    public JsonEncodedText Name { get; } = JsonEncodedText.Encode(name);

    public string XmlName { get; } = xmlName ?? name;

    public bool IsFlattened { get; } = isFlattened;

    public XmlNamespace? XmlNamespace { get; } = xmlNamespace;

    public HttpBinding? Http { get; } = http;
}
