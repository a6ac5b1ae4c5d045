using System.Text;
using Stepwell.Expressions.Jsonata.Formatting;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>A value as text, as <c>$string</c> and <c>&amp;</c> do it: JSON, but texts as they are and functions empty.</summary>
internal sealed class TextForm
{
    private readonly StringBuilder _text = new();
    private readonly Evaluator _evaluator;
    private readonly bool _isIndented;
    private int _level;
    private int _charged;

    private TextForm(Evaluator evaluator, bool isIndented)
    {
        _evaluator = evaluator;
        _isIndented = isIndented;
    }

    public static string Of(in Value value, Evaluator evaluator, bool isIndented = false)
    {
        if (value.IsString) return value.Text();
        if (value.Function is not null) return string.Empty;
        if (value.IsNumber)
        {
            var number = value.Number();
            return double.IsFinite(number) ? NumberText.OfRounded(number) : throw new JsonataException("D3001", JsonValue.Null);
        }

        var form = new TextForm(evaluator, isIndented);
        form.Append(value.Computed is Items { IsOuterWrapper: true } wrapper ? wrapper[0] : value);
        return form._text.ToString();
    }

    private void Append(in Value value)
    {
        _evaluator.Enter();
        if (_evaluator.IsStackLow) AppendOnDeepStack(value);
        else AppendHere(value);
        _evaluator.Leave();
        var added = _text.Length - _charged;
        if (added < 1024) return;
        _evaluator.Charge(2L * added);
        _charged = _text.Length;
    }

    private void AppendOnDeepStack(Value value) => DeepStack.Run(() =>
    {
        AppendHere(value);
        return true;
    });

    private void AppendHere(in Value value)
    {
        if (value.IsArray) AppendArray(value);
        else if (value.IsObject) AppendObject(value);
        else if (value.IsString) JsonEscapes.Append(value.Text(), _text);
        else if (value.IsNumber) _text.Append(value.TryGetNumber(out var number) ? NumberText.OfRounded(number) : "null");
        else if (value.Function is not null) _text.Append("\"\"");
        else _text.Append(value.IsUndefined ? "null" : value.Json.ToString());
    }

    private void AppendArray(in Value value)
    {
        if (value.Count == 0)
        {
            _text.Append("[]");
            return;
        }

        Open('[');
        var isFirst = true;
        foreach (var item in new ValueItems(value))
        {
            StartLine(isFirst);
            Append(item);
            isFirst = false;
        }

        Close(']');
    }

    private void AppendObject(in Value value)
    {
        var isFirst = true;
        foreach (var member in new ValueMembers(value))
        {
            if (isFirst) Open('{');
            StartLine(isFirst);
            JsonEscapes.Append(member.Name, _text);
            _text.Append(_isIndented ? ": " : ":");
            Append(member.Value);
            isFirst = false;
        }

        if (isFirst) _text.Append("{}");
        else Close('}');
    }

    private void Open(char bracket)
    {
        _text.Append(bracket);
        _level++;
    }

    private void StartLine(bool isFirst)
    {
        if (!isFirst) _text.Append(',');
        if (_isIndented) _text.Append('\n').Append(' ', 2 * _level);
    }

    private void Close(char bracket)
    {
        _level--;
        if (_isIndented) _text.Append('\n').Append(' ', 2 * _level);
        _text.Append(bracket);
    }
}
