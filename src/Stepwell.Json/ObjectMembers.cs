using System.Collections;
using Stepwell.Json.Parsing;
using Stepwell.Json.Spine;

namespace Stepwell.Json;

/// <summary>The members of an object, for foreach: each name once, in the place of its first and with its last value.</summary>
public readonly struct ObjectMembers : IEnumerable<JsonMember>
{
    private readonly JsonValue _object;

    internal ObjectMembers(JsonValue value) => _object = value.IsObject ? value : default;

    public int Count => _object.Count;

    public Enumerator GetEnumerator() => new(_object);

    IEnumerator<JsonMember> IEnumerable<JsonMember>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public struct Enumerator : IEnumerator<JsonMember>
    {
        private readonly object? _store;
        private int _next;
        private int _remaining;

        internal Enumerator(JsonValue value)
        {
            var source = value.Listed;
            _store = source.Store;
            _next = _store is ParsedText ? source.Slot + 2 : 0;
            _remaining = source.Count;
        }

        public JsonMember Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            if (_remaining == 0) return false;
            _remaining--;
            if (_store is ParsedText parsed)
            {
                Current = parsed.MemberAt(_next);
                _next = parsed.Next(_next + 1);
                return true;
            }

            Current = ((ObjectNode)_store!).Members[_next++];
            return true;
        }

        public readonly void Dispose()
        {
        }

        public readonly void Reset() => throw new NotSupportedException();
    }
}
