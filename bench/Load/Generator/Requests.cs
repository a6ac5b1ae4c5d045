using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Stepwell.Bench.Load.Generator;

/// <summary>The calls of the Step Functions API that are measured, prepared for one server and signed with the benchmarks' key.</summary>
internal sealed class Requests(IPEndPoint server)
{
    public static readonly Credentials Key = new("AKIDSTEPWELLBENCH", "bench-secret");

    private const string Arn = "arn:aws:states:us-east-1:000000000000";
    private const string ContentType = "application/x-amz-json-1.0";
    private const string SignedHeaders = "content-type;host;x-amz-date;x-amz-target";

    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public static string StateMachine(string name) => $"{Arn}:stateMachine:{name}";

    public static string Activity(string name) => $"{Arn}:activity:{name}";

    public RequestTemplate CreateStateMachine(string name, string definition, string type = "STANDARD") => Call(
        "CreateStateMachine",
        $$"""
        {"name":"{{name}}","type":"{{type}}","definition":"{{JsonEncodedText.Encode(definition)}}","roleArn":"arn:aws:iam::000000000000:role/bench"}
        """);

    public RequestTemplate CreateActivity(string name) => Call("CreateActivity", $$"""{"name":"{{name}}"}""");

    public RequestTemplate ListStateMachines() => Call("ListStateMachines", "{}");

    /// <summary>Starts an execution of the name that fills the hole.</summary>
    public RequestTemplate StartExecution(string machine, string operation = "StartExecution") => Call(
        operation, $$"""{"stateMachineArn":"{{StateMachine(machine)}}","name":"{{RequestTemplate.Hole}}","input":"{\"n\":1}"}""");

    /// <summary>A call that takes the ARN of an execution, whose name fills the hole, and little else.</summary>
    /// <param name="rest">Further members of the body, each behind a comma.</param>
    public RequestTemplate OfExecution(string machine, string operation, string rest = "") => Call(
        operation, $$"""{"executionArn":"{{Arn}}:execution:{{machine}}:{{RequestTemplate.Hole}}"{{rest}}}""");

    /// <param name="rest">Further members of the body, each behind a comma.</param>
    public RequestTemplate ListExecutions(string machine, string rest) =>
        Call("ListExecutions", $$"""{"stateMachineArn":"{{StateMachine(machine)}}"{{rest}}}""");

    public RequestTemplate DescribeMapRun(string mapRunArn) => Call("DescribeMapRun", $$"""{"mapRunArn":"{{mapRunArn}}"}""");

    public RequestTemplate GetActivityTask(string activity) =>
        Call("GetActivityTask", $$"""{"activityArn":"{{Activity(activity)}}","workerName":"bench"}""");

    /// <summary>Ends the task whose token fills the hole.</summary>
    public RequestTemplate SendTaskSuccess() => Call("SendTaskSuccess", $$"""{"output":"{\"n\":2}","taskToken":"{{RequestTemplate.Hole}}"}""");

    private RequestTemplate Call(string operation, string body)
    {
        var time = _now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{Credentials.Region}/{Credentials.Service}/aws4_request";
        var target = $"AWSStepFunctions.{operation}";
        var head =
            $"POST / HTTP/1.1\r\nHost: {server}\r\nContent-Type: {ContentType}\r\nX-Amz-Target: {target}\r\nX-Amz-Date: {time}\r\n"
            + $"Authorization: AWS4-HMAC-SHA256 Credential={Key.KeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={RequestSignature.Hole}\r\n"
            + "Content-Length: ";
        var signature = new RequestSignature(
            head.IndexOf(RequestSignature.Hole, StringComparison.Ordinal),
            $"content-type:{ContentType}\nhost:{server}\nx-amz-date:{time}\nx-amz-target:{target}\n",
            SignedHeaders,
            time,
            scope,
            Key);
        return new RequestTemplate(head, body.Trim(), signature);
    }
}
