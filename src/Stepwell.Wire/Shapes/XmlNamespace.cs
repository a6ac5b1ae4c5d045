namespace Stepwell.Wire.Shapes;

/// <summary>The namespace that an element of XML declares.</summary>
/// <param name="Uri">What it is called.</param>
/// <param name="Prefix">Null: it is the default of the element and of what lies in it.</param>
public sealed record XmlNamespace(string Uri, string? Prefix = null);
