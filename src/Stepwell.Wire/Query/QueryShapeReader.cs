using System.Globalization;
using System.Text.Json;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Query;

/// <summary>Reads shapes from the fields of a form. Outside of a call it stands on the path of the value to be read next.</summary>
internal struct QueryShapeReader(FormFields fields) : IShapeReader
{
    private const int MaxDepth = 128;

    private readonly Stack<Frame> _frames = new();
    private string _path = "";
    private bool _isFlattened;

    public readonly void BeginStructure() => Push(new Frame(_path, [], MapNames.Default));

    public bool NextMember(MemberTable members, ref int index)
    {
        var frame = _frames.Peek();
        for (var i = index + 1; i < members.Count; i++)
        {
            ref readonly var member = ref members[i];
            var path = frame.Path.Length == 0 ? member.XmlName : $"{frame.Path}.{member.XmlName}";
            if (!fields.Has(path)) continue;
            (index, _path, _isFlattened) = (i, path, member.IsFlattened);
            return true;
        }

        _frames.Pop();
        return false;
    }

    public void BeginList(ListNames names)
    {
        var prefix = _isFlattened ? _path : $"{_path}.{names.Element}";
        Push(new Frame(prefix, fields.Indices(prefix + "."), MapNames.Default));
        _isFlattened = false;
    }

    public bool NextElement() => NextIndex(_frames.Peek());

    public void BeginMap(MapNames names)
    {
        var prefix = _isFlattened ? _path : $"{_path}.{MapNames.Entry}";
        Push(new Frame(prefix, fields.Indices(prefix + "."), names));
        _isFlattened = false;
    }

    public bool NextEntry(out string key)
    {
        var frame = _frames.Peek();
        key = "";
        if (!NextIndex(frame)) return false;
        key = fields.Find($"{_path}.{frame.Names.Key}") ?? throw new SerializationException($"The parameter {_path}.{frame.Names.Key} is required.");
        _path = $"{_path}.{frame.Names.Value}";
        return true;
    }

    /// <summary>A form has no null: what is not there is left out.</summary>
    public readonly bool TryReadNull() => false;

    public readonly string ReadString() => fields.Find(_path) ?? throw new SerializationException($"The parameter {_path} has no value.");

    public readonly bool ReadBoolean() => ReadString() switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        var other => throw Mismatch(other, "boolean"),
    };

    public readonly int ReadInteger() =>
        int.TryParse(ReadString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Mismatch(ReadString(), "integer");

    public readonly long ReadLong() =>
        long.TryParse(ReadString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Mismatch(ReadString(), "long");

    public readonly float ReadFloat() => (float)ReadDouble();

    public readonly double ReadDouble() => ReadString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        var text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Mismatch(text, "double"),
    };

    public readonly ReadOnlyMemory<byte> ReadBlob()
    {
        var text = ReadString();
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length) ? buffer.AsMemory(0, length) : throw Mismatch(text, "blob");
    }

    public readonly DateTimeOffset ReadTimestamp(TimestampFormat format) =>
        Timestamps.TryParse(ReadString(), out var value) ? value : throw new SerializationException("timestamp must follow ISO8601");

    public readonly JsonElement ReadDocument() => throw new NotSupportedException("The query protocol has no documents.");

    private readonly void Push(Frame frame)
    {
        if (_frames.Count == MaxDepth) throw new SerializationException("The parameters are nested too deeply");
        _frames.Push(frame);
    }

    private bool NextIndex(Frame frame)
    {
        if (frame.Next == frame.Indices.Count)
        {
            _frames.Pop();
            return false;
        }

        _path = string.Create(CultureInfo.InvariantCulture, $"{frame.Path}.{frame.Indices[frame.Next++]}");
        return true;
    }

    private static SerializationException Mismatch(string text, string type) => new($"{text} is not a valid {type}");

    /// <summary>A structure, list or map that is being read.</summary>
    /// <param name="path">Of the structure, or what the numbers of elements and entries follow.</param>
    private sealed class Frame(string path, List<int> indices, MapNames names)
    {
        public string Path => path;

        public List<int> Indices => indices;

        public MapNames Names => names;

        public int Next { get; set; }
    }
}
