using Stepwell.Services.Lambda.Api;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Tests.Support;

/// <summary>Calls of the API with what tests mostly say.</summary>
internal static class Calls
{
    public const string Name = "orders";
    public const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:orders";
    public const string Role = "arn:aws:iam::000000000000:role/lambda";

    public static CreateFunctionRequest Request(string name = Name, byte[]? zip = null) => new()
    {
        FunctionName = name,
        Runtime = "nodejs22.x",
        Role = Role,
        Handler = "index.handler",
        Code = new FunctionCode { ZipFile = zip ?? Zip.Handler() },
    };

    public static async Task<FunctionConfiguration> Create(this Server server, CreateFunctionRequest? request = null) =>
        await server.Service.CreateFunction(request ?? Request(), server.Context);

    public static async Task<GetFunctionResponse> Get(this Server server, string name = Name, string? qualifier = null) =>
        await server.Service.GetFunction(new() { FunctionName = name, Qualifier = qualifier }, server.Context);

    public static async Task<FunctionConfiguration> Publish(this Server server, string name = Name, string? description = null) =>
        await server.Service.PublishVersion(new() { FunctionName = name, Description = description }, server.Context);

    public static async Task<FunctionConfiguration> UpdateCode(this Server server, byte[] zip, string name = Name) =>
        await server.Service.UpdateFunctionCode(new() { FunctionName = name, ZipFile = zip }, server.Context);

    public static async Task Delete(this Server server, string name = Name, string? qualifier = null) =>
        await server.Service.DeleteFunction(new() { FunctionName = name, Qualifier = qualifier }, server.Context);

    /// <summary>The call must be refused with that error and that text.</summary>
    public static async Task Refuses(string code, string message, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAnyAsync<AwsException>(call);
        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }
}
