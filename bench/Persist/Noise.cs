using System.Runtime.InteropServices;

namespace Stepwell.Bench.Persist;

/// <summary>Incompressible bytes at next to no cost (SplitMix64): a seeded <see cref="Random"/> would take longer than the append.</summary>
internal struct Noise(ulong seed)
{
    private ulong _state = seed;

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            _state += 0x9e37_79b9_7f4a_7c15;
            var mixed = (_state ^ (_state >> 30)) * 0xbf58_476d_1ce4_e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d0_49bb_1331_11eb;
            word = mixed ^ (mixed >> 31);
        }
    }
}
