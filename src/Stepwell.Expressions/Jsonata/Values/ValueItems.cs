using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Values;

/// <summary>The items of any array, for foreach; none of anything else.</summary>
internal readonly struct ValueItems(in Value array)
{
    private readonly Value _array = array;

    public Enumerator GetEnumerator() => new(_array);

    public struct Enumerator
    {
        private readonly Items? _computed;
        private ArrayItems.Enumerator _parsed;
        private int _next;

        public Enumerator(in Value array)
        {
            _computed = array.Computed as Items;
            _parsed = array.Json.Items.GetEnumerator();
            _next = 0;
            Current = default;
        }

        public Value Current { get; private set; }

        public bool MoveNext()
        {
            if (_computed is null)
            {
                if (!_parsed.MoveNext()) return false;
                Current = _parsed.Current;
                return true;
            }

            if (_next >= _computed.Count) return false;
            Current = _computed[_next++];
            return true;
        }
    }
}
