using Microsoft.AspNetCore.Http;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Http;

/// <summary>An operation of a service, and the protocol it is asked for in.</summary>
internal readonly record struct Route(AwsService Service, Operation Operation, Protocol Protocol);

/// <summary>
/// Finds out who is being called. The order matters: one listener serves every service, and the host says nothing, because clients
/// with a custom endpoint send whatever host they were given.
/// </summary>
internal sealed class Routes
{
    private readonly Dictionary<string, Target> _byTarget = new(StringComparer.Ordinal);

    public Routes(IEnumerable<AwsService> services)
    {
        foreach (var service in services.Where(service => service.Description.TargetPrefix is not null))
            foreach (var operation in service.Operations)
                _byTarget.Add(service.Description.TargetPrefix + "." + operation.Name, new Target(service, operation));
    }

    /// <summary>Returns the error for what is not served, in the format of the protocol that was recognised.</summary>
    public (AwsException Error, ErrorFormat Format)? Find(string method, IHeaderDictionary headers, CredentialScope? scope, out Route route)
    {
        route = default;
        var contentType = headers.ContentType.ToString();
        var target = headers["X-Amz-Target"].ToString();
        var smithyProtocol = headers["smithy-protocol"];
        if (smithyProtocol.Count > 0)
        {
            var message = target.Length > 0
                ? "A request has either smithy-protocol or X-Amz-Target"
                : "The protocol rpc-v2-cbor is not served yet";
            return (CommonErrors.UnknownOperation(message, 404), ErrorFormats.RpcV2Cbor);
        }

        if (target.Length > 0 && HttpMethods.IsPost(method)) return FindTarget(target, contentType, out route);
        if (IsOf(contentType, "application/x-amz-json-1.0") || IsOf(contentType, "application/x-amz-json-1.1"))
            return (CommonErrors.UnknownOperation("The header X-Amz-Target is missing"), Json(contentType, "1.0"));
        if (IsOf(contentType, "application/x-www-form-urlencoded"))
            return (new AwsException("InvalidAction", 400, Fault.Client, "The query protocol is not served yet"), ErrorFormats.Query);
        return scope?.Service == "s3"
            ? (new AwsException("NotImplemented", 501, Fault.Server, "Amazon S3 is not served yet"), ErrorFormats.RestXml)
            : (CommonErrors.UnknownOperation("No service is called by this request", 404), ErrorFormats.RestJson);
    }

    private (AwsException Error, ErrorFormat Format)? FindTarget(string target, string contentType, out Route route)
    {
        route = default;
        if (IsOf(contentType, ErrorFormats.AwsCbor.ContentType))
            return (CommonErrors.UnknownOperation("CBOR is not served yet"), ErrorFormats.AwsCbor);
        if (!_byTarget.TryGetValue(target, out var found))
            return (CommonErrors.UnknownOperation($"Unknown operation {target}"), Json(contentType, "1.0"));
        route = new Route(found.Service, found.Operation, Json(contentType, found.Service.Description.JsonVersion));
        return null;
    }

    /// <summary>The version the client speaks; where its content type says nothing, the one of the service.</summary>
    private static AwsJsonProtocol Json(string contentType, string? version) =>
        IsOf(contentType, AwsJsonProtocol.Version11.ContentType) ? AwsJsonProtocol.Version11
        : IsOf(contentType, AwsJsonProtocol.Version10.ContentType) || version != "1.1" ? AwsJsonProtocol.Version10
        : AwsJsonProtocol.Version11;

    private static bool IsOf(string contentType, string mediaType) =>
        contentType.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == mediaType.Length || contentType[mediaType.Length] is ';' or ' ');

    private sealed record Target(AwsService Service, Operation Operation);
}
