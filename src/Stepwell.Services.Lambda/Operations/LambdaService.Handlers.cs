using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>Functions that are handlers of this process.</summary>
public sealed partial class LambdaService
{
    /// <summary>
    /// Makes the functions of handlers, where there are none, and gives those that are there the timeout that the program wants. Once the
    /// partitions have started. What the API has set besides stays.
    /// </summary>
    /// <exception cref="AwsException">A name or timeout is none that Lambda takes, or the name is that of another kind of function.</exception>
    public async Task Register(string region, IReadOnlyList<HandlerDefinition> handlers)
    {
        var context = new RequestContext { AccountId = "000000000000", Region = region, RequestId = "", Host = "" };
        foreach (var handler in handlers)
            await Register(handler, context).ConfigureAwait(false);
    }

    private async ValueTask Register(HandlerDefinition handler, RequestContext context)
    {
        var reference = Reference(handler.Name, qualifier: null, context);
        var address = HandlerAddress.Of(handler.Name);
        if (_directory.Find(reference.Key) is not { } record)
        {
            var create = new CreateFunctionRequest
            {
                FunctionName = handler.Name,
                Role = $"arn:aws:iam::{context.AccountId}:role/stepwell",
                PackageType = PackageType.Image,
                Code = new Api.FunctionCode { ImageUri = address },
                Timeout = handler.TimeoutSeconds,
            };
            await CreateFunction(create, context).ConfigureAwait(false);
            return;
        }
        if (record.Latest.Code.Package != address)
            throw new ResourceConflictException($"The function {handler.Name} is there, and it is not a handler of this program.");
        if (record.Latest.Configuration.Timeout != handler.TimeoutSeconds)
        {
            var update = new UpdateFunctionConfigurationRequest { FunctionName = handler.Name, Timeout = handler.TimeoutSeconds };
            await UpdateFunctionConfiguration(update, context).ConfigureAwait(false);
        }
    }
}
