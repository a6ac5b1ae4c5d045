using System.Globalization;

namespace Stepwell.Functions.DotNet;

/// <summary>
/// Runs a function of .NET under the Lambda Runtime API (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html). It is started with the
/// function's own dependencies and runtime configuration, so that the function's assemblies load as they do in Lambda.
/// </summary>
internal static class Program
{
    private static int Main()
    {
        var log = FunctionLog.TakeConsole(TimeProvider.System);
        var api = new RuntimeApi(Variable("AWS_LAMBDA_RUNTIME_API"));
        Handler handler;
        try
        {
            handler = HandlerLoader.Load(Variable("_HANDLER"), log);
        }
        catch (Exception error)
        {
            var report = new ErrorReport(error);
            log.WriteError(report.Text);
            api.FailInit(report);
            return 1;
        }
        while (true)
            Run(handler, api, log, api.Next());
    }

    private static void Run(Handler handler, RuntimeApi api, FunctionLog log, Event next)
    {
        log.RequestId = next.RequestId;
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", next.Header("lambda-runtime-trace-id"));
        try
        {
            api.Respond(next.RequestId, handler.Handle(next));
        }
        catch (Exception error)
        {
            var report = new ErrorReport(error);
            log.WriteError(report.Text);
            api.Fail(next.RequestId, report);
        }
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? string.Empty;
}

/// <param name="Headers">Names in lower case.</param>
internal sealed record Event(byte[] Payload, IReadOnlyDictionary<string, string> Headers)
{
    public string RequestId => Header("lambda-runtime-aws-request-id") ?? string.Empty;

    public long DeadlineMs => long.Parse(Header("lambda-runtime-deadline-ms") ?? "0", CultureInfo.InvariantCulture);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
