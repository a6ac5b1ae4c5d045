using Stepwell.Wire.Shapes;
using Stepwell.Wire.Tests.Api;

namespace Stepwell.Wire.Tests;

/// <summary>The words AWS has for violated constraints.</summary>
public sealed class ValidationTests
{
    [Fact]
    public void Valid_input_passes()
    {
        var input = new StartExecutionInput { StateMachineArn = "arn:x", Name = new string('n', 80), Input = "{}" };

        Assert.Null(Message(input));
    }

    [Fact]
    public void Length_counts_characters_and_not_code_units()
    {
        var input = new StartExecutionInput { StateMachineArn = "arn:x", Name = string.Concat(Enumerable.Repeat("😀", 80)) };

        Assert.Null(Message(input));
        Assert.EndsWith("less than or equal to 80", Message(input with { Name = input.Name + "n" }));
    }

    [Fact]
    public void Sensitive_values_are_not_shown()
    {
        var input = new SendTaskFailureInput { TaskToken = "t", Error = new string('e', 257) };

        Assert.Equal(
            "1 validation error detected: Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256",
            Message(input));
    }

    [Fact]
    public void Structures_in_lists_are_named_by_their_place()
    {
        Tag[] tags = [new() { Key = "a" }, new() { Key = "", Value = new string('v', 257) }];
        var input = new TagResourceInput { ResourceArn = "arn:x", Tags = tags };

        var message = Message(input);

        Assert.StartsWith("2 validation errors detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: ", message);
        Assert.Contains($"Value '{input.Tags[1].Value}' at 'tags.2.member.value' failed", message);
    }

    [Fact]
    public void List_of_strings_is_blamed_as_a_whole()
    {
        var input = new UntagResourceInput { ResourceArn = "arn:x", TagKeys = ["a", ""] };

        Assert.Equal(
            "1 validation error detected: Value '[a, ]' at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
            + "[Member must have length less than or equal to 128, Member must have length greater than or equal to 1]",
            Message(input));
    }

    [Fact]
    public void Numbers_and_lists_have_bounds_too()
    {
        var input = new UpdateStateMachineAliasInput
        {
            StateMachineAliasArn = "arn:x",
            RoutingConfiguration = [new() { StateMachineVersionArn = "arn:1", Weight = 101 }],
        };

        Assert.Equal(
            "1 validation error detected: Value '101' at 'routingConfiguration.1.member.weight' failed to satisfy constraint: "
            + "Member must have value less than or equal to 100",
            Message(input));
        Assert.EndsWith(
            "at 'routingConfiguration' failed to satisfy constraint: Member must have length greater than or equal to 1",
            Message(input with { RoutingConfiguration = [] }));
    }

    [Theory]
    [InlineData("prod-1", null)]
    [InlineData("123", @"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$")]
    [InlineData("prod\n", @"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$")]
    public void Pattern_must_match_the_whole_value(string name, string? pattern)
    {
        RoutingConfigurationListItem[] routing = [new() { StateMachineVersionArn = "a", Weight = 1 }];
        var input = new CreateStateMachineAliasInput { Name = name, RoutingConfiguration = routing };

        var expected = pattern is null
            ? null
            : $"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: "
                + $"Member must satisfy regular expression pattern: {pattern}";
        Assert.Equal(expected, Message(input));
    }

    [Fact]
    public void Java_classes_in_patterns_work()
    {
        var input = new StartExecutionInput { StateMachineArn = "arn:x", TraceHeader = "Root=é" };

        Assert.EndsWith(@"Member must satisfy regular expression pattern: \p{ASCII}*", Message(input));
        Assert.Null(Message(input with { TraceHeader = "Root=1" }));
    }

    [Fact]
    public void At_most_ten_violations_are_reported()
    {
        var input = new TagResourceInput { ResourceArn = "arn:x", Tags = [.. Enumerable.Repeat(new Tag { Key = "" }, 12)] };

        Assert.StartsWith("10 validation errors detected: ", Message(input));
    }

    private static string? Message<T>(T input)
        where T : IShape<T>
    {
        var validator = default(Validator);
        input.Validate(ref validator);
        try
        {
            validator.ThrowIfInvalid();
            return null;
        }
        catch (AwsException error)
        {
            Assert.Equal(("ValidationException", 400), (error.Code, error.StatusCode));
            return error.Message;
        }
    }
}
