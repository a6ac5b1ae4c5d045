using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Groups;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.Logs.Paging;
using Stepwell.Services.Logs.Storage;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Operations;

/// <summary>Log groups and their retention.</summary>
public sealed partial class LogsService
{
    private const int DefaultListing = 50;

    public override async ValueTask<CreateLogGroupOutput> CreateLogGroup(CreateLogGroupRequest input, RequestContext context)
    {
        var create = new LogGroupCommand.Create(
            Scope(context),
            input.LogGroupName,
            input.LogGroupClass ?? "STANDARD",
            input.KmsKeyId,
            input.DeletionProtectionEnabled is true,
            input.Tags ?? new Dictionary<string, string>());
        await AskGroup(create.Scope, create.Name, create).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<DeleteLogGroupOutput> DeleteLogGroup(DeleteLogGroupRequest input, RequestContext context)
    {
        await AskGroup(Scope(context), input.LogGroupName, new LogGroupCommand.Delete()).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<PutRetentionPolicyOutput> PutRetentionPolicy(PutRetentionPolicyRequest input, RequestContext context)
    {
        if (!Retention.AllowedDays.Contains(input.RetentionInDays))
        {
            throw new InvalidParameterException(
                $"1 validation error detected: Value '{input.RetentionInDays}' at 'retentionInDays' failed to satisfy constraint: "
                + $"Member must satisfy enum value set: [{string.Join(", ", Retention.AllowedDays)}]");
        }
        await AskGroup(Scope(context), input.LogGroupName, new LogGroupCommand.SetRetention(input.RetentionInDays)).ConfigureAwait(false);
        return new();
    }

    public override async ValueTask<DeleteRetentionPolicyOutput> DeleteRetentionPolicy(DeleteRetentionPolicyRequest input, RequestContext context)
    {
        await AskGroup(Scope(context), input.LogGroupName, new LogGroupCommand.SetRetention(Days: null)).ConfigureAwait(false);
        return new();
    }

    public override ValueTask<DescribeLogGroupsResponse> DescribeLogGroups(DescribeLogGroupsRequest input, RequestContext context)
    {
        if (input.LogGroupNamePrefix is not null && input.LogGroupNamePattern is not null)
            throw new InvalidParameterException("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        var list = $"groups {input.LogGroupNamePrefix} {input.LogGroupNamePattern} {input.LogGroupClass}";
        using var lease = store.RentReader();
        var (rows, next) = Page(
            input.LogGroupIdentifiers is { } identifiers ? Identified(lease.Reader, context, identifiers) : Listed(lease.Reader, context, input, list),
            input.Limit ?? DefaultListing);
        return new(new DescribeLogGroupsResponse
        {
            LogGroups = [.. rows.Select(row => Describe(row))],
            NextToken = next is null ? null : ListToken.Format(list, next.Name),
        });
    }

    public override ValueTask<ListLogGroupsResponse> ListLogGroups(ListLogGroupsRequest input, RequestContext context)
    {
        if (input.DataSources is not null || input.FieldIndexNames is not null || input.LogGroupTags is not null)
            throw NotImplemented("ListLogGroups by data source, field index or tag");
        var list = $"summaries {input.LogGroupNamePattern} {input.LogGroupClass}";
        var alternatives = input.LogGroupNamePattern?.Split('|');
        using var lease = store.RentReader();
        var listed = lease.Reader.GroupsByName(Scope(context), prefix: null, PageToken.Parse(list, input.NextToken))
            .Where(row => alternatives is null || alternatives.Any(alternative => IsLike(row.Name, alternative)))
            .Where(row => input.LogGroupClass is null || row.Class == input.LogGroupClass);
        var (rows, next) = Page(listed, input.Limit ?? DefaultListing);
        return new(new ListLogGroupsResponse
        {
            LogGroups =
            [
                .. rows.Select(row => new LogGroupSummary
                {
                    LogGroupName = row.Name,
                    LogGroupArn = LogsArn.Group(row.Scope, row.Name),
                    LogGroupClass = row.Class,
                }),
            ],
            NextToken = next is null ? null : ListToken.Format(list, next.Name),
        });
    }

    private static IEnumerable<LogGroupRow> Listed(IStoreReader reader, RequestContext context, DescribeLogGroupsRequest input, string list) =>
        reader.GroupsByName(Scope(context), input.LogGroupNamePrefix, PageToken.Parse(list, input.NextToken))
            .Where(row => input.LogGroupNamePattern is not { } part || row.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .Where(row => input.LogGroupClass is null || row.Class == input.LogGroupClass);

    private static IEnumerable<LogGroupRow> Identified(IStoreReader reader, RequestContext context, IReadOnlyList<string> identifiers) =>
        identifiers
            .Select(identifier => LogsArn.TryParse(identifier, out var arn)
                ? reader.FindGroup(arn.Scope == Scope(context) ? arn.Scope : "", arn.GroupName)
                : reader.FindGroup(Scope(context), identifier))
            .OfType<LogGroupRow>();

    /// <summary>The first rows, and the last of them when there are more.</summary>
    private static (List<TRow> Rows, TRow? Last) Page<TRow>(IEnumerable<TRow> rows, int size)
        where TRow : class
    {
        var page = rows.Take(size + 1).ToList();
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, page[^1]);
    }

    private static bool IsLike(string name, string pattern) => pattern.StartsWith('^')
        ? name.StartsWith(pattern[1..], StringComparison.Ordinal)
        : name.Contains(pattern, StringComparison.Ordinal);

    private static LogGroup Describe(LogGroupRow row)
    {
        var arn = LogsArn.Group(row.Scope, row.Name);
        return new LogGroup
        {
            LogGroupName = row.Name,
            CreationTime = row.CreatedAtMs,
            RetentionInDays = (int?)row.RetentionDays,
            MetricFilterCount = 0,
            Arn = $"{arn}:*",
            LogGroupArn = arn,
            KmsKeyId = row.KmsKeyId,
            LogGroupClass = row.Class,
            DeletionProtectionEnabled = row.IsProtected != 0,
        };
    }
}
