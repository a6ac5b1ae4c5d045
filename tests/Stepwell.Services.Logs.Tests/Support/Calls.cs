using Stepwell.Services.Logs.Api;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Tests.Support;

/// <summary>Calls of the API with what tests mostly say.</summary>
internal static class Calls
{
    public const string Group = "/aws/vendedlogs/states/orders";
    public const string StreamName = "states/orders/1";
    public const string NoSuchGroup = "The specified log group does not exist.";
    public const string NoSuchStream = "The specified log stream does not exist.";

    public static async Task CreateGroup(this Server server, string name = Group) =>
        await server.Service.CreateLogGroup(new() { LogGroupName = name }, server.Context);

    public static async Task DeleteGroup(this Server server, string name = Group) =>
        await server.Service.DeleteLogGroup(new() { LogGroupName = name }, server.Context);

    public static async Task CreateStream(this Server server, string name = StreamName, string group = Group) =>
        await server.Service.CreateLogStream(new() { LogGroupName = group, LogStreamName = name }, server.Context);

    /// <summary>A group with a stream.</summary>
    public static async Task CreateBoth(this Server server)
    {
        await server.CreateGroup();
        await server.CreateStream();
    }

    public static async Task<PutLogEventsResponse> Put(this Server server, string stream, params (long TimestampMs, string Message)[] events) =>
        await server.Service.PutLogEvents(
            new()
            {
                LogGroupName = Group,
                LogStreamName = stream,
                LogEvents = [.. events.Select(entry => new InputLogEvent { Timestamp = entry.TimestampMs, Message = entry.Message })],
            },
            server.Context);

    public static async Task<GetLogEventsResponse> Get(
        this Server server, string? token = null, int? limit = null, long? from = null, long? until = null, bool? fromHead = null) =>
        await server.Service.GetLogEvents(
            new()
            {
                LogGroupName = Group,
                LogStreamName = StreamName,
                NextToken = token,
                Limit = limit,
                StartTime = from,
                EndTime = until,
                StartFromHead = fromHead,
            },
            server.Context);

    public static async Task<FilterLogEventsResponse> Filter(this Server server, FilterLogEventsRequest? request = null) =>
        await server.Service.FilterLogEvents((request ?? new()) with { LogGroupName = Group }, server.Context);

    public static string[] Messages(this GetLogEventsResponse response) => [.. response.Events!.Select(entry => entry.Message!)];

    public static string[] Messages(this FilterLogEventsResponse response) => [.. response.Events!.Select(entry => entry.Message!)];

    /// <summary>The call must be refused with that error and that text.</summary>
    public static async Task Refuses<TException>(string message, Func<Task> call) where TException : AwsException =>
        Assert.Equal(message, (await Assert.ThrowsAsync<TException>(call)).Message);
}
