using Stepwell.Integrations.Http;

namespace Stepwell.Integrations.Tests.Http;

public sealed class HttpRequestTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("HEAD")]
    public async Task Every_documented_method_reaches_the_endpoint(string method)
    {
        await using var server = await LoopbackServer.Answering("");
        var outcome = await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}/a/b?x=1","Method":"{{{method}}}"}""");
        Assert.IsType<TaskOutcome.Succeeded>(outcome);
        Assert.Equal((method, "/a/b?x=1"), (server.Single.Method, server.Single.Target));
    }

    [Fact]
    public async Task Json_body_is_sent_as_written_with_the_default_content_type()
    {
        await using var server = await LoopbackServer.Answering("{}");
        await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"POST","RequestBody":{"b":1.50,"a":["ü"]}}""");
        Assert.Equal("""{"b":1.50,"a":["ü"]}""", server.Single.Body);
        Assert.Equal("application/json; charset=UTF-8", server.Single.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Text_body_goes_as_it_is_under_the_content_type_of_the_definition()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"POST","Headers":{"content-type":"text/xml"},"RequestBody":"<a>\"1\"</a>"}""");
        Assert.Equal("<a>\"1\"</a>", server.Single.Body);
        Assert.Equal("text/xml", server.Single.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Request_without_body_has_no_content_type()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","RequestBody":null}""");
        Assert.DoesNotContain("Content-Type", server.Single.Headers);
        Assert.Empty(server.Single.Body);
    }

    [Fact]
    public async Task Agent_range_trace_and_idempotency_key_are_set_by_the_server()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Headers":{"User-Agent":"mine","Range":"bytes=1-2","Content-Length":"9"}}""",
            traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793");
        var headers = server.Single.Headers;
        Assert.Equal("Amazon|StepFunctions|HttpInvoke|us-east-1", headers["User-Agent"]);
        Assert.Equal("bytes=0-262144", headers["Range"]);
        Assert.Equal("Root=1-5759e988-bd862e3fe1be46a994272793", headers["X-Amzn-Trace-Id"]);
        Assert.Equal("key-1", headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task A_trace_is_passed_on_in_both_forms()
    {
        const string Trace = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET"}""", traceHeader: $"{Trace};tracestate=a=b");
        var headers = server.Single.Headers;
        Assert.Equal(Trace, headers["X-Amzn-Trace-Id"]);
        Assert.Equal("00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", headers["traceparent"]);
        Assert.Equal("a=b", headers["tracestate"]);
    }

    [Fact]
    public async Task A_traceparent_of_the_definition_is_kept()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Headers":{"Traceparent":"mine"}}""",
            traceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;tracestate=a=b");
        Assert.Equal("mine", server.Single.Headers["traceparent"]);
        Assert.DoesNotContain("tracestate", server.Single.Headers);
    }

    [Fact]
    public async Task Own_idempotency_key_of_the_definition_is_kept()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Headers":{"idempotency-key":"order-7"}}""");
        Assert.Equal("order-7", server.Single.Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task Header_values_may_be_numbers_booleans_and_arrays()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Headers":{"X-N":1.0,"X-B":true,"X-A":["a","b"]}}""");
        var headers = server.Single.Headers;
        Assert.Equal(("1.0", "true", "a, b"), (headers["X-N"], headers["X-B"], headers["X-A"]));
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("host")]
    [InlineData("Transfer-Encoding")]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-amz-date")]
    [InlineData("X-AMZN-Trace-Id")]
    [InlineData("If-None-Match")]
    [InlineData("")]
    [InlineData("a b")]
    public async Task Refused_header_fails_the_task_before_anything_is_sent(string name)
    {
        await using var server = await LoopbackServer.Answering("");
        var failure = await HttpInvoke.FailingCall($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Headers":{"{{{name}}}":"x"}}""");
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Contains($"[The value of the field 'Headers.{name}' has an invalid format]", failure.Cause, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Header_value_cannot_smuggle_in_another_header()
    {
        await using var server = await LoopbackServer.Answering("");
        var failure = await HttpInvoke.FailingCall($$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Headers":{"X-A":"a\r\nX-B: b"}}""");
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Query_parameters_are_encoded_and_arrays_repeat_the_name()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$"""{"ApiEndpoint":"{{{server.Url}}}/s?fixed=1","Method":"GET","QueryParameters":{"q":"a b&c","n":7,"tag":["x","ü"]}}""");
        Assert.Equal("/s?fixed=1&q=a%20b%26c&n=7&tag=x&tag=%C3%BC", server.Single.Target);
    }

    [Fact]
    public async Task Query_may_be_a_text()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call($$$"""{"ApiEndpoint":"{{{server.Url}}}/s","Method":"GET","QueryParameters":"?a=1+2&b&c=%2F"}""");
        Assert.Equal("/s?a=1%202&b=&c=%2F", server.Single.Target);
    }

    [Theory]
    [InlineData("INDICES", "array[0]=a&array[1]=b&sub[k]=v w&sub[deep][0]=1&none=&list[0][x]=y")]
    [InlineData("REPEAT", "array=a&array=b&sub[k]=v w&sub[deep]=1&none=&list[x]=y")]
    [InlineData("COMMAS", "array=a,b&sub[k]=v w&sub[deep]=1&none=&list={\"x\":\"y\"}")]
    [InlineData("BRACKETS", "array[]=a&array[]=b&sub[k]=v w&sub[deep][]=1&none=&list[][x]=y")]
    public async Task Form_body_writes_arrays_in_the_format_asked_for(string format, string expected)
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$$"""
            {"ApiEndpoint":"{{{{server.Url}}}}","Method":"POST",
             "Headers":{"Content-Type":"application/x-www-form-urlencoded"},
             "RequestBody":{"array":["a","b"],"sub":{"k":"v w","deep":[1]},"none":null,"empty":[],"list":[{"x":"y"}]},
             "Transform":{"RequestBodyEncoding":"URL_ENCODED","RequestEncodingOptions":{"ArrayFormat":"{{{{format}}}}"}}}
            """);
        Assert.Equal(expected, Uri.UnescapeDataString(server.Single.Body));
        Assert.DoesNotContain("[", server.Single.Body, StringComparison.Ordinal);
        Assert.Equal("application/x-www-form-urlencoded", server.Single.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Form_body_of_the_documented_example_is_reproduced()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$"""
            {"ApiEndpoint":"{{{server.Url}}}","Method":"POST",
             "RequestBody":{"description":"Monthly subscription","metadata":{"order_details":"monthly report data"},"customer":"1234567890"},
             "Transform":{"RequestBodyEncoding":"URL_ENCODED"}}
            """);
        Assert.Equal(
            "description=Monthly%20subscription&metadata%5Border_details%5D=monthly%20report%20data&customer=1234567890",
            server.Single.Body);
    }

    [Theory]
    [InlineData("""{"Method":"GET"}""", "The field 'ApiEndpoint' is required but was missing")]
    [InlineData("""{"ApiEndpoint":"https://a/"}""", "The field 'Method' is required but was missing")]
    [InlineData("""{"ApiEndpoint":"https://a/","Method":"TRACE"}""", "The value of the field 'Method' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"https://a/","Method":7}""", "The value for the field 'Method' must be a STRING")]
    [InlineData("""{"ApiEndpoint":"/a","Method":"GET"}""", "The value of the field 'ApiEndpoint' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"file:///etc/passwd","Method":"GET"}""", "The value of the field 'ApiEndpoint' has an invalid format")]
    [InlineData("""{"ApiEndpoint":"http://example.com/","Method":"GET"}""", "The value of the field 'ApiEndpoint' has an invalid format")]
    public async Task Parameters_that_make_no_sense_fail_the_task_and_are_named(string parameters, string problem)
    {
        var failure = await HttpInvoke.FailingCall(parameters);
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Equal($"The Parameters '{parameters}' could not be used to start the Task: [{problem}]", failure.Cause);
    }

    [Theory]
    [InlineData("Headers", """ "Headers":"x" """)]
    [InlineData("QueryParameters", """ "QueryParameters":7 """)]
    [InlineData("Transform", """ "Transform":"URL_ENCODED" """)]
    [InlineData("RequestBodyEncoding", """ "Transform":{"RequestBodyEncoding":"ZIP"} """)]
    [InlineData("ArrayFormat", """ "Transform":{"RequestBodyEncoding":"URL_ENCODED","RequestEncodingOptions":{"ArrayFormat":"X"}} """)]
    public async Task Optional_field_of_the_wrong_kind_fails_the_task_and_is_named(string field, string member)
    {
        var failure = await HttpInvoke.FailingCall($$"""{"ApiEndpoint":"https://a/","Method":"GET",{{member}}}""");
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Contains($"The value of the field '{field}' has an invalid format", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_http_can_be_forbidden_altogether()
    {
        await using var server = await LoopbackServer.Answering("");
        var failure = await HttpInvoke.FailingCall(
            $$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET"}""", options: new HttpInvokeOptions { PlainHttp = PlainHttp.Never });
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Empty(server.Received);
    }
}
