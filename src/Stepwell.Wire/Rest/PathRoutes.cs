using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Rest;

/// <summary>Finds an operation by method and path. Which service is meant, the signature says; without one, whose path it is.</summary>
internal sealed class PathRoutes
{
    private readonly List<PathTree> _all = [];
    private readonly Dictionary<string, PathTree> _bySigningName = new(StringComparer.Ordinal);

    public PathRoutes(IEnumerable<AwsService> services)
    {
        foreach (var service in services.Where(service => service.Description.RestProtocol is not null))
        {
            if (!_bySigningName.TryGetValue(service.Description.SigningName, out var tree))
            {
                _bySigningName.Add(service.Description.SigningName, tree = new PathTree());
                _all.Add(tree);
            }

            foreach (var operation in service.Operations.Where(operation => operation.Http is not null)) tree.Add(service, operation);
        }
    }

    public bool Has(CredentialScope? scope) => scope is not null && _bySigningName.ContainsKey(scope.Service);

    /// <summary>Returns null if nothing that is served is called this way.</summary>
    public PathCall? Find(string method, string rawTarget, CredentialScope? scope)
    {
        if (_all.Count == 0) return null;
        var path = QueryText.PathOf(rawTarget);
        var query = QueryText.Of(rawTarget);
        if (scope is not null && _bySigningName.TryGetValue(scope.Service, out var own)) return own.Find(method, path, query);
        foreach (var tree in _all)
            if (tree.Find(method, path, query) is { } found) return found;
        return null;
    }
}
