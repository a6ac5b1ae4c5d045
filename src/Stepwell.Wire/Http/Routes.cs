using Microsoft.AspNetCore.Http;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Query;
using Stepwell.Wire.Rest;
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
    private readonly QueryRoutes _query;
    private readonly PathRoutes _paths;

    public Routes(IEnumerable<AwsService> services)
    {
        var all = services.ToList();
        _query = new QueryRoutes(all);
        _paths = new PathRoutes(all);
        foreach (var service in all.Where(service => service.Description.TargetPrefix is not null))
        {
            var cbor = new RpcV2CborProtocol(service.Description.ShapeNamespace);
            foreach (var operation in service.Operations)
                _byTarget.Add(service.Description.TargetPrefix + "." + operation.Name, new Target(service, operation, cbor));
        }
    }

    /// <summary>Whether the request names its operation in the fields of a form, which have to be read to find it.</summary>
    public static bool IsQuery(string method, string rawTarget, IHeaderDictionary headers) =>
        !headers.ContainsKey(RpcV2CborProtocol.HeaderName)
        && !headers.ContainsKey("X-Amz-Target")
        && (HttpMethods.IsPost(method)
            ? IsOf(headers.ContentType.ToString(), "application/x-www-form-urlencoded")
            : HttpMethods.IsGet(method) && QueryText.Has(QueryText.Of(rawTarget), QueryRoutes.Action));

    /// <summary>Whether method and path say what is called, since the signature is for a service of that kind.</summary>
    public bool IsByPath(CredentialScope? scope) => _paths.Has(scope);

    /// <exception cref="AwsException">The form names nothing that is served.</exception>
    public Route FindQuery(ReadOnlySpan<byte> form, CredentialScope? scope) => _query.Find(FormFields.Parse(form), scope);

    /// <summary>Whether a query calls something that needs no signature.</summary>
    public bool IsUnsigned(ReadOnlySpan<byte> form) => _query.IsUnsigned(FormFields.Parse(form));

    /// <summary>Returns the error for what is not served, in the format of the protocol that was recognised.</summary>
    public (AwsException Error, ErrorFormat Format)? Find(
        string method, string rawTarget, IHeaderDictionary headers, CredentialScope? scope, out Route route)
    {
        route = default;
        var contentType = headers.ContentType.ToString();
        var target = headers["X-Amz-Target"].ToString();
        if (headers[RpcV2CborProtocol.HeaderName] is { Count: > 0 } protocol)
        {
            return target.Length > 0
                ? NotCbor("A request has either smithy-protocol or X-Amz-Target")
                : FindPath(method, protocol.ToString(), QueryText.PathOf(rawTarget), out route);
        }

        if (target.Length > 0 && HttpMethods.IsPost(method)) return FindTarget(target, contentType, out route);
        if (_paths.Find(method, rawTarget, scope) is { } call)
        {
            route = new Route(call.Service, call.Operation, RestJsonProtocol.Instance);
            return null;
        }

        if (_paths.Has(scope)) return (RestJsonProtocol.UnknownPath(), RestJsonProtocol.Instance);
        if (IsOf(contentType, "application/x-amz-json-1.0") || IsOf(contentType, "application/x-amz-json-1.1"))
            return (CommonErrors.UnknownOperation("The header X-Amz-Target is missing"), Json(contentType, "1.0"));
        return scope?.Service == "s3"
            ? (new AwsException("NotImplemented", 501, Fault.Server, "Amazon S3 is not served yet"), ErrorFormats.RestXml)
            : (CommonErrors.UnknownOperation("No service is called by this request", 404), RestJsonProtocol.Instance);
    }

    /// <summary>The last four segments count: <c>service/Name/operation/Name</c>. Anything may stand before them.</summary>
    private (AwsException Error, ErrorFormat Format)? FindPath(string method, string protocol, ReadOnlySpan<char> path, out Route route)
    {
        route = default;
        if (protocol != RpcV2CborProtocol.Name) return NotCbor($"The protocol {protocol} is not served");
        if (!HttpMethods.IsPost(method)) return NotCbor("Operations are called by POST");
        if (path.ToString().Split('/') is not [.., "service", var service, "operation", var operation])
            return NotCbor("The path does not name a service and its operation");
        // The name may be qualified.
        var target = $"{service[(service.LastIndexOf('.') + 1)..]}.{operation}";
        if (!_byTarget.TryGetValue(target, out var found)) return NotCbor($"Unknown operation {target}");
        route = new Route(found.Service, found.Operation, found.Cbor);
        return null;
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

    private static (AwsException Error, ErrorFormat Format) NotCbor(string message) =>
        (CommonErrors.UnknownOperation(message, 404), RpcV2CborProtocol.OfNobody);

    /// <summary>The version the client speaks; where its content type says nothing, the one of the service.</summary>
    private static AwsJsonProtocol Json(string contentType, string? version) =>
        IsOf(contentType, AwsJsonProtocol.Version11.ContentType) ? AwsJsonProtocol.Version11
        : IsOf(contentType, AwsJsonProtocol.Version10.ContentType) || version != "1.1" ? AwsJsonProtocol.Version10
        : AwsJsonProtocol.Version11;

    private static bool IsOf(string contentType, string mediaType) =>
        contentType.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == mediaType.Length || contentType[mediaType.Length] is ';' or ' ');

    private sealed record Target(AwsService Service, Operation Operation, RpcV2CborProtocol Cbor);
}
