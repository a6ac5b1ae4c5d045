using System.Collections.Immutable;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Storage;

/// <summary>The tables of this service.</summary>
public static class Tables
{
    internal static readonly TableIndex StateMachinesByArn = new("sfn_state_machine_arn", ["arn"], IsUnique: true);
    internal static readonly TableIndex StateMachinesByName = new("sfn_state_machine_name", ["scope", "name"], IsUnique: true);
    internal static readonly TableIndex ExecutionsByArn = new("sfn_execution_arn", ["arn"], IsUnique: true);
    internal static readonly TableIndex ExecutionsByStatus = new("sfn_execution_status", ["state_machine_id", "status", "id"]);
    internal static readonly TableIndex ExecutionsByVersion = new(
        "sfn_execution_version", ["state_machine_id", "version", "status", "id"], OnlyWhereNotNull: "version");
    internal static readonly TableIndex ExecutionsByAlias = new(
        "sfn_execution_alias", ["state_machine_id", "alias", "status", "id"], OnlyWhereNotNull: "alias");

    /// <summary>Closed executions, those first whose retention is over first. A redriven one is not among them.</summary>
    internal static readonly TableIndex ExecutionsByEnd = new(
        "sfn_execution_end", ["stopped_at_ms", "id"], OnlyWhereNotNull: "stopped_at_ms");

    internal static readonly TableIndex ActivitiesByArn = new("sfn_activity_arn", ["arn"], IsUnique: true);
    internal static readonly TableIndex ActivitiesByName = new("sfn_activity_name", ["scope", "name"], IsUnique: true);

