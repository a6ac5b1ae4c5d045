using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Hosting;

/// <summary>How a store of an older release gets the tables of this one. Only ever added to once a release has it.</summary>
internal static class StoreMigrations
{
    private static readonly Migration VersionsAndAliases = new(2,
    [
        "ALTER TABLE sfn_state_machine ADD COLUMN last_version INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE sfn_state_machine ADD COLUMN initial_version TEXT",
        "CREATE TABLE sfn_version (state_machine_id INTEGER NOT NULL, number INTEGER NOT NULL, revision_key INTEGER NOT NULL, " +
        "description TEXT, created_at_ms INTEGER NOT NULL, PRIMARY KEY (state_machine_id, number)) STRICT, WITHOUT ROWID",
        "CREATE TABLE sfn_alias (state_machine_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, " +
        "first_version INTEGER NOT NULL, first_weight INTEGER NOT NULL, second_version INTEGER, second_weight INTEGER, " +
        "created_at_ms INTEGER NOT NULL, updated_at_ms INTEGER NOT NULL, PRIMARY KEY (state_machine_id, name)) STRICT, WITHOUT ROWID",
        "ALTER TABLE sfn_execution ADD COLUMN version INTEGER",
        "ALTER TABLE sfn_execution ADD COLUMN alias TEXT",
        "CREATE INDEX sfn_execution_sfn_execution_version ON sfn_execution (state_machine_id, version, status, id) WHERE version IS NOT NULL",
        "CREATE INDEX sfn_execution_sfn_execution_alias ON sfn_execution (state_machine_id, alias, status, id) WHERE alias IS NOT NULL",
    ]);

    private static readonly Migration Logs = new(3,
    [
        "CREATE TABLE logs_group (id INTEGER NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, class TEXT NOT NULL, kms_key_id TEXT, " +
        "retention_days INTEGER, created_at_ms INTEGER NOT NULL, is_protected INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
        "CREATE UNIQUE INDEX logs_group_logs_group_name ON logs_group (scope, name)",
        "CREATE TABLE logs_stream (id INTEGER NOT NULL, group_id INTEGER NOT NULL, name TEXT NOT NULL, created_at_ms INTEGER NOT NULL, " +
        "last_event_at_ms INTEGER NOT NULL, last_ingested_at_ms INTEGER, next_sequence INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
        "CREATE UNIQUE INDEX logs_stream_logs_stream_name ON logs_stream (group_id, name)",
        "CREATE INDEX logs_stream_logs_stream_last_event ON logs_stream (group_id, last_event_at_ms, name)",
        "CREATE TABLE logs_event (row_id INTEGER PRIMARY KEY, stream_id INTEGER NOT NULL, group_id INTEGER NOT NULL, " +
        "timestamp_ms INTEGER NOT NULL, sequence INTEGER NOT NULL, ingested_at_ms INTEGER NOT NULL, message TEXT NOT NULL) STRICT",
        "CREATE UNIQUE INDEX logs_event_key ON logs_event (stream_id, timestamp_ms, sequence)",
        "CREATE INDEX logs_event_logs_event_group ON logs_event (group_id, timestamp_ms, stream_id, sequence)",
        "CREATE TABLE logs_tag (resource_arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (resource_arn, key)) " +
        "STRICT, WITHOUT ROWID",
    ]);

    private static readonly Migration MapRuns = new(4,
    [
        "CREATE TABLE sfn_map_run (id INTEGER NOT NULL, arn TEXT NOT NULL, execution_arn TEXT NOT NULL, execution_id INTEGER NOT NULL, " +
        "frame_id INTEGER NOT NULL, revision_id INTEGER NOT NULL, status INTEGER NOT NULL, started_at_ms INTEGER NOT NULL, " +
        "stopped_at_ms INTEGER, progress TEXT NOT NULL, PRIMARY KEY (id)) STRICT",
        "CREATE UNIQUE INDEX sfn_map_run_sfn_map_run_arn ON sfn_map_run (arn)",
        "CREATE INDEX sfn_map_run_sfn_map_run_execution ON sfn_map_run (execution_id, id)",
        "CREATE INDEX sfn_map_run_sfn_map_run_status ON sfn_map_run (status, id)",
        "CREATE TABLE sfn_map_run_plan (map_run_id INTEGER NOT NULL, plan BLOB NOT NULL, PRIMARY KEY (map_run_id)) STRICT",
        "CREATE TABLE sfn_map_child (map_run_id INTEGER NOT NULL, number INTEGER NOT NULL, execution_arn TEXT NOT NULL, " +
        "item_count INTEGER NOT NULL, status INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (map_run_id, number)) STRICT, WITHOUT ROWID",
    ]);

