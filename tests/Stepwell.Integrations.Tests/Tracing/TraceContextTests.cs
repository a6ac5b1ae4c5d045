using Stepwell.Integrations.Tracing;

namespace Stepwell.Integrations.Tests.Tracing;

public sealed class TraceContextTests
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    private const string Parent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";

    [Theory]
    [InlineData(Root, null)]
    [InlineData($"{Root};Parent=53995c3f42cd8ad8;Sampled=1", true)]
    [InlineData($"{Root};Parent=53995c3f42cd8ad8;Sampled=0", false)]
    [InlineData($"{Root};Parent=53995c3f42cd8ad8", null)]
    public void What_a_header_says_is_read_and_written_again(string header, bool? isSampled)
    {
        var context = TraceContext.Parse(header);
        Assert.Equal(isSampled, context?.IsSampled);
        Assert.Equal("5759e988bd862e3fe1be46a994272793", context?.TraceId.ToString());
        Assert.Equal(header, context?.ToString());
    }

    [Fact]
    public void Order_spaces_and_fields_of_others_do_not_matter()
    {
        var context = TraceContext.Parse($"Self=1-67891234-12456789abcdef012345678; Sampled=? ; Parent=53995C3F42CD8AD8;{Root};Lineage=1:2");
        Assert.Equal($"{Root};Parent=53995c3f42cd8ad8", context?.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Root=1-2-3")]
    [InlineData("Root=2-5759e988-bd862e3fe1be46a994272793")]
    [InlineData("Root=1-00000000-000000000000000000000000")]
    [InlineData("Root=1-5759e988-bd862e3fe1be46a99427279g")]
    [InlineData("Parent=53995c3f42cd8ad8;Sampled=1")]
    public void A_header_without_a_trace_says_nothing(string header) => Assert.Null(TraceContext.Parse(header));

    [Fact]
    public void W3Cs_headers_say_the_same()
    {
        var context = TraceContext.Parse(Parent, "vendor=a;b,other=c");
        Assert.Equal($"{Root};Parent=53995c3f42cd8ad8;Sampled=1;tracestate=vendor=a;b,other=c", context?.ToString());
        Assert.Equal(Parent, context?.ToTraceParent());
        Assert.Equal(context, TraceContext.Parse(context!.ToString()));
        Assert.Equal($"{Root};Parent=53995c3f42cd8ad8;Sampled=1", TraceContext.Shown(context.ToString()));
    }

    [Theory]
    [InlineData("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00", false)]
    [InlineData("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-03", true)]
    [InlineData("cc-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01-what-comes-later", true)]
    public void Flags_and_later_versions_are_understood(string header, bool isSampled) =>
        Assert.Equal(isSampled, TraceContext.Parse(header, traceState: null)?.IsSampled);

    [Theory]
    [InlineData(null)]
    [InlineData("00")]
    [InlineData("ff-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01")]
    [InlineData("00-00000000000000000000000000000000-53995c3f42cd8ad8-01")]
    [InlineData("00-5759e988bd862e3fe1be46a994272793-0000000000000000-01")]
    [InlineData("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-0x")]
    [InlineData("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-011")]
    public void A_traceparent_that_is_none_says_nothing(string? header) => Assert.Null(TraceContext.Parse(header, "a=b"));

    [Fact]
    public void A_tracestate_that_no_header_can_carry_is_left_out()
    {
        Assert.Null(TraceContext.Parse(Parent, new string('a', 513))?.State);
        Assert.Null(TraceContext.Parse($"{Root};tracestate=a\r\nb")?.State);
    }

    [Fact]
    public void Without_a_parent_there_is_no_traceparent() => Assert.Null(TraceContext.Parse(Root)?.ToTraceParent());
}
