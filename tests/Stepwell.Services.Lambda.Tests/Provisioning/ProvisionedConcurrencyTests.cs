using System.Diagnostics.Metrics;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Operations;
using Stepwell.Services.Lambda.Tests.Support;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Provisioning;

public sealed class ProvisionedConcurrencyTests
{
    private const string Invalid = "InvalidParameterValueException";
    private const string Conflict = "ResourceConflictException";
    private const string InProgress = ProvisionedConcurrencyStatusEnum.InProgress;

    [Fact]
    public async Task What_is_asked_for_is_in_progress_and_then_ready()
    {
        await using var server = await WithVersions(1);
        var put = await Put(server, "1", 2);
        Assert.Equal(
            (InProgress, 2, 0, 0),
            (put.Status, put.RequestedProvisionedConcurrentExecutions, put.AllocatedProvisionedConcurrentExecutions, put.AvailableProvisionedConcurrentExecutions));
        Assert.Equal(("1", 2), await server.Host.Provisions.Reader.ReadAsync(TestContext.Current.CancellationToken));
        var found = await Settled(server, "1");
        Assert.Equal(("READY", 2, 2, 2, null), Shown(found));

        var again = await Put(server, "1", 3);
        Assert.Equal((InProgress, 3, 2), (again.Status, again.RequestedProvisionedConcurrentExecutions, again.AvailableProvisionedConcurrentExecutions));
        Assert.Equal(("READY", 3, 3, 3, null), Shown(await Settled(server, "1")));
        var listed = await server.Service.ListProvisionedConcurrencyConfigs(new() { FunctionName = Name }, server.Context);
        var one = Assert.Single(listed.ProvisionedConcurrencyConfigs!);
        Assert.Equal(($"{Arn}:1", "READY", 3), (one.FunctionArn, one.Status, one.AvailableProvisionedConcurrentExecutions));
    }

    [Fact]
    public async Task What_is_not_all_there_is_in_progress_and_what_failed_says_why_until_it_is_asked_for_again()
    {
        await using var server = await WithVersions(1);
        server.Host.Initialize = count => new ProvisionedState(count, count - 1, Busy: 0, Failure: null);
        await Put(server, "1", 3);
        await server.Host.Provisions.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal((InProgress, 3, 2, 2, null), Shown(await Get(server, "1")));

        server.Host.Show("1", new ProvisionedState(3, 1, Busy: 0, new ProvisioningFailure(IsOfFunction: true, "Runtime.ExitError: …")));
        Assert.Equal(("FAILED", 3, 1, 1, "FUNCTION_ERROR_INIT_FAILURE"), Shown(await Settled(server, "1")));
        server.Host.Show("1", new ProvisionedState(3, 1, Busy: 0, new ProvisioningFailure(IsOfFunction: false, "There is no port.")));
        Assert.Equal(("FAILED", 3, 1, 1, "There is no port."), Shown(await Settled(server, "1")));

        server.Host.Initialize = count => new ProvisionedState(count, count, Busy: 0, Failure: null);
        await Put(server, "1", 3);
        Assert.Equal(("READY", 3, 3, 3, null), Shown(await Settled(server, "1")));
    }

    [Fact]
    public async Task Alias_that_moves_takes_its_concurrency_to_the_other_version()
    {
        await using var server = await WithVersions(2);
        await Alias(server, "live", "1");
        await Put(server, "live", 4);
        await Told(server, ("1", 4));
        Assert.Equal(("READY", 4, 4, 4, null), Shown(await Settled(server, "live")));

        await Move(server, "live", "2");
        await Told(server, ("1", 0), ("2", 4));
        Assert.Equal(("READY", 4, 4, 4, null), Shown(await Settled(server, "live")));

        await Move(server, "live", "1", ("2", 0.25));
        await Told(server, ("1", 3), ("2", 1));
        Assert.Equal(("READY", 4, 4, 4, null), Shown(await Settled(server, "live")));
    }

    [Fact]
    public async Task Environments_go_with_what_they_were_asked_for()
    {
        await using var server = await WithVersions(2);
        await Put(server, "1", 1);
        await Told(server, ("1", 1));
        await server.Service.DeleteProvisionedConcurrencyConfig(new() { FunctionName = Name, Qualifier = "1" }, server.Context);
        await Told(server, ("1", 0));
        await Refuses(
            "ProvisionedConcurrencyConfigNotFoundException", "No Provisioned Concurrency Config found for this function", () => Get(server, "1"));

        await Alias(server, "live", "2");
        await Put(server, "live", 1);
        await Told(server, ("2", 1));
        await server.Service.DeleteAlias(new() { FunctionName = Name, Name = "live" }, server.Context);
        await Told(server, ("2", 0));

        await Put(server, "2", 1);
        await Told(server, ("2", 1));
        await server.Delete();
        await Told(server, ("2", 0));
        Assert.Equal(1_000, await Unreserved(server));
    }

