using System.Globalization;
using System.Text;

namespace Stepwell.Wire.Generator.Model;

/// <summary>
/// A small JSON reader: analyzers cannot bring packages along, and model files are well-formed. Objects become
/// <see cref="JsonObject"/>, arrays <c>List&lt;object?&gt;</c>, numbers <c>double</c>.
/// </summary>
internal sealed class JsonText
{
    private readonly string _text;
    private int _at;

    private JsonText(string text) => _text = text;

    /// <exception cref="FormatException">Not JSON.</exception>
    public static object? Parse(string text)
    {
        var reader = new JsonText(text);
        var value = reader.Value();
        reader.Space();
        return reader._at == text.Length ? value : throw reader.Unexpected();
    }

    private object? Value()
    {
        Space();
        switch (Peek())
        {
            case '{': return Object();
            case '[': return Array();
            case '"': return String();
            case 't': Word("true"); return true;
            case 'f': Word("false"); return false;
            case 'n': Word("null"); return null;
            default: return Number();
        }
    }

    private JsonObject Object()
    {
        var members = new JsonObject();
        _at++;
        Space();
        while (Peek() != '}')
        {
            Space();
            var name = String();
            Space();
            Expect(':');
            members.Add(name, Value());
            Space();
            if (Peek() == ',') _at++;
            else if (Peek() != '}') throw Unexpected();
        }

        _at++;
        return members;
    }

    private List<object?> Array()
    {
        var items = new List<object?>();
        _at++;
        Space();
        while (Peek() != ']')
        {
            items.Add(Value());
            Space();
            if (Peek() == ',') _at++;
            else if (Peek() != ']') throw Unexpected();
        }

        _at++;
        return items;
    }

    private string String()
    {
        Expect('"');
        var result = new StringBuilder();
        for (; Peek() != '"'; _at++)
        {
            if (_text[_at] != '\\') result.Append(_text[_at]);
            else Escape(result);
        }

        _at++;
        return result.ToString();
    }

    private void Escape(StringBuilder result)
    {
        _at++;
        var code = Peek();
        if (code == 'u')
        {
            result.Append((char)int.Parse(_text.Substring(_at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            _at += 4;
            return;
        }

        result.Append(code switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => code });
    }

    private double Number()
    {
        var start = _at;
        while (_at < _text.Length && "+-.eE0123456789".IndexOf(_text[_at]) >= 0) _at++;
        return double.TryParse(_text.Substring(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Unexpected();
    }

    private void Word(string word)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0) throw Unexpected();
        _at += word.Length;
    }

    private void Expect(char character)
    {
        if (Peek() != character) throw Unexpected();
        _at++;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : throw Unexpected();

    private void Space()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private System.FormatException Unexpected() => new($"The model file is not JSON at character {_at}");
}