    private static readonly Migration ExpressAndRedrives = new(5,
    [
        "CREATE TABLE sfn_express (arn TEXT NOT NULL, id INTEGER NOT NULL, state_machine_arn TEXT NOT NULL, revision_id INTEGER NOT NULL, " +
        "started_at_ms INTEGER NOT NULL, input BLOB NOT NULL, trace_header TEXT, PRIMARY KEY (arn)) STRICT, WITHOUT ROWID",
        "CREATE TABLE sfn_redrive (execution_id INTEGER NOT NULL, count INTEGER NOT NULL, redriven_at_ms INTEGER NOT NULL, " +
        "client_token TEXT, PRIMARY KEY (execution_id)) STRICT",
    ]);

    private static readonly Migration Retention = new(
        6,
        ["CREATE INDEX sfn_execution_sfn_execution_end ON sfn_execution (stopped_at_ms, id) WHERE stopped_at_ms IS NOT NULL"],
        ["CREATE INDEX sfn_execution_sfn_execution_end ON sfn_execution (stopped_at_ms NULLS FIRST, id) WHERE stopped_at_ms IS NOT NULL"]);

    /// <remarks>What runs and what is registered has to be counted once; from then on the counts follow.</remarks>
    private static readonly Migration Counts = new(
        7,
        [
            "CREATE TABLE tallies (partition_number INTEGER NOT NULL, name TEXT NOT NULL, value INTEGER NOT NULL, " +
            "PRIMARY KEY (partition_number, name)) STRICT, WITHOUT ROWID",
            "INSERT INTO tallies SELECT (id >> 14) & 255, 'sfn open executions ' || substr(arn, 16, instr(arn, ':execution:') - 16), count(*) " +
            "FROM sfn_execution WHERE status = 1 GROUP BY 1, 2",
            "INSERT INTO tallies SELECT (id >> 14) & 255, 'sfn state machines ' || scope, count(*) FROM sfn_state_machine GROUP BY 1, 2",
            "INSERT INTO tallies SELECT (id >> 14) & 255, 'sfn activities ' || scope, count(*) FROM sfn_activity GROUP BY 1, 2",
            "CREATE TABLE sfn_last_turn (partition_number INTEGER NOT NULL, scope TEXT NOT NULL, due_ticks INTEGER NOT NULL, " +
            "PRIMARY KEY (partition_number, scope)) STRICT, WITHOUT ROWID",
        ],
        [
            "CREATE TABLE tallies (partition_number bigint NOT NULL, name bytea NOT NULL, value bigint NOT NULL, " +
            "PRIMARY KEY (partition_number, name))",
            "INSERT INTO tallies SELECT (id >> 14) & 255, 'sfn open executions '::bytea || " +
            "substring(arn FROM 16 FOR position(':execution:'::bytea IN arn) - 16), count(*) FROM sfn_execution WHERE status = 1 GROUP BY 1, 2",
            "INSERT INTO tallies SELECT (id >> 14) & 255, 'sfn state machines '::bytea || scope, count(*) FROM sfn_state_machine GROUP BY 1, 2",
            "INSERT INTO tallies SELECT (id >> 14) & 255, 'sfn activities '::bytea || scope, count(*) FROM sfn_activity GROUP BY 1, 2",
            "CREATE TABLE sfn_last_turn (partition_number bigint NOT NULL, scope bytea NOT NULL, due_ticks bigint NOT NULL, " +
            "PRIMARY KEY (partition_number, scope))",
        ]);

