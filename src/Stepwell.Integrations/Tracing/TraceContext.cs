using System.Text;

namespace Stepwell.Integrations.Tracing;

/// <summary>
/// What a caller says of the trace that its call belongs to. Its text is the value of an <c>X-Amzn-Trace-Id</c> header, which an execution keeps
/// as it came; where W3C's <c>tracestate</c> has to be remembered, it stands at the end, as a field of our own.
/// </summary>
/// <param name="ParentId">The span that calls; null: not said.</param>
/// <param name="IsSampled">Whether the caller records the trace; null: it leaves that to others.</param>
/// <param name="State">W3C's <c>tracestate</c>, for others to read; null: none.</param>
/// <remarks>X-Ray developer guide, "Tracing header"; W3C Trace Context, version 00.</remarks>
public sealed record TraceContext(TraceId TraceId, SpanId? ParentId, bool? IsSampled, string? State)
{
    public const string AmazonHeader = "X-Amzn-Trace-Id";
    public const string ParentHeader = "traceparent";
    public const string StateHeader = "tracestate";

    /// <summary>Beyond this a <c>tracestate</c> is left out, as W3C allows.</summary>
    private const int MaxStateLength = 512;

    private const string StateField = ";tracestate=";

    /// <summary>Reads the text form; null where it names no trace.</summary>
    public static TraceContext? Parse(string? header)
    {
        if (header is null)
            return null;
        var end = EndOfFields(header);
        var fields = header.AsSpan(0, end);
        TraceId? traceId = null;
        SpanId? parentId = null;
        bool? isSampled = null;
        foreach (var range in fields.Split(';'))
        {
            var field = fields[range].Trim();
            if (field.StartsWith("Root=", StringComparison.OrdinalIgnoreCase) && TraceId.TryParseAmazon(field[5..], out var root))
                traceId = root;
            else if (field.StartsWith("Parent=", StringComparison.OrdinalIgnoreCase) && SpanId.TryParse(field[7..], out var parent))
                parentId = parent;
            else if (field.StartsWith("Sampled=", StringComparison.OrdinalIgnoreCase))
                isSampled = field[8..] is "1" ? true : field[8..] is "0" ? false : null;
        }
        return traceId is { } id ? new TraceContext(id, parentId, isSampled, StateIn(header, end)) : null;
    }

    /// <summary>Reads W3C's headers; null where they name no trace.</summary>
    public static TraceContext? Parse(string? traceParent, string? traceState)
    {
        // 00-(32 digits)-(16 digits)-(2 digits); later versions may have more behind a dash.
        if (traceParent is not { Length: >= 55 } || traceParent[2] != '-' || traceParent[35] != '-' || traceParent[52] != '-'
            || traceParent.StartsWith("ff", StringComparison.Ordinal) || (traceParent.Length > 55 && traceParent[55] != '-')
            || !Hex.TryParse(traceParent.AsSpan(0, 2), out _) || !Hex.TryParse(traceParent.AsSpan(53, 2), out var flags)
            || !TraceId.TryParse(traceParent.AsSpan(3, 32), out var traceId) || !SpanId.TryParse(traceParent.AsSpan(36, 16), out var parentId))
            return null;
        return new TraceContext(traceId, parentId, (flags & 1) != 0, ValidState(traceState));
    }

    /// <summary>The text form without what is our own: what a header may carry and a client may see.</summary>
    public static string? Shown(string? header) => header?[..EndOfFields(header)];

    /// <summary>The text form, complete.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Root=").Append(TraceId.ToAmazonText());
        if (ParentId is { } parent)
            text.Append(";Parent=").Append(parent.ToString());
        if (IsSampled is { } sampled)
            text.Append(";Sampled=").Append(sampled ? '1' : '0');
        if (State is not null)
            text.Append(StateField).Append(State);
        return text.ToString();
    }

    /// <summary>As W3C's header <c>traceparent</c>; null without a parent, which W3C does not know.</summary>
    public string? ToTraceParent() => ParentId is { } parent ? $"00-{TraceId}-{parent}-{(IsSampled == true ? "01" : "00")}" : null;

    private static int EndOfFields(string header) =>
        header.IndexOf(StateField, StringComparison.Ordinal) is >= 0 and var end ? end : header.Length;

    private static string? StateIn(string header, int fieldsEnd) =>
        fieldsEnd < header.Length ? ValidState(header[(fieldsEnd + StateField.Length)..]) : null;

    private static string? ValidState(string? state) =>
        state is { Length: > 0 and <= MaxStateLength } && !state.AsSpan().ContainsAnyExceptInRange(' ', '~') ? state : null;
}
