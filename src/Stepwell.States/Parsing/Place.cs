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

    /// <summary>The same from the state on that the place is in: <c>Choices[0]/Condition</c>. Failures at run time name places so.</summary>
    public string FromState()
    {
        var text = new StringBuilder();
        var isState = false;
        foreach (var place in Chain())
        {
            if (isState) text.Clear();
            else place.AppendTo(text);
            isState = !isState && place._name == "States";
        }

        return text.ToString().TrimStart('/');
    }

    public override string ToString()
    {
        if (_parent is null) return "/";
        var text = new StringBuilder();
        foreach (var place in Chain()) place.AppendTo(text);
        return text.ToString();
    }

    private Stack<Place> Chain()
    {
        var chain = new Stack<Place>();
        for (var place = this; place._parent is not null; place = place._parent) chain.Push(place);
        return chain;
    }

    private void AppendTo(StringBuilder text)
    {
        if (_name is not null) text.Append('/').Append(_name);
        else text.Append(CultureInfo.InvariantCulture, $"[{_index}]");
    }
}
