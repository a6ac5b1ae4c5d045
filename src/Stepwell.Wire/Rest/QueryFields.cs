namespace Stepwell.Wire.Rest;

/// <summary>Walks through the parameters of a query string, which are decoded as they are met. A plus stays one, as AWS has it.</summary>
internal ref struct QueryFields(ReadOnlySpan<char> query)
{
    private readonly ReadOnlySpan<char> _query = query;
    private int _at;

    /// <summary>Moves to the next parameter; one without <c>=</c> has an empty value.</summary>
    public bool Next(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
    {
        name = value = default;
        while (_at < _query.Length)
        {
            var rest = _query[_at..];
            var end = rest.IndexOf('&');
            var pair = end < 0 ? rest : rest[..end];
            _at = end < 0 ? _query.Length : _at + end + 1;
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            name = Decoded(equals < 0 ? pair : pair[..equals]);
            value = equals < 0 ? default : pair[(equals + 1)..];
            return true;
        }

        return false;
    }

    /// <summary>Moves to the next parameter of this name and gives its decoded value.</summary>
    public bool Next(string wanted, out string value)
    {
        while (Next(out var name, out var encoded))
        {
            if (!name.SequenceEqual(wanted)) continue;
            value = Uri.UnescapeDataString(encoded);
            return true;
        }

        value = "";
        return false;
    }

    /// <summary>Back to the start.</summary>
    public void Reset() => _at = 0;

    private static ReadOnlySpan<char> Decoded(ReadOnlySpan<char> text) => text.Contains('%') ? Uri.UnescapeDataString(text) : text;
}
