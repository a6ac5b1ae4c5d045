namespace Stepwell.Fuzz;

/// <summary>Right ARNs of each service, tokens of its API, and pieces of them.</summary>
internal static class ArnExamples
{
    public static readonly string[] Resources =
    [
        "arn:aws:states:us-east-1:123456789012:activity:name", "arn:aws:lambda:us-east-1:123456789012:function:f:1", "arn:aws:states:::states:startExecution.sync:2",
        "arn:aws:states:::aws-sdk:dynamodb:getItem.waitForTaskToken", "arn:aws:states:::http:invoke", "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:a",
    ];

    public static readonly string[] States =
    [
        "arn:aws:states:us-east-1:123456789012:stateMachine:name", "arn:aws:states:us-east-1:123456789012:stateMachine:name:12",
        "arn:aws:states:us-east-1:123456789012:stateMachine:name:alias", "arn:aws:states:us-east-1:123456789012:stateMachine:name/label",
        "arn:aws:states:us-east-1:123456789012:execution:name:run", "arn:aws:states:us-east-1:123456789012:express:name:run:3f2504e0",
        "arn:aws:states:us-east-1:123456789012:activity:name", "arn:aws:states:us-east-1:123456789012:mapRun:name/label:3f2504e0",
        "arn:aws:iam::123456789012:role/path/name",
    ];

    public static readonly string[] Logs =
    [
        "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/x:*", "arn:aws:logs:us-east-1:123456789012:log-group:name",
        "arn:aws:logs:us-east-1:123456789012:log-group:name:log-stream:stream",
    ];

    public static readonly string[] Traces =
    [
        "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", "Self=1-2;Root=1-5759e988-bd862e3fe1be46a994272793;tracestate=a=b",
        "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01", "cc-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00-more",
    ];

    public static readonly string[] TracePieces =
        [";", "=", "-", "Root=", "Parent=", "Sampled=", "?", "0", "1", "g", "F", ";tracestate=", "a=b,c=d", " ", "é", "\0", "\n", "0000000000000000"];

    public static readonly string[] Pieces =
    [
        ":", "::", "arn:", "aws", "states", "lambda", "logs", "log-group", ".sync", ":2", ":01", ":99999999999999999999", ".waitForTaskToken", "*", ":*", "/", " ", "aws-sdk",
        "role/", "iam", "stateMachine", "execution", "activity", "123456789012", "é", "\0", "\uD800", "\n",
    ];

    /// <summary>Tokens for tasks and for pages, as clients send them back.</summary>
    public static readonly string[] Tokens =
    [
        "AAAAAAAAAAAAAAAAAAAAADEvMi9hcm46YXdzOnN0YXRlczp1czoxOmV4ZWN1dGlvbjphOmI", "bGlzdApwbGFjZQ", "bGlzdAoxMg", "f/12/3/4/s", "b/12/3/4/s", "12 34", "3/4/arn:x",
    ];

    public static readonly string[] TokenPieces = ["A", "=", "-", "_", "+", "/", "f/", "/s", " ", "0", "-1", "99999999999999999999", "Cg", "\n", "é", "\uDC00"];

    public static readonly string[] Patterns =
    [
        "ERROR", "?ERROR ?WARN", "ERROR -exiting \"a b\"", "{ $.type = \"ExecutionFailed\" }", "{ ($.a[0].b >= 1.5) && ($.c != \"*x*\" || $.d IS NULL) }",
        "{ $.e NOT EXISTS }", "{ $.f IS TRUE }", "{ $['a b'].c = %x.*y% }", "%[a-z]+%",
    ];

    public static readonly string[] PatternPieces =
        ["{", "}", "(", ")", "$", "$.", "[", "]", "&&", "||", "=", "!=", "<=", "\"", "*", "?", "-", "%", "IS", "NOT", "EXISTS", "NULL", "TRUE", "1e9", "\\", " ", "a", "((((((((", "[w1, w2]"];

    /// <summary>What filter patterns are matched against.</summary>
    public const string Message = """{"type":"ExecutionFailed","a":[{"b":2,"c":"axb"}],"c":"xx","d":null,"f":true,"g":"ERROR WARN a b"}""";
}
