using System.Globalization;
using System.Text.Json;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Query;

/// <summary>Writes shapes as XML. Between calls it knows what the next value's element is called.</summary>
/// <param name="name">Of the element that the outermost structure becomes.</param>
/// <param name="isError">Members of an error are written, whose message has a capital here however the model spells it.</param>
internal struct XmlShapeWriter(XmlText xml, string name, bool isError = false) : IShapeWriter
{
    private readonly Stack<Level> _levels = new();
    private string _name = name;
    private XmlNamespace? _namespace;
    private bool _isFlattened;

    public readonly void BeginStructure()
    {
        xml.Open(_name, _namespace);
        _levels.Push(new Level(LevelKind.Structure, "", null, MapNames.Default, HasElement: true));
    }

    public void Member(in Member member)
    {
        var isMessage = isError && _levels.Count == 0 && member.XmlName == "message";
        (_name, _namespace, _isFlattened) = (isMessage ? "Message" : member.XmlName, member.XmlNamespace, member.IsFlattened);
    }

    public void EndStructure() => End();

    public void BeginList(ListNames names)
    {
        if (!_isFlattened) xml.Open(_name, _namespace);
        var (element, elementNamespace) = _isFlattened ? (_name, names.ElementNamespace ?? _namespace) : (names.Element, names.ElementNamespace);
        _levels.Push(new Level(LevelKind.List, element, elementNamespace, MapNames.Default, HasElement: !_isFlattened));
        (_name, _namespace, _isFlattened) = (element, elementNamespace, false);
    }

    public void EndList() => End();

    public void BeginMap(MapNames names)
    {
        if (!_isFlattened) xml.Open(_name, _namespace);
        var (entry, entryNamespace) = _isFlattened ? (_name, _namespace) : (MapNames.Entry, null);
        _levels.Push(new Level(LevelKind.Map, entry, entryNamespace, names, HasElement: !_isFlattened));
        _isFlattened = false;
    }

    public void Key(string key)
    {
        var map = _levels.Peek();
        xml.Open(map.Name, map.Namespace);
        xml.Element(map.Names.Key, key, map.Names.KeyNamespace);
        (_name, _namespace) = (map.Names.Value, map.Names.ValueNamespace);
    }

    public void EndMap() => End();

    public void WriteNull() => Write("");

    public void WriteString(string value) => Write(value);

    public void WriteBoolean(bool value) => Write(value ? "true" : "false");

    public void WriteByte(sbyte value) => WriteInteger(value);

    public void WriteShort(short value) => WriteInteger(value);

    public void WriteInteger(int value) => Write(value.ToString(CultureInfo.InvariantCulture));

    public void WriteLong(long value) => Write(value.ToString(CultureInfo.InvariantCulture));

    public void WriteFloat(float value) => Write(float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : NotFinite(value));

    public void WriteDouble(double value) => Write(double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : NotFinite(value));

    public void WriteBlob(ReadOnlyMemory<byte> value) => Write(Convert.ToBase64String(value.Span));

    public void WriteTimestamp(DateTimeOffset value, TimestampFormat format) => Write(format switch
    {
        TimestampFormat.EpochSeconds => (value.ToUnixTimeMilliseconds() / 1000m).ToString("0.###", CultureInfo.InvariantCulture),
        TimestampFormat.HttpDate => Timestamps.HttpDate(value),
        _ => Timestamps.Iso8601(value),
    });

    public readonly void WriteDocument(JsonElement value) => throw new NotSupportedException("The query protocol has no documents.");

    private void Write(string text)
    {
        xml.Element(_name, text, _namespace);
        Written();
    }

    private void End()
    {
        if (_levels.Pop().HasElement) xml.Close();
        Written();
    }

    /// <summary>A value is complete: the list around it goes on, and the entry of the map around it is over.</summary>
    private void Written()
    {
        if (!_levels.TryPeek(out var around)) return;
        if (around.Kind == LevelKind.List) (_name, _namespace) = (around.Name, around.Namespace);
        else if (around.Kind == LevelKind.Map) xml.Close();
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private enum LevelKind
    {
        Structure,
        List,
        Map,
    }

    /// <param name="Name">Of elements and entries.</param>
    /// <param name="HasElement">Whether an element has been opened for it.</param>
    private readonly record struct Level(LevelKind Kind, string Name, XmlNamespace? Namespace, MapNames Names, bool HasElement);
}
