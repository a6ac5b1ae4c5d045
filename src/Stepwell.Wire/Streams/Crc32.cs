namespace Stepwell.Wire.Streams;

/// <summary>The checksum of gzip and of event streams, by four tables, so that four bytes take one step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private static readonly uint[][] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => Finish(Append(Start, bytes));

    public static uint Start => uint.MaxValue;

    public static uint Finish(uint state) => ~state;

    public static uint Append(uint state, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            state ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            state = Tables[3][state & 0xFF] ^ Tables[2][(state >> 8) & 0xFF] ^ Tables[1][(state >> 16) & 0xFF] ^ Tables[0][state >> 24];
        }

        foreach (var unit in bytes) state = (state >> 8) ^ Tables[0][(state ^ unit) & 0xFF];
        return state;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = [new uint[256], new uint[256], new uint[256], new uint[256]];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ Polynomial;
            tables[0][i] = value;
        }

        for (var table = 1; table < 4; table++)
            for (var i = 0; i < 256; i++)
                tables[table][i] = (tables[table - 1][i] >> 8) ^ tables[0][tables[table - 1][i] & 0xFF];
        return tables;
    }
}
