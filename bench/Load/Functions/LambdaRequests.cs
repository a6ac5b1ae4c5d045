using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;

namespace Stepwell.Bench.Load.Functions;

/// <summary>The calls of the Lambda API that are measured, without signatures.</summary>
internal sealed class LambdaRequests(IPEndPoint server)
{
    private const string Functions = "/2015-03-31/functions";

    /// <summary>Creates a function and waits until it can be invoked.</summary>
    public void Create(string name, FunctionPackage package)
    {
        Client.Call(server, Post(Functions, package.ToCreation(name)));
        AwaitActive(name);
    }

    /// <summary>Changes what its environments are made of, so that none of those there will be used again.</summary>
    public void Renew(string name, int number)
    {
        var variables = new JsonObject { ["NUMBER"] = $"{number}" };
        var body = new JsonObject { ["Environment"] = new JsonObject { ["Variables"] = variables } };
        Client.Call(server, Request("PUT", $"{Functions}/{name}/configuration", body.ToJsonString()));
        AwaitActive(name);
    }

    /// <param name="type">RequestResponse or Event.</param>
    public RequestTemplate Invoke(string name, string body, string type = "RequestResponse") =>
        Request("POST", $"{Functions}/{name}/invocations", body, $"X-Amz-Invocation-Type: {type}\r\n");

    private RequestTemplate Post(string path, string body) => Request("POST", path, body);

    private RequestTemplate Request(string method, string path, string body, string headers = "") => new(
        $"{method} {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: application/json\r\n{headers}Content-Length: ", body, signature: null);

    private void AwaitActive(string name)
    {
        while (true)
        {
            using var answer = JsonDocument.Parse(Client.Call(server, Request("GET", $"{Functions}/{name}/configuration", "")));
            if (answer.RootElement.GetProperty("State").GetString() == "Active"
                && answer.RootElement.GetProperty("LastUpdateStatus").GetString() == "Successful")
                return;
        }
    }
}
