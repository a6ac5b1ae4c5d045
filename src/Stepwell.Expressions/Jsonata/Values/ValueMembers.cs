using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>The members of any object, for foreach; none of anything else.</summary>
internal readonly struct ValueMembers(in Value source)
{
    private readonly Value _source = source;

    /// <summary>How many there are, for a value that is an object.</summary>
    public static int CountOf(in Value source) => source.Computed is Members members ? members.Count : source.Json.IsObject ? source.Json.Count : 0;

    public Enumerator GetEnumerator() => new(_source);

    public struct Enumerator
    {
        private readonly Members? _computed;
        private ObjectMembers.Enumerator _parsed;
        private int _next;

        public Enumerator(in Value source)
        {
            _computed = source.Computed as Members;
            _parsed = source.Json.Members.GetEnumerator();
            _next = 0;
            Current = default;
        }

        public ValueMember Current { get; private set; }

        public bool MoveNext()
        {
            if (_computed is null)
            {
                if (!_parsed.MoveNext()) return false;
                Current = new ValueMember(_parsed.Current.NameValue, _parsed.Current.Value);
                return true;
            }

            if (_next >= _computed.Count) return false;
            Current = new ValueMember(JsonValue.String(_computed.NameAt(_next)), _computed.ValueAt(_next));
            _next++;
            return true;
        }
    }
}
