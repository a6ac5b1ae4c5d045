using System.Buffers;
using System.Buffers.Binary;

namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>Summaries as they lie in the store: a version, four numbers, then the distribution if there is one.</summary>
/// <remarks>
/// Whole numbers, which most are, take as many bytes as they need; others take eight. Buckets are told by how far each is from the last one.
/// </remarks>
internal static class SummaryBytes
{
    private const byte Version = 1;
    private const byte WithoutDistribution = 0xFF;

    /// <summary>Beyond, a double is not sure to be the whole number that it looks like.</summary>
    private const double LargestWhole = 1L << 52;

    /// <summary>Above the number of any bucket without its sign, so that the sum has the sign of the value.</summary>
    private const int BucketOffset = 1 << 20;

    public static byte[] Write(Summary summary)
    {
        var bytes = new ArrayBufferWriter<byte>(64);
        bytes.Write([Version]);
        foreach (var number in (ReadOnlySpan<double>)[summary.Count, summary.Sum, summary.Min, summary.Max])
            Number(bytes, number);
        if (summary.Distribution is not { } distribution)
        {
            bytes.Write([WithoutDistribution]);
            return bytes.WrittenSpan.ToArray();
        }
        bytes.Write([(byte)distribution.Level]);
        Varint(bytes, (ulong)distribution.Values.Length);
        long last = 0;
        for (var i = 0; i < distribution.Values.Length; i++)
        {
            if (distribution.Level == 0)
            {
                Number(bytes, distribution.Values[i]);
            }
            else
            {
                var bucket = KeyOf(distribution.Values[i], distribution.Level);
                Varint(bytes, ZigZag(bucket - last));
                last = bucket;
            }
            Number(bytes, distribution.Counts[i]);
        }
        return bytes.WrittenSpan.ToArray();
    }

    public static Summary Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] != Version)
            throw new InvalidOperationException($"A datapoint of version {bytes[0]} is not known.");
        bytes = bytes[1..];
        var (count, sum, min, max) = (Number(ref bytes), Number(ref bytes), Number(ref bytes), Number(ref bytes));
        var level = bytes[0];
        bytes = bytes[1..];
        return new Summary(count, sum, min, max, level == WithoutDistribution ? null : ReadDistribution(level, bytes));
    }

    private static Distribution ReadDistribution(int level, ReadOnlySpan<byte> bytes)
    {
        var length = (int)Varint(ref bytes);
        var (values, counts) = (new double[length], new double[length]);
        long bucket = 0;
        for (var i = 0; i < length; i++)
        {
            if (level == 0)
            {
                values[i] = Number(ref bytes);
            }
            else
            {
                bucket += UnZigZag(Varint(ref bytes));
                values[i] = ValueOf(bucket, level);
            }
            counts[i] = Number(ref bytes);
        }
        return new Distribution(level, values, counts);
    }

    private static long KeyOf(double value, int level) =>
        value == 0 ? 0 : Math.Sign(value) * ((long)Distribution.BucketOf(value, level) + BucketOffset);

    private static double ValueOf(long key, int level) =>
        key == 0 ? 0 : Math.Sign(key) * Distribution.ValueOf((int)(Math.Abs(key) - BucketOffset), level);

    /// <summary>The last bit tells whether the number is whole and stands before it, or its eight bytes follow.</summary>
    private static void Number(ArrayBufferWriter<byte> bytes, double number)
    {
        var isWhole = Math.Abs(number) <= LargestWhole && number.Equals(Math.Floor(number)) && !(number == 0 && double.IsNegative(number));
        if (isWhole)
        {
            Varint(bytes, ZigZag((long)number) << 1);
            return;
        }
        Varint(bytes, 1);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes.GetSpan(sizeof(double)), number);
        bytes.Advance(sizeof(double));
    }

    private static double Number(ref ReadOnlySpan<byte> bytes)
    {
        var encoded = Varint(ref bytes);
        if ((encoded & 1) == 0)
            return UnZigZag(encoded >> 1);
        var number = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
        bytes = bytes[sizeof(double)..];
        return number;
    }

    private static void Varint(ArrayBufferWriter<byte> bytes, ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Write([(byte)(number | 0x80)]);
        bytes.Write([(byte)number]);
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (var (i, shift) = (0, 0); ; i++, shift += 7)
        {
            number |= (ulong)(bytes[i] & 0x7F) << shift;
            if (bytes[i] >= 0x80)
                continue;
            bytes = bytes[(i + 1)..];
            return number;
        }
    }

    private static ulong ZigZag(long number) => (ulong)((number << 1) ^ (number >> 63));

    private static long UnZigZag(ulong number) => (long)(number >> 1) ^ -(long)(number & 1);
}