    [Fact]
    public async Task All_of_it_is_made_again_after_a_start()
    {
        await using var server = await WithVersions(1);
        await server.Create(Request("other"));
        await server.Publish("other");
        await Put(server, "1", 2);
        await Told(server, ("1", 2));
        await server.Restart();
        Assert.Equal(InProgress, (await Get(server, "1")).Status);
        server.Service.StartProvisioning();
        await Told(server, ("1", 2));
        Assert.Equal(("READY", 2, 2, 2, null), Shown(await Settled(server, "1")));
        Assert.Equal(998, await Unreserved(server));
        Assert.False(server.Host.Provisions.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Only_published_versions_have_it_and_no_version_has_two()
    {
        await using var server = await WithVersions(2);
        const string unpublished = "Provisioned Concurrency Configs cannot be applied to unpublished function versions.";
        const string provisioned = "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version";
        await Alias(server, "latest", "$LATEST");
        await Alias(server, "live", "1");
        await Alias(server, "second", "2");
        await Alias(server, "both", "1", ("2", 0.5));
        await Refuses(Invalid, unpublished, () => Put(server, "$LATEST", 1));
        await Refuses(Invalid, unpublished, () => Put(server, "latest", 1));
        await Refuses("ResourceNotFoundException", $"Function not found: {Arn}:7", () => Put(server, "7", 1));
        await Refuses("ResourceNotFoundException", $"Cannot find alias arn: {Arn}:nobody", () => Put(server, "nobody", 1));
        await Refuses(Invalid, "Alias with weights can not be used with Provisioned Concurrency", () => Put(server, "both", 1));

        await Put(server, "live", 1);
        await Refuses(Conflict, "Version is pointed by a Provisioned Concurrency alias", () => Put(server, "1", 1));
        await Put(server, "2", 1);
        await Refuses(Conflict, provisioned, () => Put(server, "second", 1));
        await Refuses(Conflict, provisioned, () => Move(server, "live", "2"));
        await Refuses(Conflict, provisioned, () => Move(server, "live", "1", ("2", 0.1)));
        await Refuses(Invalid, unpublished, () => Move(server, "live", "$LATEST"));
    }

    [Fact]
    public async Task It_is_taken_from_what_is_reserved_or_from_what_the_account_has_left()
    {
        await using var server = await WithVersions(2);
        await server.Create(Request("other"));
        ValueTask<Concurrency> Reserve(string name, int count) =>
            server.Service.PutFunctionConcurrency(new() { FunctionName = name, ReservedConcurrentExecutions = count }, server.Context);

        await Put(server, "1", 800);
        await Refuses(
            Invalid,
            "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
            () => Put(server, "2", 101));
        await Refuses(
            Invalid, "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [200].", () => Put(server, "2", 201));
        await Put(server, "1", 900);
        Assert.Equal(100, await Unreserved(server));
        await Refuses(
            Invalid,
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
            async () => await Reserve("other", 1));

        await Put(server, "1", 5);
        await Reserve(Name, 7);
        Assert.Equal(993, await Unreserved(server));
        await Put(server, "2", 2);
        const string beyond = "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function";
        await Refuses(Invalid, beyond, () => Put(server, "2", 3));
        await Refuses(
            Invalid,
            "ReservedConcurrentExecutions  6 should not be lower than function's total provisioned concurrency [7].",
            async () => await Reserve(Name, 6));
    }

    [Fact]
    public async Task Invocations_within_it_run_whatever_others_take()
    {
        await using var server = await WithVersions(1);
        await server.Create(Request("other"));
        await Put(server, "1", 900);
        var gate = new TaskCompletionSource<InvocationOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Host.Answer = (_, _, _) => new(gate.Task);
        var others = Enumerable.Range(0, 100).Select(_ => Invoke(server, "other")).ToList();
        await Assert.ThrowsAsync<TooManyRequestsException>(() => Invoke(server, "other"));
        var own = Enumerable.Range(0, 900).Select(_ => Invoke(server, Name, "1")).ToList();
        await Assert.ThrowsAsync<TooManyRequestsException>(() => Invoke(server, Name, "1"));
        gate.SetResult(new InvocationOutcome("1"u8.ToArray(), Error: null, LogTail: null, TimeSpan.Zero));
        await Task.WhenAll([.. others, .. own]);
        await Invoke(server, "other");
    }

    [Fact]
    public async Task Metrics_tell_what_ran_on_it_what_did_not_and_how_much_is_busy()
    {
        const string name = "metered-provisioned";
        await using var server = await Server.Start();
        await server.Create(Request(name));
        await server.Publish(name);
        await server.Service.CreateAlias(new() { FunctionName = name, Name = "live", FunctionVersion = "1" }, server.Context);
        await server.Service.PutProvisionedConcurrencyConfig(
            new() { FunctionName = name, Qualifier = "live", ProvisionedConcurrentExecutions = 4 }, server.Context);
        await Told(server, ("1", 4));
        await Eventually(async () => (await Get(server, "live", name)).Status == "READY");
        server.Host.Show("1", new ProvisionedState(4, 4, Busy: 3, Failure: null));

        List<string> told = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == LambdaService.MeterName && instrument.Name.StartsWith("Provisioned", StringComparison.Ordinal))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Tell(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Tell(instrument, value, tags));
        listener.Start();
        server.Host.Answer = (_, invocation, _) =>
            new(new InvocationOutcome(invocation.Payload, Error: null, LogTail: null, TimeSpan.Zero) { IsProvisioned = invocation.Payload.Length == 1 });
        await server.Service.Invoke(new() { FunctionName = name, Qualifier = "live", Payload = "1"u8.ToArray() }, server.Context);
        await server.Service.Invoke(new() { FunctionName = name, Qualifier = "live", Payload = "22"u8.ToArray() }, server.Context);
        await server.Service.Invoke(new() { FunctionName = name, Payload = "3"u8.ToArray() }, server.Context);
        listener.RecordObservableInstruments();
        Assert.Equal(
            [
                "ProvisionedConcurrencyInvocations 1 metered-provisioned:live 1", "ProvisionedConcurrencySpilloverInvocations 1 metered-provisioned:live 1",
                "ProvisionedConcurrencyUtilization 0.75 metered-provisioned:live 1", "ProvisionedConcurrentExecutions 3 metered-provisioned:live 1",
            ],
            told.Order(StringComparer.Ordinal));

        void Tell<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var known = new Dictionary<string, object?>(tags.ToArray());
            // Servers of other tests tell theirs too.
            if (!Equals(known["FunctionName"], name))
                return;
            lock (told)
                told.Add(FormattableString.Invariant($"{instrument.Name} {value} {known["Resource"]} {known["ExecutedVersion"]}"));
        }
    }