    internal static readonly Table<StateMachineRow> StateMachines = new(
        "sfn_state_machine",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<StateMachineRow>("id", row => row.Id),
            Column.Text<StateMachineRow>("arn", row => row.Arn),
            Column.Text<StateMachineRow>("scope", row => row.Scope),
            Column.Text<StateMachineRow>("name", row => row.Name),
            Column.Text<StateMachineRow>("type", row => row.Type),
            Column.Text<StateMachineRow>("status", row => row.Status),
            Column.Integer<StateMachineRow>("created_at_ms", row => row.CreatedAtMs),
            Column.Integer<StateMachineRow>("current_revision_id", row => row.CurrentRevisionId),
            Column.Integer<StateMachineRow>("last_version", row => row.LastVersion),
            Column.NullableText<StateMachineRow>("initial_version", row => row.InitialVersion),
        ],
        row => new(
            row.Integer(0),
            row.Text(1),
            row.Text(2),
            row.Text(3),
            row.Text(4),
            row.Text(5),
            row.Integer(6),
            row.Integer(7),
            row.Integer(8),
            row.NullableText(9)),
        [StateMachinesByArn, StateMachinesByName]);

    internal static readonly Table<RevisionRow> Revisions = new(
        "sfn_revision",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<RevisionRow>("id", row => row.Id),
            Column.Integer<RevisionRow>("state_machine_id", row => row.StateMachineId),
            Column.Text<RevisionRow>("revision_id", row => row.RevisionId),
            Column.Text<RevisionRow>("definition", row => row.Definition),
            Column.Text<RevisionRow>("role_arn", row => row.RoleArn),
            Column.Text<RevisionRow>("configuration", row => row.Configuration),
            Column.Integer<RevisionRow>("created_at_ms", row => row.CreatedAtMs),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Integer(6)));

    internal static readonly Table<VersionRow> Versions = new(
        "sfn_version",
        TableLayout.Clustered,
        ["state_machine_id", "number"],
        [
            Column.Integer<VersionRow>("state_machine_id", row => row.StateMachineId),
            Column.Integer<VersionRow>("number", row => row.Number),
            Column.Integer<VersionRow>("revision_key", row => row.RevisionKey),
            Column.NullableText<VersionRow>("description", row => row.Description),
            Column.Integer<VersionRow>("created_at_ms", row => row.CreatedAtMs),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Integer(2), row.NullableText(3), row.Integer(4)));

    internal static readonly Table<AliasRow> Aliases = new(
        "sfn_alias",
        TableLayout.Clustered,
        ["state_machine_id", "name"],
        [
            Column.Integer<AliasRow>("state_machine_id", row => row.StateMachineId),
            Column.Text<AliasRow>("name", row => row.Name),
            Column.NullableText<AliasRow>("description", row => row.Description),
            Column.Integer<AliasRow>("first_version", row => row.FirstVersion),
            Column.Integer<AliasRow>("first_weight", row => row.FirstWeight),
            Column.NullableInteger<AliasRow>("second_version", row => row.SecondVersion),
            Column.NullableInteger<AliasRow>("second_weight", row => row.SecondWeight),
            Column.Integer<AliasRow>("created_at_ms", row => row.CreatedAtMs),
            Column.Integer<AliasRow>("updated_at_ms", row => row.UpdatedAtMs),
        ],
        row => new(
            row.Integer(0),
            row.Text(1),
            row.NullableText(2),
            row.Integer(3),
            row.Integer(4),
            row.NullableInteger(5),
            row.NullableInteger(6),
            row.Integer(7),
            row.Integer(8)));

    internal static readonly Table<ExecutionRow> Executions = new(
        "sfn_execution",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<ExecutionRow>("id", row => row.Id),
            Column.Text<ExecutionRow>("arn", row => row.Arn),
            Column.Integer<ExecutionRow>("state_machine_id", row => row.StateMachineId),
            Column.Integer<ExecutionRow>("revision_id", row => row.RevisionId),
            Column.Integer<ExecutionRow>("status", row => row.Status),
            Column.Integer<ExecutionRow>("started_at_ms", row => row.StartedAtMs),
            Column.NullableInteger<ExecutionRow>("stopped_at_ms", row => row.StoppedAtMs),
            Column.NullableText<ExecutionRow>("trace_header", row => row.TraceHeader),
            Column.NullableText<ExecutionRow>("started_by", row => row.StartedBy),
            Column.Integer<ExecutionRow>("is_awaited", row => row.IsAwaited),
            Column.NullableInteger<ExecutionRow>("version", row => row.Version),
            Column.NullableText<ExecutionRow>("alias", row => row.Alias),
        ],
        row => new(
            row.Integer(0),
            row.Text(1),
            row.Integer(2),
            row.Integer(3),
            row.Integer(4),
            row.Integer(5),
            row.NullableInteger(6),
            row.NullableText(7),
            row.NullableText(8),
            row.Integer(9),
            row.NullableInteger(10),
            row.NullableText(11)),
        [ExecutionsByArn, ExecutionsByStatus, ExecutionsByVersion, ExecutionsByAlias, ExecutionsByEnd]);

    internal static readonly Table<RedriveRow> Redrives = new(
        "sfn_redrive",
        TableLayout.IntegerKey,
        ["execution_id"],
        [
            Column.Integer<RedriveRow>("execution_id", row => row.ExecutionId),
            Column.Integer<RedriveRow>("count", row => row.Count),
            Column.Integer<RedriveRow>("redriven_at_ms", row => row.RedrivenAtMs),
            Column.NullableText<RedriveRow>("client_token", row => row.ClientToken),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Integer(2), row.NullableText(3)));

    internal static readonly Table<ExpressRow> ExpressExecutions = new(
        "sfn_express",
        TableLayout.Clustered,
        ["arn"],
        [
            Column.Text<ExpressRow>("arn", row => row.Arn),
            Column.Integer<ExpressRow>("id", row => row.Id),
            Column.Text<ExpressRow>("state_machine_arn", row => row.StateMachineArn),
            Column.Integer<ExpressRow>("revision_id", row => row.RevisionId),
            Column.Integer<ExpressRow>("started_at_ms", row => row.StartedAtMs),
            Column.Blob<ExpressRow>("input", row => row.Input),
            Column.NullableText<ExpressRow>("trace_header", row => row.TraceHeader),
        ],
        row => new(row.Text(0), row.Integer(1), row.Text(2), row.Integer(3), row.Integer(4), row.Blob(5), row.NullableText(6)));

    internal static readonly Table<JournalRow> Journal = new(
        "sfn_journal",
        TableLayout.Append,
        ["execution_id", "sequence"],
        [
            Column.Integer<JournalRow>("execution_id", row => row.ExecutionId),
            Column.Integer<JournalRow>("sequence", row => row.Sequence),
            Column.Blob<JournalRow>("events", row => row.Events),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Blob(2)));

    internal static readonly Table<TaskRow> Tasks = new(
        "sfn_task",
        TableLayout.Clustered,
        ["queue", "scheduled_at_ms", "execution_id", "task_id"],
        [
            Column.Text<TaskRow>("queue", row => row.Queue),
            Column.Integer<TaskRow>("scheduled_at_ms", row => row.ScheduledAtMs),
            Column.Integer<TaskRow>("execution_id", row => row.ExecutionId),
            Column.Integer<TaskRow>("task_id", row => row.TaskId),
            Column.Text<TaskRow>("execution_arn", row => row.ExecutionArn),
            Column.Integer<TaskRow>("frame_id", row => row.FrameId),
        ],
        row => new(row.Text(0), row.Integer(1), row.Integer(2), row.Integer(3), row.Text(4), row.Integer(5)));

    internal static readonly Table<ActivityRow> Activities = new(
        "sfn_activity",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<ActivityRow>("id", row => row.Id),
            Column.Text<ActivityRow>("arn", row => row.Arn),
            Column.Text<ActivityRow>("scope", row => row.Scope),
            Column.Text<ActivityRow>("name", row => row.Name),
            Column.Integer<ActivityRow>("created_at_ms", row => row.CreatedAtMs),
        ],
        row => new(row.Integer(0), row.Text(1), row.Text(2), row.Text(3), row.Integer(4)),
        [ActivitiesByArn, ActivitiesByName]);

    internal static readonly Table<TagRow> Tags = new(
        "sfn_tag",
        TableLayout.Clustered,
        ["resource_arn", "key"],
        [
            Column.Text<TagRow>("resource_arn", row => row.ResourceArn),
            Column.Text<TagRow>("key", row => row.Key),
            Column.Text<TagRow>("value", row => row.Value),
        ],
        row => new(row.Text(0), row.Text(1), row.Text(2)));

    internal static readonly Table<LastTurnRow> LastTurns = new(
        "sfn_last_turn",
        TableLayout.Clustered,
        ["partition_number", "scope"],
        [
            Column.Integer<LastTurnRow>("partition_number", row => row.Partition),
            Column.Text<LastTurnRow>("scope", row => row.Scope),
            Column.Integer<LastTurnRow>("due_ticks", row => row.DueTicks),
        ],
        row => new((int)row.Integer(0), row.Text(1), row.Integer(2)));

    /// <summary>What the host adds to the schema of its store.</summary>
    public static ImmutableArray<Table> All { get; } =
    [
        StateMachines, Revisions, Versions, Aliases, Executions, Redrives, ExpressExecutions, Journal, Tasks, Activities, Tags, LastTurns,
        MapRunTables.MapRuns, MapRunTables.Plans, MapRunTables.Children,
    ];
}
