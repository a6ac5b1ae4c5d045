using System.Text;

namespace SdkFunction;

/// <summary>The same function as an executable assembly, which speaks the Runtime API itself.</summary>
internal static class Program
{
    private static async Task Main()
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var root = $"http://{Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")}/2018-06-01/runtime/invocation/";
        while (true)
        {
            using var next = await http.GetAsync(new Uri(root + "next"));
            var id = next.Headers.GetValues("Lambda-Runtime-Aws-Request-Id").Single();
            using var answer = new StringContent(await Caller.AskAsync(), Encoding.UTF8, "application/json");
            using var accepted = await http.PostAsync(new Uri($"{root}{id}/response"), answer);
        }
    }
}
