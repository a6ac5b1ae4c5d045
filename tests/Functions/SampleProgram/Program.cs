using System.Text;

namespace SampleProgram;

/// <summary>A function that speaks the Runtime API itself, as programs with Amazon.Lambda.RuntimeSupport do.</summary>
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
            var text = await next.Content.ReadAsStringAsync();
            using var answer = new StringContent($"{{\"program\":{text}}}", Encoding.UTF8, "application/json");
            using var accepted = await http.PostAsync(new Uri($"{root}{id}/response"), answer);
        }
    }
}
