using System.Collections.Immutable;
using Stepwell.States.Definition;

namespace Stepwell.Integrations;

/// <summary>All integrations of a server. A task goes to the first one that handles its resource.</summary>
public sealed class IntegrationRegistry(ImmutableArray<ITaskIntegration> integrations)
{
    public bool Offers(TaskResource resource) => Find(resource) is not null;

    /// <summary>Like <see cref="ITaskIntegration.Invoke"/>; a resource that nobody handles fails the task and says so.</summary>
    public ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted) =>
        Find(request.Resource) is { } integration
            ? integration.Invoke(request, aborted)
            : ValueTask.FromResult<TaskOutcome>(NotOffered(request.Resource));

    /// <summary>How a task fails whose resource a state machine may name but this server does not serve.</summary>
    public static TaskOutcome.Failed NotOffered(TaskResource resource) =>
        new(ErrorNames.Runtime, $"This server does not offer the task resource '{resource.Arn}' yet.");

    private ITaskIntegration? Find(TaskResource resource)
    {
        foreach (var integration in integrations)
        {
            if (integration.Handles(resource))
                return integration;
        }

        return null;
    }
}