    private static readonly Migration CloudWatch = new(
        8,
        [
            "CREATE TABLE cw_metric (id INTEGER NOT NULL, shard TEXT NOT NULL, scope TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, " +
            "dimensions TEXT NOT NULL, last_put_ms INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
            "CREATE UNIQUE INDEX cw_metric_cw_metric_identity ON cw_metric (scope, namespace, name, dimensions)",
            "CREATE INDEX cw_metric_cw_metric_shard ON cw_metric (shard, id)",
            "CREATE TABLE cw_datapoint (metric_id INTEGER NOT NULL, resolution INTEGER NOT NULL, begins_at INTEGER NOT NULL, " +
            "unit INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (metric_id, resolution, begins_at, unit)) STRICT, WITHOUT ROWID",
            "CREATE TABLE cw_alarm (id INTEGER NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, configuration BLOB NOT NULL, metric TEXT, " +
            "state TEXT NOT NULL, reason TEXT NOT NULL, reason_data TEXT, state_updated_ms INTEGER NOT NULL, " +
            "state_transitioned_ms INTEGER NOT NULL, configured_ms INTEGER NOT NULL, PRIMARY KEY (id)) STRICT",
            "CREATE UNIQUE INDEX cw_alarm_cw_alarm_name ON cw_alarm (scope, name)",
            "CREATE INDEX cw_alarm_cw_alarm_metric ON cw_alarm (scope, metric, name) WHERE metric IS NOT NULL",
            "CREATE TABLE cw_alarm_history (row_id INTEGER PRIMARY KEY, scope TEXT NOT NULL, alarm_name TEXT NOT NULL, at_ms INTEGER NOT NULL, " +
            "id INTEGER NOT NULL, type TEXT NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL) STRICT",
            "CREATE UNIQUE INDEX cw_alarm_history_key ON cw_alarm_history (scope, alarm_name, at_ms, id)",
            "CREATE INDEX cw_alarm_history_cw_alarm_history_time ON cw_alarm_history (scope, at_ms, id)",
            "CREATE TABLE cw_tag (resource_arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (resource_arn, key)) " +
            "STRICT, WITHOUT ROWID",
        ],
        [
            "CREATE TABLE cw_metric (id bigint NOT NULL, shard bytea NOT NULL, scope bytea NOT NULL, namespace bytea NOT NULL, name bytea NOT NULL, " +
            "dimensions bytea NOT NULL, last_put_ms bigint NOT NULL, PRIMARY KEY (id))",
            "CREATE UNIQUE INDEX cw_metric_cw_metric_identity ON cw_metric (scope, namespace, name, dimensions)",
            "CREATE INDEX cw_metric_cw_metric_shard ON cw_metric (shard, id)",
            "CREATE TABLE cw_datapoint (metric_id bigint NOT NULL, resolution bigint NOT NULL, begins_at bigint NOT NULL, " +
            "unit bigint NOT NULL, value bytea NOT NULL, PRIMARY KEY (metric_id, resolution, begins_at, unit))",
            "CREATE TABLE cw_alarm (id bigint NOT NULL, scope bytea NOT NULL, name bytea NOT NULL, configuration bytea NOT NULL, metric bytea, " +
            "state bytea NOT NULL, reason bytea NOT NULL, reason_data bytea, state_updated_ms bigint NOT NULL, " +
            "state_transitioned_ms bigint NOT NULL, configured_ms bigint NOT NULL, PRIMARY KEY (id))",
            "CREATE UNIQUE INDEX cw_alarm_cw_alarm_name ON cw_alarm (scope, name)",
            "CREATE INDEX cw_alarm_cw_alarm_metric ON cw_alarm (scope, metric NULLS FIRST, name, id) WHERE metric IS NOT NULL",
            "CREATE TABLE cw_alarm_history (row_id bigint GENERATED ALWAYS AS IDENTITY, scope bytea NOT NULL, alarm_name bytea NOT NULL, " +
            "at_ms bigint NOT NULL, id bigint NOT NULL, type bytea NOT NULL, summary bytea NOT NULL, data bytea NOT NULL)",
            "CREATE UNIQUE INDEX cw_alarm_history_key ON cw_alarm_history (scope, alarm_name, at_ms, id)",
            "CREATE INDEX cw_alarm_history_cw_alarm_history_time ON cw_alarm_history (scope, at_ms, id, row_id)",
            "CREATE TABLE cw_tag (resource_arn bytea NOT NULL, key bytea NOT NULL, value bytea NOT NULL, PRIMARY KEY (resource_arn, key))",
        ]);

