using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Stepwell.Wire.Query;

/// <summary>
/// The fields of a form in the order of their names, so that what lies under a name lies together. Takes as much memory as the form is long,
/// however deep its names go.
/// </summary>
internal sealed class FormFields
{
    private readonly string[] _names;
    private readonly string[] _values;

    private FormFields(string[] names, string[] values) => (_names, _values) = (names, values);

    /// <exception cref="SerializationException">Not percent-encoded UTF-8.</exception>
    public static FormFields Parse(ReadOnlySpan<byte> form)
    {
        List<string> names = [], values = [];
        foreach (var range in form.Split((byte)'&'))
        {
            var field = form[range];
            if (field.IsEmpty) continue;
            var equals = field.IndexOf((byte)'=');
            names.Add(Decode(equals < 0 ? field : field[..equals]));
            values.Add(equals < 0 ? "" : Decode(field[(equals + 1)..]));
        }

        string[] sortedNames = [.. names], sortedValues = [.. values];
        Array.Sort(sortedNames, sortedValues, StringComparer.Ordinal);
        return new FormFields(sortedNames, sortedValues);
    }

    /// <summary>The value of the field with exactly this name, or null.</summary>
    public string? Find(string name)
    {
        var at = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        return at < 0 ? null : _values[at];
    }

    /// <summary>Whether there is a field with this name or with one under it.</summary>
    public bool Has(string name) => Find(name) is not null || HasUnder(name + ".");

    /// <summary>The numbers that follow a prefix (which ends with a dot), each once and in order. They may have gaps.</summary>
    public List<int> Indices(string prefix)
    {
        var indices = new SortedSet<int>();
        for (var at = First(prefix); at < _names.Length && _names[at].StartsWith(prefix, StringComparison.Ordinal); at++)
        {
            var rest = _names[at].AsSpan(prefix.Length);
            var dot = rest.IndexOf('.');
            if (int.TryParse(dot < 0 ? rest : rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var index)) indices.Add(index);
        }

        return [.. indices];
    }

    private bool HasUnder(string prefix)
    {
        var at = First(prefix);
        return at < _names.Length && _names[at].StartsWith(prefix, StringComparison.Ordinal);
    }

    private int First(string prefix)
    {
        var at = Array.BinarySearch(_names, prefix, StringComparer.Ordinal);
        return at < 0 ? ~at : at;
    }

    private static string Decode(ReadOnlySpan<byte> text)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        try
        {
            var length = 0;
            for (var i = 0; i < text.Length; i++)
            {
                buffer[length++] = text[i] switch
                {
                    (byte)'+' => (byte)' ',
                    (byte)'%' => Escaped(text, ref i),
                    var other => other,
                };
            }

            var bytes = buffer.AsSpan(0, length);
            return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new SerializationException("The form is not valid UTF-8");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte Escaped(ReadOnlySpan<byte> text, ref int at)
    {
        if (at + 2 >= text.Length || !byte.TryParse(text.Slice(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            throw new SerializationException("The form has a percent sign that two hexadecimal digits do not follow");
        at += 2;
        return code;
    }
}
