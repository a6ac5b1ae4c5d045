using Stepwell.Wire.Protocols;
using Stepwell.Wire.Query;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Http;

/// <summary>Finds an operation by the fields <c>Action</c> and <c>Version</c> of the query protocol.</summary>
/// <remarks>Several services may have a version of the same date; the scope of the signature tells them apart.</remarks>
internal sealed class QueryRoutes
{
    public const string Action = "Action";

    private readonly List<Entry> _services;

    public QueryRoutes(IEnumerable<AwsService> services) =>
        _services = [.. services.Where(service => service.Description.QueryVersion is not null).Select(service => new Entry(service))];

    /// <exception cref="AwsException">Nothing that is served is named.</exception>
    public Route Find(FormFields form, CredentialScope? scope)
    {
        var action = form.Find(Action) ?? throw new AwsException("MissingAction", 400, Fault.Client, "The request must contain the parameter Action.");
        return Find(action, form.Find("Version"), scope)
            ?? throw new AwsException("InvalidAction", 400, Fault.Client, $"The action {action} is not valid for this web service.");
    }

    /// <summary>Whether something is called that needs no signature.</summary>
    public bool IsUnsigned(FormFields form) =>
        form.Find(Action) is { } action && Find(action, form.Find("Version"), scope: null) is { Operation.IsUnsigned: true };

    private Route? Find(string action, string? version, CredentialScope? scope)
    {
        var candidates = _services.Where(entry => version is null || entry.Service.Description.QueryVersion == version).ToList();
        var called = candidates.Find(entry => entry.Service.Description.SigningName == scope?.Service && entry.Operations.ContainsKey(action))
            ?? candidates.Find(entry => entry.Operations.ContainsKey(action));
        return called is null ? null : new Route(called.Service, called.Operations[action], called.Protocol);
    }

    private sealed class Entry(AwsService service)
    {
        public AwsService Service => service;

        public QueryProtocol Protocol { get; } = new(service.Description.XmlNamespace);

        public Dictionary<string, Operation> Operations { get; } = service.Operations.ToDictionary(operation => operation.Name);
    }
}
