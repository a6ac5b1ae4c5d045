namespace Stepwell.Wire.Shapes;

/// <summary>What the elements of a list are called where everything has a name: in XML and in the query protocol.</summary>
public sealed class ListNames(string element = "member", XmlNamespace? elementNamespace = null)
{
    public static readonly ListNames Default = new();

    public string Element { get; } = element;

    public XmlNamespace? ElementNamespace { get; } = elementNamespace;
}

/// <summary>What keys and values of a map are called there; each pair of them lies in an <c>entry</c>.</summary>
public sealed class MapNames(string key = "key", string value = "value", XmlNamespace? keyNamespace = null, XmlNamespace? valueNamespace = null)
{
    public const string Entry = "entry";

    public static readonly MapNames Default = new();

    public string Key { get; } = key;

    public string Value { get; } = value;

    public XmlNamespace? KeyNamespace { get; } = keyNamespace;

    public XmlNamespace? ValueNamespace { get; } = valueNamespace;
}