    private static async Task<Server> WithVersions(int count)
    {
        var server = await Server.Start();
        await server.Create();
        for (var version = 1; version <= count; version++)
        {
            await server.UpdateCode(Zip.Handler($"version {version}"));
            await server.Publish();
        }
        return server;
    }

    private static async Task<PutProvisionedConcurrencyConfigResponse> Put(Server server, string qualifier, int count) =>
        await server.Service.PutProvisionedConcurrencyConfig(
            new() { FunctionName = Name, Qualifier = qualifier, ProvisionedConcurrentExecutions = count }, server.Context);

    private static async Task<GetProvisionedConcurrencyConfigResponse> Get(Server server, string qualifier, string name = Name) =>
        await server.Service.GetProvisionedConcurrencyConfig(new() { FunctionName = name, Qualifier = qualifier }, server.Context);

    /// <summary>When the host has been told and has said what came of it.</summary>
    private static async Task<GetProvisionedConcurrencyConfigResponse> Settled(Server server, string qualifier)
    {
        await Eventually(async () => (await Get(server, qualifier)).Status != InProgress);
        return await Get(server, qualifier);
    }

    private static (string? Status, int? Requested, int? Allocated, int? Available, string? Reason) Shown(GetProvisionedConcurrencyConfigResponse config) => (
        config.Status, config.RequestedProvisionedConcurrentExecutions, config.AllocatedProvisionedConcurrentExecutions,
        config.AvailableProvisionedConcurrentExecutions, config.StatusReason);

    private static async Task Alias(Server server, string name, string version, (string Version, double Weight)? other = null) =>
        await server.Service.CreateAlias(
            new() { FunctionName = Name, Name = name, FunctionVersion = version, RoutingConfig = Routing(other) }, server.Context);

    private static async Task Move(Server server, string name, string version, (string Version, double Weight)? other = null) =>
        await server.Service.UpdateAlias(
            new() { FunctionName = Name, Name = name, FunctionVersion = version, RoutingConfig = Routing(other) }, server.Context);

    private static AliasRoutingConfiguration? Routing((string Version, double Weight)? other) => other is { } second
        ? new AliasRoutingConfiguration { AdditionalVersionWeights = new Dictionary<string, double> { [second.Version] = second.Weight } }
        : null;

    private static async Task Told(Server server, params (string Version, int Count)[] expected)
    {
        foreach (var request in expected)
            Assert.Equal(request, await server.Host.Provisions.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int?> Unreserved(Server server) =>
        (await server.Service.GetAccountSettings(new(), server.Context)).AccountLimit!.UnreservedConcurrentExecutions;

    private static async Task<InvocationResponse> Invoke(Server server, string name, string? qualifier = null) =>
        await server.Service.Invoke(new() { FunctionName = name, Qualifier = qualifier, Payload = "1"u8.ToArray() }, server.Context);

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
    }
}
