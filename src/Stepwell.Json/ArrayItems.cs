using System.Collections;
using Stepwell.Json.Parsing;
using Stepwell.Json.Spine;

namespace Stepwell.Json;

/// <summary>The items of an array, for foreach; from one to the next costs the same wherever in the array.</summary>
public readonly struct ArrayItems : IEnumerable<JsonValue>
{
    private readonly JsonValue _array;

    internal ArrayItems(JsonValue array) => _array = array.IsArray ? array : default;

    public int Count => _array.Count;

    public Enumerator GetEnumerator() => new(_array);

    IEnumerator<JsonValue> IEnumerable<JsonValue>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator : IEnumerator<JsonValue>
    {
        private readonly object? _store;
        private int _next;
        private int _remaining;

        internal Enumerator(JsonValue array)
        {
            _store = array.Store;
            _next = _store is ParsedText ? array.Slot + 2 : 0;
            _remaining = array.Count;
        }

        public JsonValue Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_remaining == 0) return false;
            _remaining--;
            if (_store is ParsedText parsed)
            {
                Current = parsed.ValueAt(_next);
                _next = parsed.Next(_next);
                return true;
            }

            Current = ((ArrayNode)_store!).Items[_next++];
            return true;
        }

        public readonly void Dispose()
        {
        }

        public readonly void Reset() => throw new NotSupportedException();
    }
}
