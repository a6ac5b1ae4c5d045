namespace Stepwell.Wire;

/// <summary>One AWS service: what it is called on the wire, and its operations. The generator derives a base class per model.</summary>
public abstract class AwsService
{
    protected AwsService(ServiceDescription description) => Description = description;

    public ServiceDescription Description { get; }

    /// <summary>Every operation of the model, those without an implementation included.</summary>
    public abstract IReadOnlyList<Operation> Operations { get; }

    /// <summary>Called for each request that is authentic, before anything else is looked at.</summary>
    /// <exception cref="AwsException">The caller may not ask for this now.</exception>
    protected internal virtual void Admit(string operation, RequestContext context)
    {
        // Most services take whatever comes.
    }

    /// <summary>The answer of an operation that the model has and that nobody has written yet.</summary>
    protected AwsException NotImplemented(string operation) => new(
        "UnknownOperationException", 400, Fault.Client, $"The operation {operation} of {Description.Name} is not implemented yet.");
}