    private static readonly Migration Lambda = new(
        9,
        [
            "CREATE TABLE lambda_function (id INTEGER NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, " +
            "last_version INTEGER NOT NULL, reserved INTEGER, code_signing TEXT, recursive_loop TEXT NOT NULL, " +
            "tags BLOB NOT NULL, PRIMARY KEY (id)) STRICT",
            "CREATE UNIQUE INDEX lambda_function_lambda_function_name ON lambda_function (scope, name)",
            "CREATE INDEX lambda_function_lambda_function_signing ON lambda_function (code_signing, " +
            "name) WHERE code_signing IS NOT NULL",
            "CREATE TABLE lambda_version (row_id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL, number INTEGER NOT NULL, " +
            "configuration BLOB NOT NULL, code TEXT NOT NULL, unzipped_bytes INTEGER NOT NULL, layer_codes TEXT NOT NULL) STRICT",
            "CREATE UNIQUE INDEX lambda_version_key ON lambda_version (function_id, number)",
            "CREATE TABLE lambda_setting (row_id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL, kind TEXT NOT NULL, " +
            "name TEXT NOT NULL, value BLOB NOT NULL, url_id TEXT) STRICT",
            "CREATE UNIQUE INDEX lambda_setting_key ON lambda_setting (function_id, kind, name)",
            "CREATE UNIQUE INDEX lambda_setting_lambda_setting_url ON lambda_setting (url_id) WHERE url_id IS NOT NULL",
            "CREATE TABLE lambda_code_use (code TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (code, owner)) STRICT, " +
            "WITHOUT ROWID",
            "CREATE TABLE lambda_layer (scope TEXT NOT NULL, name TEXT NOT NULL, last_version INTEGER NOT NULL, " +
            "PRIMARY KEY (scope, name)) STRICT, WITHOUT ROWID",
            "CREATE TABLE lambda_layer_version (row_id INTEGER PRIMARY KEY, scope TEXT NOT NULL, name TEXT NOT NULL, " +
            "number INTEGER NOT NULL, value BLOB NOT NULL, code TEXT NOT NULL, unzipped_bytes INTEGER NOT NULL, policy BLOB) STRICT",
            "CREATE UNIQUE INDEX lambda_layer_version_key ON lambda_layer_version (scope, name, number)",
            "CREATE TABLE lambda_code_signing (row_id INTEGER PRIMARY KEY, scope TEXT NOT NULL, id TEXT NOT NULL, " +
            "value BLOB NOT NULL) STRICT",
            "CREATE UNIQUE INDEX lambda_code_signing_key ON lambda_code_signing (scope, id)",
            "CREATE TABLE lambda_queue (id INTEGER NOT NULL, function_arn TEXT NOT NULL, PRIMARY KEY (id)) STRICT",
            "CREATE UNIQUE INDEX lambda_queue_lambda_queue_function ON lambda_queue (function_arn)",
            "CREATE TABLE lambda_event (id INTEGER NOT NULL, queue_id INTEGER NOT NULL, due_at_ms INTEGER NOT NULL, " +
            "received_at_ms INTEGER NOT NULL, invocations INTEGER NOT NULL, errors INTEGER NOT NULL, request_id TEXT NOT NULL, " +
            "qualifier TEXT, payload BLOB NOT NULL, client_context TEXT, trace_header TEXT, PRIMARY KEY (id)) STRICT",
            "CREATE INDEX lambda_event_lambda_event_due ON lambda_event (queue_id, due_at_ms, id)",
        ],
        [
            "CREATE TABLE lambda_function (id bigint NOT NULL, scope bytea NOT NULL, name bytea NOT NULL, " +
            "last_version bigint NOT NULL, reserved bigint, code_signing bytea, recursive_loop bytea NOT NULL, " +
            "tags bytea NOT NULL, PRIMARY KEY (id))",
            "CREATE UNIQUE INDEX lambda_function_lambda_function_name ON lambda_function (scope, name)",
            "CREATE INDEX lambda_function_lambda_function_signing ON lambda_function (code_signing NULLS FIRST, name, " +
            "id) WHERE code_signing IS NOT NULL",
            "CREATE TABLE lambda_version (row_id bigint GENERATED ALWAYS AS IDENTITY, function_id bigint NOT NULL, " +
            "number bigint NOT NULL, configuration bytea NOT NULL, code bytea NOT NULL, unzipped_bytes bigint NOT NULL, " +
            "layer_codes bytea NOT NULL)",
            "CREATE UNIQUE INDEX lambda_version_key ON lambda_version (function_id, number)",
            "CREATE TABLE lambda_setting (row_id bigint GENERATED ALWAYS AS IDENTITY, function_id bigint NOT NULL, " +
            "kind bytea NOT NULL, name bytea NOT NULL, value bytea NOT NULL, url_id bytea)",
            "CREATE UNIQUE INDEX lambda_setting_key ON lambda_setting (function_id, kind, name)",
            "CREATE UNIQUE INDEX lambda_setting_lambda_setting_url ON lambda_setting (url_id NULLS FIRST) WHERE url_id IS NOT NULL",
            "CREATE TABLE lambda_code_use (code bytea NOT NULL, owner bytea NOT NULL, PRIMARY KEY (code, owner))",
            "CREATE TABLE lambda_layer (scope bytea NOT NULL, name bytea NOT NULL, last_version bigint NOT NULL, " +
            "PRIMARY KEY (scope, name))",
            "CREATE TABLE lambda_layer_version (row_id bigint GENERATED ALWAYS AS IDENTITY, scope bytea NOT NULL, " +
            "name bytea NOT NULL, number bigint NOT NULL, value bytea NOT NULL, code bytea NOT NULL, " +
            "unzipped_bytes bigint NOT NULL, policy bytea)",
            "CREATE UNIQUE INDEX lambda_layer_version_key ON lambda_layer_version (scope, name, number)",
            "CREATE TABLE lambda_code_signing (row_id bigint GENERATED ALWAYS AS IDENTITY, scope bytea NOT NULL, " +
            "id bytea NOT NULL, value bytea NOT NULL)",
            "CREATE UNIQUE INDEX lambda_code_signing_key ON lambda_code_signing (scope, id)",
            "CREATE TABLE lambda_queue (id bigint NOT NULL, function_arn bytea NOT NULL, PRIMARY KEY (id))",
            "CREATE UNIQUE INDEX lambda_queue_lambda_queue_function ON lambda_queue (function_arn)",
            "CREATE TABLE lambda_event (id bigint NOT NULL, queue_id bigint NOT NULL, due_at_ms bigint NOT NULL, " +
            "received_at_ms bigint NOT NULL, invocations bigint NOT NULL, errors bigint NOT NULL, request_id bytea NOT NULL, " +
            "qualifier bytea, payload bytea NOT NULL, client_context bytea, trace_header bytea, PRIMARY KEY (id))",
            "CREATE INDEX lambda_event_lambda_event_due ON lambda_event (queue_id, due_at_ms, id)",
        ]);

