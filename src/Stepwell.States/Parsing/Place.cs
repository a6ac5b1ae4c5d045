using System.Globalization;
using System.Text;

namespace Stepwell.States.Parsing;

/// <summary>
/// Where in the definition a value stands, as AWS writes it: <c>/States/Name/Choices[0]/Next</c>, names unescaped. A chain of
/// segments, written out only when there is something to say about the place.
/// </summary>
internal sealed class Place
{
    public static readonly Place Root = new(parent: null, name: null, index: 0);

    private readonly Place? _parent;
    private readonly string? _name;
    private readonly int _index;

    private Place(Place? parent, string? name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public Place this[string name] => new(this, name, 0);

    public Place this[int index] => new(this, name: null, index);

    public override string ToString()
    {
        if (_parent is null) return "/";
        var chain = new Stack<Place>();
        for (var place = this; place._parent is not null; place = place._parent) chain.Push(place);
        var text = new StringBuilder();
        foreach (var place in chain) place.AppendTo(text);
        return text.ToString();
    }

    private void AppendTo(StringBuilder text)
    {
        if (_name is not null) text.Append('/').Append(_name);
        else text.Append(CultureInfo.InvariantCulture, $"[{_index}]");
    }
}
