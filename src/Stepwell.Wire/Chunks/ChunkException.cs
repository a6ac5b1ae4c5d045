namespace Stepwell.Wire.Chunks;

/// <summary>Why a body in chunks is refused. Each protocol has its own code for each of these.</summary>
public enum ChunkFault
{
    /// <summary>It does not keep to the form.</summary>
    Malformed,

    /// <summary>It has not as many bytes as was said.</summary>
    Incomplete,

    /// <summary>A signature is not that of its chunk.</summary>
    SignatureMismatch,
}

/// <summary>A body of <c>aws-chunked</c> is not what it should be.</summary>
public sealed class ChunkException(ChunkFault fault, string message) : Exception(message)
{
    public ChunkFault Fault { get; } = fault;
}
