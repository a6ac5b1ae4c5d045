using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Tests.Executions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Tests;

public sealed class IntegrationRegistryTests
{
    private static readonly IntegrationRegistry Registry = new([new SfnSdkIntegration(new FakeExecutions(), () => Guid.Empty)]);

    [Fact]
    public async Task Task_goes_to_the_integration_that_handles_its_resource()
    {
        var request = Tasks.Sdk("sendTaskFailure", """{"TaskToken":"t"}""");
        Assert.True(Registry.Offers(request.Resource));
        Assert.IsType<TaskOutcome.Succeeded>(await Registry.Invoke(request, CancellationToken.None));
    }

    [Fact]
    public async Task Resource_that_nobody_handles_fails_the_task_and_says_so()
    {
        var request = Tasks.Request("sqs", "sendMessage", IntegrationPattern.RequestResponse, "{}", traceHeader: null);
        Assert.False(Registry.Offers(request.Resource));
        Assert.Equal(
            new TaskOutcome.Failed("States.Runtime", "This server does not offer the task resource 'arn:aws:states:::sqs:sendMessage' yet."),
            await Registry.Invoke(request, CancellationToken.None));
    }
}