    private static readonly Migration TemporaryKeys = new(
        10,
        ["CREATE TABLE sts_key (name TEXT NOT NULL, secret BLOB NOT NULL, PRIMARY KEY (name)) STRICT, WITHOUT ROWID"],
        ["CREATE TABLE sts_key (name bytea NOT NULL, secret bytea NOT NULL, PRIMARY KEY (name))"]);

    private static readonly Migration ProvisionedConcurrency = new(
        11,
        ["CREATE INDEX lambda_setting_lambda_setting_kind ON lambda_setting (kind)"],
        ["CREATE INDEX lambda_setting_lambda_setting_kind ON lambda_setting (kind, row_id)"]);

    /// <remarks>As <see cref="Counts"/> has them by account; an execution's ARN tells its state machine.</remarks>
    private static readonly Migration CountsByStateMachine = new(
        12,
        [
            "INSERT INTO tallies SELECT partition_number, 'sfn open executions ' || scope || ':' || substr(names, 1, instr(names, ':') - 1), count(*) " +
            "FROM (SELECT (id >> 14) & 255 AS partition_number, substr(arn, 16, instr(arn, ':execution:') - 16) AS scope, " +
            "substr(arn, instr(arn, ':execution:') + 11) AS names FROM sfn_execution WHERE status = 1) GROUP BY 1, 2",
        ],
        [
            "INSERT INTO tallies SELECT partition_number, 'sfn open executions '::bytea || scope || ':'::bytea || " +
            "substring(names FROM 1 FOR position(':'::bytea IN names) - 1), count(*) " +
            "FROM (SELECT (id >> 14) & 255 AS partition_number, substring(arn FROM 16 FOR position(':execution:'::bytea IN arn) - 16) AS scope, " +
            "substring(arn FROM position(':execution:'::bytea IN arn) + 11) AS names FROM sfn_execution WHERE status = 1) AS open GROUP BY 1, 2",
        ]);

    public static ImmutableArray<Migration> All { get; } =
    [
        VersionsAndAliases, Logs, MapRuns, ExpressAndRedrives, Retention, Counts, CloudWatch, Lambda, TemporaryKeys, ProvisionedConcurrency,
        CountsByStateMachine,
    ];
}
