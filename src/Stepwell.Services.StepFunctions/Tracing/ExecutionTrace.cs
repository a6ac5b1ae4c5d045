using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Stepwell.Integrations.Tracing;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>
/// The ids of an execution that is traced. All follow from what its journal says, so that whoever computes one, before or after a crash,
/// gets the same. Released rules are not changed, as executions outlive releases.
/// </summary>
/// <param name="ParentId">The span of the caller; null where it named none.</param>
/// <param name="State">W3C's <c>tracestate</c>.</param>
/// <param name="Seed">Tells the spans of this execution from those of all others.</param>
internal sealed record ExecutionTrace(TraceId TraceId, SpanId? ParentId, string? State, ulong Seed)
{
    /// <param name="startedAtMs">Since 1970. A name may come again when its execution is removed, but not at that time.</param>
    /// <param name="caller">Null: the trace begins here.</param>
    public static ExecutionTrace Of(string executionArn, long startedAtMs, TraceContext? caller)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{startedAtMs} {executionArn}")), hash);
        var seed = BinaryPrimitives.ReadUInt64BigEndian(hash);
        if (caller is not null)
            return new ExecutionTrace(caller.TraceId, caller.ParentId, caller.State, seed);
        // X-Ray wants the seconds since 1970 first.
        var high = ((ulong)(startedAtMs / 1000) << 32) | BinaryPrimitives.ReadUInt32BigEndian(hash[8..]);
        return new ExecutionTrace(new TraceId(high, BinaryPrimitives.ReadUInt64BigEndian(hash[12..]) | 1), ParentId: null, State: null, seed);
    }

    /// <summary>From a start or redrive to the end.</summary>
    public SpanId Run(int redriveCount) => Id(1, redriveCount, 0);

    /// <summary>A state, from its entry or the redrive on.</summary>
    public SpanId StateEnteredBy(long eventId, int redriveCount) => Id(2, redriveCount, eventId);

    public SpanId Task(long taskId) => Id(3, 0, taskId);

    /// <summary>What those are told whom a span calls.</summary>
    public string HeaderOf(SpanId span) => new TraceContext(TraceId, span, IsSampled: true, State).ToString();

    /// <summary>SplitMix64's mixing, which is one to one: no two spans of an execution share an id.</summary>
    private SpanId Id(ulong kind, int redriveCount, long eventId)
    {
        var mixed = Seed ^ (kind << 60) ^ ((ulong)redriveCount << 40) ^ (ulong)eventId;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        mixed ^= mixed >> 31;
        return new SpanId(mixed == 0 ? 1 : mixed);
    }
}
