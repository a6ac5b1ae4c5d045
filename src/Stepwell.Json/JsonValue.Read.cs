using System.Buffers.Text;
using System.Globalization;
using Stepwell.Json.Parsing;
using Stepwell.Json.Spine;
using Stepwell.Json.Text;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    /// <exception cref="InvalidOperationException">Not a boolean.</exception>
    public bool GetBoolean() => IsBoolean ? Slot != 0 : throw NotA(JsonKind.Boolean);

    /// <summary>The text without escapes; a new string unless the value was computed from one.</summary>
    /// <exception cref="InvalidOperationException">Not a string.</exception>
    public string GetString()
    {
        if (_store is string text) return text;
        if (!IsString) throw NotA(JsonKind.String);
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        return Utf8Text.Decode(UnescapedText.Of(this, scratch));
    }

    /// <summary>Whether this is a string that says <paramref name="utf8"/>.</summary>
    public bool StringEquals(ReadOnlySpan<byte> utf8) => _store switch
    {
        ParsedText parsed when IsString => parsed.StringEquals(Slot, utf8),
        string text => Utf8Text.AreEqual(utf8, text),
        _ => false,
    };

    /// <summary>Whether this is a string that says <paramref name="text"/>.</summary>
    public bool StringEquals(ReadOnlySpan<char> text) => _store switch
    {
        ParsedText parsed when IsString => parsed.StringEquals(Slot, text),
        string computed => text.SequenceEqual(computed),
        _ => false,
    };

    /// <summary>The number as written; of a computed one the text it will be written as.</summary>
    /// <exception cref="InvalidOperationException">Not a number.</exception>
    public ReadOnlySpan<byte> NumberText
    {
        get
        {
            if (!IsNumber) throw NotA(JsonKind.Number);
            return TextOfNumber(_store is NumberTag ? new byte[NumberFormat.MaxLength] : []);
        }
    }

    /// <summary>The nearest double; infinite if the number is beyond its range.</summary>
    /// <exception cref="InvalidOperationException">Not a number.</exception>
    public double GetDouble()
    {
        if (ReferenceEquals(_store, NumberTag.Double)) return BitConverter.Int64BitsToDouble(_bits);
        if (ReferenceEquals(_store, NumberTag.Int64)) return _bits;
        if (!IsNumber) throw NotA(JsonKind.Number);
        var text = TextOfNumber([]);
        return ShortNumber.TryRead(text, out var value) ? value : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>The number if it is exactly a 64-bit integer, however written: 1.0 and 1e2 are. False for other values.</summary>
    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (ReferenceEquals(_store, NumberTag.Int64))
        {
            value = _bits;
            return true;
        }

        if (!IsNumber) return false;
        var text = TextOfNumber(stackalloc byte[NumberFormat.MaxLength]);
        var isPlain = Utf8Parser.TryParse(text, out value, out int length) && length == text.Length;
        return isPlain || DecimalForm.Of(text).TryGetInt64(out value);
    }

    /// <summary>The number as a decimal, rounded to its 28 to 29 digits. False beyond its range and for other values.</summary>
    public bool TryGetDecimal(out decimal value)
    {
        value = 0;
        return IsNumber && decimal.TryParse(
            TextOfNumber(stackalloc byte[NumberFormat.MaxLength]), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Items of an array or members of an object; 0 for anything else.</summary>
    public int Count => _store switch
    {
        ParsedText parsed when Kind == JsonKind.Array => parsed.RawCount(Slot),
        ParsedText parsed when Kind == JsonKind.Object => parsed.Count(Slot),
        ObjectNode node => node.Members.Length,
        ArrayNode node => node.Items.Length,
        _ => 0,
    };

    /// <summary>
    /// The item at an index, or missing when out of range or not an array. In a parsed array of arrays or objects, the first access beyond
    /// the 16th item makes a table of all items that is kept with it; <see cref="Items"/> needs none.
    /// </summary>
    public JsonValue this[int index] => _store switch
    {
        ParsedText parsed when Kind == JsonKind.Array => parsed.Item(Slot, index),
        ArrayNode node when (uint)index < (uint)node.Items.Length => node.Items[index],
        _ => default,
    };

    /// <summary>The member of that name, or missing when absent or not an object.</summary>
    /// <remarks>Takes no memory, but the first lookup in an object of more than 64 members makes an index that is kept with it.</remarks>
    public JsonValue this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            if (!IsObject) return default;
            Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
            return Get(UnescapedText.Of(name, scratch));
        }
    }

    /// <summary>The member of that name (UTF-8, without escapes), or missing when absent or not an object.</summary>
    public JsonValue Get(ReadOnlySpan<byte> utf8Name) => _store switch
    {
        ParsedText parsed when Kind == JsonKind.Object => parsed.Member(Slot, utf8Name),
        ObjectNode node => node.Find(utf8Name),
        _ => default,
    };

    /// <summary>The items in order; none when not an array.</summary>
    public ArrayItems Items => new(this);

    /// <summary>The members in order, each name once; none when not an object.</summary>
    public ObjectMembers Members => new(this);

    /// <summary>How deep arrays and objects nest: 0 for scalars, 1 for <c>[]</c>, 2 for <c>[{}]</c>.</summary>
    public int Depth => _store switch
    {
        ParsedText parsed => parsed.Depth(Slot),
        ObjectNode node => node.Depth,
        ArrayNode node => node.Depth,
        _ => 0,
    };

    /// <summary>This object in a form that can be read in order without looking for duplicates; any other value as it is.</summary>
    internal JsonValue Listed => IsObject && _store is ParsedText parsed && parsed.NeedsList(Slot)
        ? new JsonValue(parsed.MemberList(Slot), JsonKind.Object, 0)
        : this;

    private ReadOnlySpan<byte> TextOfNumber(Span<byte> scratch) => _store switch
    {
        ParsedText parsed => parsed.RawSpan(Slot),
        byte[] text => text,
        var tag when ReferenceEquals(tag, NumberTag.Int64) => scratch[..NumberFormat.Format(_bits, scratch)],
        _ => scratch[..NumberFormat.Format(BitConverter.Int64BitsToDouble(_bits), scratch)],
    };
}
