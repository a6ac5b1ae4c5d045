using Stepwell.Wire.Tests.Api;

namespace Stepwell.Wire.Tests;

public sealed class GeneratedShapeTests
{
    [Fact]
    public void Modelled_errors_know_their_code_and_status()
    {
        var error = new ResourceNotFoundException("gone") { ResourceName = "arn:x" };

        Assert.Equal(("ResourceNotFound", 404, Fault.Client, "gone"), (error.Code, error.StatusCode, error.Fault, error.Message));
    }

    [Fact]
    public void Records_do_not_print_what_they_hold()
    {
        var input = new StartExecutionInput { StateMachineArn = "arn", Input = "secret" };

        Assert.Equal("StartExecutionInput", input.ToString());
    }
}
