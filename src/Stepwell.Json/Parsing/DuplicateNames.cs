using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Stepwell.Json.Text;

namespace Stepwell.Json.Parsing;

/// <summary>Decides, when an object closes, whether its names can be compared as they stand in the text.</summary>
internal readonly ref struct DuplicateNames
{
    private const int MaxCompared = 64;

    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<ulong> _slots;

    public DuplicateNames(ReadOnlySpan<byte> text, ReadOnlySpan<ulong> slots)
    {
        _text = text;
        _slots = slots;
    }

    /// <summary>
    /// False if the names of the <paramref name="count"/> members from <paramref name="slot"/> on differ and have no escapes. True for
    /// the others, and rarely for long names of one length with the same ends.
    /// </summary>
    public bool MayBeIn(int slot, int count)
    {
        if (count > MaxCompared) return MayBeInLarge(slot, count);

        // One bit for each digest so far tells most names apart without comparing them.
        var bits = 0UL;
        Span<ulong> seen = stackalloc ulong[MaxCompared];
        for (var i = 0; i < count; i++)
        {
            if (Token.IsFlagged(_slots[slot])) return true;
            var digest = Digest(slot);
            var bit = 1UL << (int)(digest >> 58);
            if ((bits & bit) != 0 && seen[..i].Contains(digest)) return true;
            bits |= bit;
            seen[i] = digest;
            slot = NextName(slot);
        }

        return false;
    }

    private bool MayBeInLarge(int slot, int count)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)count * 2);
        var table = ArrayPool<int>.Shared.Rent(size);
        table.AsSpan(0, size).Clear();
        var found = false;
        for (var i = 0; i < count && !found; i++)
        {
            found = Token.IsFlagged(_slots[slot]) || !TryPlace(slot, table.AsSpan(0, size));
            slot = NextName(slot);
        }

        ArrayPool<int>.Shared.Return(table);
        return found;
    }

    /// <summary>False if the name is in the table already. No name has slot 0, which marks free entries.</summary>
    private bool TryPlace(int slot, Span<int> table)
    {
        var name = NameAt(slot);
        var entry = NameHash.Of(name) & (table.Length - 1);
        while (table[entry] != 0)
        {
            if (NameAt(table[entry]).SequenceEqual(name)) return false;
            entry = (entry + 1) & (table.Length - 1);
        }

        table[entry] = slot;
        return true;
    }

    private ReadOnlySpan<byte> NameAt(int slot)
    {
        var name = _slots[slot];
        return _text.Slice(Token.Start(name) + 1, Token.Length(name) - 2);
    }

    private int NextName(int slot) => slot + 1 + (Token.IsContainer(_slots[slot + 1]) ? Token.Span(_slots[slot + 2]) : 1);

    /// <summary>Of the length, the first eight bytes and the last eight: the same for equal names, for others nearly never.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Digest(int slot)
    {
        var name = _slots[slot];
        var start = Token.Start(name) + 1;
        var length = Token.Length(name) - 2;
        var ends = length >= 8
            ? BinaryPrimitives.ReadUInt64LittleEndian(_text[start..])
                ^ ulong.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(_text[(start + length - 8)..]), 29)
            : Short(start, length);
        return (ends * 0x9E3779B97F4A7C15) + ((ulong)length * 0xD1B54A32D192ED03);
    }

    private ulong Short(int start, int length)
    {
        if (start <= _text.Length - 8) return BinaryPrimitives.ReadUInt64LittleEndian(_text[start..]) & ((1UL << (8 * length)) - 1);

        // Too near the end of the text to read eight bytes at once.
        var bytes = 0UL;
        for (var i = length - 1; i >= 0; i--) bytes = (bytes << 8) | _text[start + i];
        return bytes;
    }
}
