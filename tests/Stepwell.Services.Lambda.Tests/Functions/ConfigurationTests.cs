using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Tests.Support;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Functions;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task Configurations_that_Lambda_does_not_take_are_refused_in_its_words()
    {
        await using var server = await Server.Start();
        Task Invalid(string message, CreateFunctionRequest request) =>
            Refuses("InvalidParameterValueException", message, () => server.Create(request));

        await Invalid(
            "Runtime and Handler are mandatory parameters for functions created with deployment packages.", Request() with { Handler = null });
        await Invalid("There is no ruby3.4 here.", Request() with { Runtime = "ruby3.4" });
        await Invalid(
            "The runtime parameter of python3.6 is no longer supported for creating or updating AWS Lambda functions. "
            + "We recommend you use a supported runtime while creating or updating functions.",
            Request() with { Runtime = "python3.6" });
        await Invalid(
            "Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys "
            + "that are currently not supported for modification. Reserved keys used in this request: AWS_REGION",
            Request() with { Environment = Variables("AWS_REGION", "x") });
        await Invalid(
            "Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. "
            + $$"""String measured: {"LARGE":"{{new string('x', 4_096)}}"}""",
            Request() with { Environment = Variables("LARGE", new string('x', 4_096)) });
        await Invalid("Please provide a source for function code.", Request() with { Code = new() });
        await Refuses(
            "ValidationException",
            "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
            () => server.Create(Request() with { Timeout = 901 }));
    }

    [Fact]
    public async Task Concurrency_is_reserved_as_long_as_the_account_keeps_enough()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Create(Request("other"));
        ValueTask<Concurrency> Reserve(string name, int count) =>
            server.Service.PutFunctionConcurrency(new() { FunctionName = name, ReservedConcurrentExecutions = count }, server.Context);

        await Reserve(Name, 600);
        await Refuses(
            "InvalidParameterValueException",
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
            async () => await Reserve("other", 301));
        await Reserve(Name, 500);
        await Reserve("other", 400);
        var settings = await server.Service.GetAccountSettings(new(), server.Context);
        Assert.Equal((100, 2), (settings.AccountLimit!.UnreservedConcurrentExecutions, settings.AccountUsage!.FunctionCount));
        Assert.Equal(500, (await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None)).ReservedConcurrency);

        await server.Delete();
        await server.Restart();
        settings = await server.Service.GetAccountSettings(new(), server.Context);
        Assert.Equal((600, 1), (settings.AccountLimit!.UnreservedConcurrentExecutions, settings.AccountUsage!.FunctionCount));
    }

    [Fact]
    public async Task Settings_of_events_hold_for_the_qualifier_that_they_were_put_for()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        await server.Service.PutFunctionEventInvokeConfig(
            new()
            {
                FunctionName = Name,
                Qualifier = "1",
                MaximumRetryAttempts = 0,
                DestinationConfig = new() { OnFailure = new() { Destination = "arn:aws:sqs:us-east-1:000000000000:failed" } },
            },
            server.Context);
        await server.Service.UpdateFunctionEventInvokeConfig(
            new() { FunctionName = Name, Qualifier = "1", MaximumEventAgeInSeconds = 60 }, server.Context);

        var first = (await server.Service.Catalog.Find("000000000000", "us-east-1", Name, "1", CancellationToken.None)).Events;
        Assert.Equal((0, 60, null, "arn:aws:sqs:us-east-1:000000000000:failed"),
            (first.MaximumRetryAttempts, first.MaximumEventAgeSeconds, first.OnSuccessArn, first.OnFailureArn));
        var latest = (await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None)).Events;
        Assert.Equal(Stepwell.Services.Lambda.Catalog.EventSettings.Default, latest);
        await Refuses(
            "ResourceNotFoundException",
            $"The function {Arn}:$LATEST doesn't have an EventInvokeConfig",
            async () => await server.Service.GetFunctionEventInvokeConfig(new() { FunctionName = Name }, server.Context));
    }

    [Fact]
    public async Task Settings_of_events_that_are_not_there_are_missed_alike_whatever_else_is_missing()
    {
        await using var server = await Server.Start();
        await server.Create();
        foreach (var (name, qualifier, missed) in new[]
        {
            (Name, null, $"{Arn}:$LATEST"), (Name, "live", $"{Arn}:live"), ("nobody", null, Arn.Replace(Name, "nobody:$LATEST", StringComparison.Ordinal)),
        })
        {
            var message = $"The function {missed} doesn't have an EventInvokeConfig";
            await Refuses("ResourceNotFoundException", message, async () => await server.Service.GetFunctionEventInvokeConfig(
                new() { FunctionName = name, Qualifier = qualifier }, server.Context));
            await Refuses("ResourceNotFoundException", message, async () => await server.Service.DeleteFunctionEventInvokeConfig(
                new() { FunctionName = name, Qualifier = qualifier }, server.Context));
        }
    }

    [Fact]
    public async Task Concurrency_is_reserved_for_functions_only()
    {
        await using var server = await Server.Start();
        await server.Create();
        await server.Publish();
        Task Reserve(string name) => server.Service.PutFunctionConcurrency(
            new() { FunctionName = name, ReservedConcurrentExecutions = 1 }, server.Context).AsTask();

        foreach (var qualified in new[] { $"{Arn}:1", $"{Name}:$LATEST" })
        {
            await Refuses(
                "InvalidParameterValueException",
                "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
                + "Please specify either a function name or an unqualified function ARN.",
                () => Reserve(qualified));
        }
        var nobody = Arn.Replace(Name, "nobody", StringComparison.Ordinal);
        await Refuses("ResourceNotFoundException", $"Function not found: {nobody}:$LATEST", () => Reserve("nobody"));
    }

    [Fact]
    public async Task Policy_has_the_statements_that_were_added()
    {
        await using var server = await Server.Start();
        await server.Create();
        var request = new AddPermissionRequest
        {
            FunctionName = Name,
            StatementId = "bucket",
            Action = "lambda:InvokeFunction",
            Principal = "s3.amazonaws.com",
            SourceAccount = "123456789012",
            SourceArn = "arn:aws:s3:::bucket",
        };
        var added = await server.Service.AddPermission(request, server.Context);
        Assert.Equal(
            """{"Sid":"bucket","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"ARN","""
                .Replace("ARN", Arn, StringComparison.Ordinal)
            + """ "Condition":{"StringEquals":{"AWS:SourceAccount":"123456789012"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}""".TrimStart(),
            added.Statement);
        await Refuses(
            "ResourceConflictException",
            "The statement id (bucket) provided already exists. Please provide a new statement id, or remove the existing statement.",
            async () => await server.Service.AddPermission(request, server.Context));

        var policy = await server.Service.GetPolicy(new() { FunctionName = Name }, server.Context);
        Assert.Equal($$"""{"Version":"2012-10-17","Id":"default","Statement":[{{added.Statement}}]}""", policy.Policy);
        await server.Service.RemovePermission(new() { FunctionName = Name, StatementId = "bucket" }, server.Context);
        await Refuses(
            "ResourceNotFoundException",
            "The resource you requested does not exist.",
            async () => await server.Service.GetPolicy(new() { FunctionName = Name }, server.Context));
    }

    [Fact]
    public async Task Permission_is_refused_where_there_is_nothing_to_permit()
    {
        await using var server = await Server.Start();
        await server.Create();
        Task Add(string name, string? qualifier = null, string? revision = null) => server.Service.AddPermission(
            new()
            {
                FunctionName = name,
                Qualifier = qualifier,
                StatementId = "bucket",
                Action = "lambda:InvokeFunction",
                Principal = "s3.amazonaws.com",
                RevisionId = revision,
            },
            server.Context).AsTask();
        Task Remove(string name, string? qualifier = null, string? revision = null) => server.Service.RemovePermission(
            new() { FunctionName = name, Qualifier = qualifier, StatementId = "other", RevisionId = revision }, server.Context).AsTask();

        var nobody = Arn.Replace(Name, "nobody", StringComparison.Ordinal);
        await Refuses("ResourceNotFoundException", $"Function not found: {nobody}", () => Add("nobody"));
        await Refuses("ResourceNotFoundException", $"No policy found for: {nobody}", () => Remove("nobody", "1"));
        await Refuses("ResourceNotFoundException", $"Cannot find alias arn: {Arn}:live", () => Add(Name, "live"));
        await Refuses("ResourceNotFoundException", $"Cannot find alias arn: {Arn}:live", () => Remove(Name, "live"));
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}:42", () => Add(Name, "42"));
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}:no$alias", () => Add(Name, "no$alias"));
        await Refuses("ResourceNotFoundException", "No policy is associated with the given resource.", () => Remove(Name));
        await Refuses(
            "ResourceNotFoundException",
            "The resource you requested does not exist.",
            async () => await server.Service.GetPolicy(new() { FunctionName = Name, Qualifier = "42" }, server.Context));
        await Refuses(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id",
            () => Add(Name, revision: "other"));
        await Add(Name);
        await Refuses(
            "PreconditionFailedException",
            "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
            () => Remove(Name, revision: "other"));
    }

    [Fact]
    public async Task Policy_grows_to_twenty_kilobytes()
    {
        await using var server = await Server.Start();
        await server.Create();
        var refusal = await Assert.ThrowsAsync<PolicyLengthExceededException>(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                await server.Service.AddPermission(
                    new() { FunctionName = Name, StatementId = $"s{i}", Action = "lambda:InvokeFunction", Principal = "s3.amazonaws.com" }, server.Context);
            }
        });
        Assert.Matches("^The final policy size [(]20[0-9]{3}[)] is bigger than the limit [(]20480[)][.]$", refusal.Message);
        var policy = await server.Service.GetPolicy(new() { FunctionName = Name }, server.Context);
        Assert.InRange(policy.Policy!.Length, 20_000, 20_480);
    }

    [Fact]
    public async Task Url_of_a_function_or_alias_that_is_not_there_is_refused()
    {
        await using var server = await Server.Start();
        await server.Create();
        foreach (var (name, alias) in new[] { ("nobody", null), (Name, "live") })
        {
            await Refuses("ResourceNotFoundException", "Function does not exist", async () => await server.Service.CreateFunctionUrlConfig(
                new() { FunctionName = name, Qualifier = alias, AuthType = FunctionUrlAuthType.None }, server.Context));
            await Refuses("ResourceNotFoundException", "Function does not exist", async () => await server.Service.UpdateFunctionUrlConfig(
                new() { FunctionName = name, Qualifier = alias }, server.Context));
            await Refuses("ResourceNotFoundException", "The resource you requested does not exist.", async () => await server.Service.GetFunctionUrlConfig(
                new() { FunctionName = name, Qualifier = alias }, server.Context));
            await Refuses("ResourceNotFoundException", "The resource you requested does not exist.", async () => await server.Service.DeleteFunctionUrlConfig(
                new() { FunctionName = name, Qualifier = alias }, server.Context));
        }
        await Refuses("ResourceNotFoundException", "Function does not exist", async () => await server.Service.ListFunctionUrlConfigs(
            new() { FunctionName = "nobody" }, server.Context));
        await Refuses("ResourceNotFoundException", "The resource you requested does not exist.", async () => await server.Service.UpdateFunctionUrlConfig(
            new() { FunctionName = Name }, server.Context));
    }

    [Fact]
    public async Task Url_leads_to_this_machine_and_is_gone_with_its_function()
    {
        await using var server = await Server.Start();
        await server.Create();
        var created = await server.Service.CreateFunctionUrlConfig(new() { FunctionName = Name, AuthType = FunctionUrlAuthType.None }, server.Context);
        Assert.Matches("^http://[a-z2-7]{32}[.]lambda-url[.]us-east-1[.]localhost/$", created.FunctionUrl);
        await Refuses(
            "ResourceConflictException",
            $"Failed to create function url config for [functionArn = {Arn}]. Error message:  FunctionUrlConfig exists for this Lambda function",
            async () => await server.Service.CreateFunctionUrlConfig(new() { FunctionName = Name, AuthType = FunctionUrlAuthType.None }, server.Context));
        await server.Delete();
        await server.Create();
        Assert.Empty((await server.Service.ListFunctionUrlConfigs(new() { FunctionName = Name }, server.Context)).FunctionUrlConfigs);
    }

    [Fact]
    public async Task Function_can_be_a_program_that_runs_already()
    {
        await using var server = await Server.Start();
        await server.Create(Request() with
        {
            Runtime = null,
            Handler = null,
            PackageType = PackageType.Image,
            Code = new() { ImageUri = "http://127.0.0.1:9000/events" },
        });
        var target = await server.Service.Catalog.Find("000000000000", "us-east-1", Name, null, CancellationToken.None);
        Assert.Equal(new Stepwell.Functions.FunctionCode.Program(new Uri("http://127.0.0.1:9000/events")), target.Spec.Code);
        Assert.Equal("http://127.0.0.1:9000/events", (await server.Get()).Code!.ImageUri);
    }

    [Fact]
    public async Task Tags_and_small_settings_are_kept()
    {
        await using var server = await Server.Start();
        await server.Create(Request() with { Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } });
        await server.Service.TagResource(new() { Resource = Arn, Tags = new Dictionary<string, string> { ["c"] = "3" } }, server.Context);
        await server.Service.UntagResource(new() { Resource = Arn, TagKeys = ["a"] }, server.Context);
        await server.Service.PutFunctionRecursionConfig(new() { FunctionName = Name, RecursiveLoop = RecursiveLoop.Allow }, server.Context);
        var signing = await server.Service.CreateCodeSigningConfig(
            new() { AllowedPublishers = new() { SigningProfileVersionArns = ["arn:aws:signer:us-east-1:000000000000:/signing-profiles/p/1"] } },
            server.Context);
        var signingArn = signing.CodeSigningConfig.CodeSigningConfigArn;
        await server.Service.PutFunctionCodeSigningConfig(new() { FunctionName = Name, CodeSigningConfigArn = signingArn }, server.Context);

        await server.Restart();
        Assert.Equal(
            [new("b", "2"), new("c", "3")],
            (await server.Service.ListTags(new() { Resource = Arn }, server.Context)).Tags!.OrderBy(tag => tag.Key));
        Assert.Equal(
            RecursiveLoop.Allow, (await server.Service.GetFunctionRecursionConfig(new() { FunctionName = Name }, server.Context)).RecursiveLoop);
        var signed = await server.Service.ListFunctionsByCodeSigningConfig(new() { CodeSigningConfigArn = signingArn }, server.Context);
        Assert.Equal([Arn], signed.FunctionArns!);
        await Assert.ThrowsAsync<ResourceConflictException>(
            async () => await server.Service.DeleteCodeSigningConfig(new() { CodeSigningConfigArn = signingArn }, server.Context));
    }

    private static Stepwell.Services.Lambda.Api.Environment Variables(string name, string value) =>
        new() { Variables = new Dictionary<string, string> { [name] = value } };
}
