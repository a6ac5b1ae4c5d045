namespace Stepwell.Fuzz;

/// <summary>Requests of restJson1 as lines: method and target, headers, an empty line and the body.</summary>
internal static class RestExamples
{
    public static readonly string[] Requests =
    [
        "POST /2015-03-31/functions\ncontent-type: application/json\n\n"
            + """{"FunctionName":"f","Runtime":"nodejs22.x","Role":"arn:aws:iam::123456789012:role/r","Handler":"a.b","Code":{"ZipFile":"UEsDBA=="},"Timeout":3,"Environment":{"Variables":{"A":"b"}},"Tags":{"k":"v"},"Layers":["arn:aws:lambda:us-east-1:123456789012:layer:l:1"]}""",
        "POST /2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af/invocations?Qualifier=%24LATEST\nX-Amz-Invocation-Type: Event\nX-Amz-Log-Type: Tail\nX-Amz-Client-Context: e30=\n\n{\"n\":1}",
        "GET /2015-03-31/functions?MaxItems=50&Marker=abc&FunctionVersion=ALL\n\n",
        "PUT /2015-03-31/functions/f/configuration\n\n{\"MemorySize\":128,\"VpcConfig\":{\"SubnetIds\":[\"a\"]},\"Environment\":null}",
        "DELETE /2017-03-31/tags/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af?tagKeys=a&tagKeys=b\n\n",
        "POST /2021-11-15/functions/f/response-streaming-invocations\n\n[1,2]",
        "PUT /2015-03-31/functions/f/aliases/live\n\n{\"FunctionVersion\":\"1\",\"RoutingConfig\":{\"AdditionalVersionWeights\":{\"2\":0.25}}}",
        "PUT /2019-09-25/functions/f/event-invoke-config\n\n{\"MaximumRetryAttempts\":1,\"DestinationConfig\":{\"OnFailure\":{\"Destination\":\"\"}}}",
        "GET /2018-10-31/layers?find=LayerVersion&Arn=arn:aws:lambda:us-east-1:123456789012:layer:l:1\n\n",
    ];

    public static readonly string[] RequestTokens =
    [
        "/", "//", "?", "&", "=", "%", "%2F", "%00", "%ff", "%24", ":", "\n", "\n\n", "{", "}", "[", "]", "\"", ",", "null", "1e400", "-0", "99999999999999999999",
        "NaN", "true", "\\u0000", "\\ud800", "ä", "MaxItems=", "functions", "2015-03-31", "GET ", "PUT ", "content-type: text/plain\n",
    ];

    public static readonly string[] Names =
    [
        "f", "f:live", "arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST", "123456789012:function:f", "us-east-1:123456789012:function:f:1",
    ];

    public static readonly string[] NameTokens = [":", "function", "arn", "aws", "$LATEST", "1", "", "-", "_", "/", "%"];

    public static readonly string[] Chunks =
    [
        "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
        "5;chunk-signature=aa\r\nhello\r\n0;chunk-signature=bb\r\n\r\n",
    ];

    public static readonly string[] ChunkTokens = ["\r\n", "\n", ";", ":", "0", "ffffffff", "7fffffffffffffff", "-", "chunk-signature=", "x-amz-trailer-signature:"];

    public static readonly string[] PackageTokens = ["PK", "\u0001\u0002", "\u0003\u0004", "\u0005\u0006", "../", "/", "\0", "\u00ff\u00ff\u00ff\u00ff", "\u0008\0"];
}
