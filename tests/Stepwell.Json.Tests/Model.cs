using System.Globalization;
using System.Text;

namespace Stepwell.Json.Tests;

/// <summary>JSON in the plainest form, to compare with.</summary>
public abstract record Model
{
    public sealed record Literal(string Form) : Model;

    public sealed record Number(string Form) : Model;

    public sealed record Text(string Value) : Model;

    public sealed record List(IReadOnlyList<Model> Items) : Model;

    /// <summary>Names may repeat.</summary>
    public sealed record Map(IReadOnlyList<(string Name, Model Value)> Members) : Model
    {
        public IEnumerable<(string Name, Model Value)> Distinct =>
            Members.Select(member => member.Name).Distinct().Select(name => Members.Last(member => member.Name == name));
    }

    /// <summary>The value made with factories and builders, or parsed where only text has the form.</summary>
    public JsonValue Compute()
    {
        switch (this)
        {
            case Literal(var text):
                return text == "null" ? JsonValue.Null : JsonValue.Boolean(text == "true");
            case Number(var text):
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && text != "-0"
                    ? JsonValue.Number(integer)
                    : JsonValue.Parse(text);
            case Text(var value):
                return JsonValue.String(value);
            case List(var items):
                return JsonValue.Array([.. items.Select(item => item.Compute())]);
            case Map map:
                var builder = new JsonObjectBuilder();
                foreach (var (name, value) in map.Members) builder.Add(name, value.Compute());
                return builder.Build();
            default:
                throw new InvalidOperationException();
        }
    }
}

/// <summary>Writes a model in one of the many ways JSON allows: white space, escapes.</summary>
public sealed class JsonRenderer(Random random)
{
    private readonly StringBuilder _text = new();

    public string Render(Model model)
    {
        _text.Clear();
        Space();
        Write(model);
        Space();
        return _text.ToString();
    }

    private void Write(Model model)
    {
        switch (model)
        {
            case Model.Literal(var text):
                _text.Append(text);
                break;
            case Model.Number(var text):
                _text.Append(text);
                break;
            case Model.Text(var value):
                WriteString(value);
                break;
            case Model.List(var items):
                WriteAll('[', items, Write, ']');
                break;
            case Model.Map(var members):
                WriteAll('{', members, WriteMember, '}');
                break;
        }
    }

    private void WriteMember((string Name, Model Value) member)
    {
        WriteString(member.Name);
        Space();
        _text.Append(':');
        Space();
        Write(member.Value);
    }

    private void WriteAll<T>(char open, IReadOnlyList<T> parts, Action<T> write, char close)
    {
        _text.Append(open);
        Space();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) _text.Append(',');
            Space();
            write(parts[i]);
            Space();
        }

        _text.Append(close);
    }

    private void WriteString(string value)
    {
        _text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var isPair = char.IsSurrogatePair(value, Math.Min(i, value.Length - 1)) && i + 1 < value.Length;
            var mustEscape = value[i] is < ' ' or '"' or '\\' || (char.IsSurrogate(value[i]) && !isPair);
            if (mustEscape || random.Next(6) == 0)
            {
                WriteEscape(value[i]);
                if (isPair) WriteEscape(value[++i]);
            }
            else
            {
                _text.Append(value[i]);
                if (isPair) _text.Append(value[++i]);
            }
        }

        _text.Append('"');
    }

    private void WriteEscape(char c)
    {
        var letter = "\"\\/\b\f\n\r\t".IndexOf(c, StringComparison.Ordinal);
        if (letter >= 0 && random.Next(2) == 0) _text.Append('\\').Append("\"\\/bfnrt"[letter]);
        else _text.Append("\\u").Append(((int)c).ToString(random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture));
    }

    private void Space()
    {
        while (random.Next(4) == 0) _text.Append(" \t\r\n"[random.Next(4)]);
    }
}
