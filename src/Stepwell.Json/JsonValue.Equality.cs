using System.Runtime.CompilerServices;
using Stepwell.Json.Text;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    public static bool operator ==(JsonValue left, JsonValue right) => left.Equals(right);

    public static bool operator !=(JsonValue left, JsonValue right) => !left.Equals(right);

    /// <summary>
    /// Deep equality: numbers by exact decimal value (1 equals 1.0), strings by what they say, objects whatever the order of their members.
    /// </summary>
    /// <exception cref="InsufficientExecutionStackException">Parsed with a depth limit so high that the stack does not suffice.</exception>
    public bool Equals(JsonValue other)
    {
        if (SameAs(other)) return true;
        if (Kind != other.Kind) return false;
        return Kind switch
        {
            JsonKind.Number => NumberEquals(other),
            JsonKind.String => TextEquals(other),
            JsonKind.Array => ItemsEqual(other),
            JsonKind.Object => Listed.MembersEqual(other.Listed),
            _ => false,
        };
    }

    public override bool Equals(object? obj) => obj is JsonValue other && Equals(other);

    /// <summary>Agrees with <see cref="Equals(JsonValue)"/>; differs from one process to the next. Reads the whole value.</summary>
    public override int GetHashCode() => Kind switch
    {
        JsonKind.Number => DecimalForm.Of(TextOfNumber(stackalloc byte[NumberFormat.MaxLength])).GetHashCode(),
        JsonKind.String => HashOfText(),
        JsonKind.Array => HashOfItems(),
        JsonKind.Object => HashOfMembers(),
        _ => _bits.GetHashCode(),
    };

    private bool NumberEquals(JsonValue other)
    {
        if (ReferenceEquals(_store, NumberTag.Int64) && ReferenceEquals(other._store, NumberTag.Int64)) return false;
        return DecimalForm.AreEqual(
            TextOfNumber(stackalloc byte[NumberFormat.MaxLength]), other.TextOfNumber(stackalloc byte[NumberFormat.MaxLength]));
    }

    private bool TextEquals(JsonValue other)
    {
        if (other._store is string text) return StringEquals(text);
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        return StringEquals(UnescapedText.Of(other, scratch));
    }

    private bool ItemsEqual(JsonValue other)
    {
        if (Count != other.Count) return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var others = other.Items.GetEnumerator();
        foreach (var item in Items)
        {
            others.MoveNext();
            if (!item.Equals(others.Current)) return false;
        }

        return true;
    }

    private bool MembersEqual(JsonValue other)
    {
        if (Count != other.Count) return false;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var member in Members)
        {
            if (!member.Value.Equals(other.Get(member.NameValue))) return false;
        }

        return true;
    }

    // Apart, so that its scratch space is not on the stack while values inside are compared.
    private JsonValue Get(JsonValue name)
    {
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        return Get(UnescapedText.Of(name, scratch));
    }

    private int HashOfText()
    {
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        return NameHash.Of(UnescapedText.Of(this, scratch));
    }

    private int HashOfItems()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var hash = new HashCode();
        foreach (var item in Items) hash.Add(item);
        return hash.ToHashCode();
    }

    private int HashOfMembers()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var sum = 0;
        foreach (var member in Members) sum += HashCode.Combine(member.NameValue, member.Value);
        return sum;
    }
}
