-- A store as the first release made it, with one state machine.
CREATE TABLE store_properties (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE partitions (partition_number INTEGER NOT NULL, ids_reserved_until INTEGER NOT NULL, PRIMARY KEY (partition_number)) STRICT;
CREATE TABLE wakeups (kind TEXT NOT NULL, id INTEGER NOT NULL, entity_key TEXT NOT NULL, partition_number INTEGER NOT NULL, due_ticks INTEGER NOT NULL, PRIMARY KEY (kind, id, entity_key)) STRICT, WITHOUT ROWID;
CREATE INDEX wakeups_by_due ON wakeups (partition_number, due_ticks);
CREATE TABLE outbox (row_id INTEGER PRIMARY KEY, sender INTEGER NOT NULL, receiver INTEGER NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL, id INTEGER NOT NULL, entity_key TEXT NOT NULL, message BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX outbox_key ON outbox (sender, receiver, sequence);
CREATE TABLE inbox (receiver INTEGER NOT NULL, sender INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (receiver, sender)) STRICT, WITHOUT ROWID;
CREATE TABLE sfn_state_machine (id INTEGER NOT NULL, arn TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, status TEXT NOT NULL, created_at_ms INTEGER NOT NULL, current_revision_id INTEGER NOT NULL, PRIMARY KEY (id)) STRICT;
CREATE UNIQUE INDEX sfn_state_machine_sfn_state_machine_arn ON sfn_state_machine (arn);
CREATE UNIQUE INDEX sfn_state_machine_sfn_state_machine_name ON sfn_state_machine (scope, name);
CREATE TABLE sfn_revision (id INTEGER NOT NULL, state_machine_id INTEGER NOT NULL, revision_id TEXT NOT NULL, definition TEXT NOT NULL, role_arn TEXT NOT NULL, configuration TEXT NOT NULL, created_at_ms INTEGER NOT NULL, PRIMARY KEY (id)) STRICT;
CREATE TABLE sfn_execution (id INTEGER NOT NULL, arn TEXT NOT NULL, state_machine_id INTEGER NOT NULL, revision_id INTEGER NOT NULL, status INTEGER NOT NULL, started_at_ms INTEGER NOT NULL, stopped_at_ms INTEGER, trace_header TEXT, started_by TEXT, is_awaited INTEGER NOT NULL, PRIMARY KEY (id)) STRICT;
CREATE UNIQUE INDEX sfn_execution_sfn_execution_arn ON sfn_execution (arn);
CREATE INDEX sfn_execution_sfn_execution_status ON sfn_execution (state_machine_id, status, id);
CREATE TABLE sfn_journal (row_id INTEGER PRIMARY KEY, execution_id INTEGER NOT NULL, sequence INTEGER NOT NULL, events BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX sfn_journal_key ON sfn_journal (execution_id, sequence);
CREATE TABLE sfn_task (queue TEXT NOT NULL, scheduled_at_ms INTEGER NOT NULL, execution_id INTEGER NOT NULL, task_id INTEGER NOT NULL, execution_arn TEXT NOT NULL, frame_id INTEGER NOT NULL, PRIMARY KEY (queue, scheduled_at_ms, execution_id, task_id)) STRICT, WITHOUT ROWID;
CREATE TABLE sfn_activity (id INTEGER NOT NULL, arn TEXT NOT NULL, scope TEXT NOT NULL, name TEXT NOT NULL, created_at_ms INTEGER NOT NULL, PRIMARY KEY (id)) STRICT;
CREATE UNIQUE INDEX sfn_activity_sfn_activity_arn ON sfn_activity (arn);
CREATE UNIQUE INDEX sfn_activity_sfn_activity_name ON sfn_activity (scope, name);
CREATE TABLE sfn_tag (resource_arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (resource_arn, key)) STRICT, WITHOUT ROWID;
INSERT INTO store_properties VALUES ('partition_count', 4), ('schema_version', 1);
INSERT INTO sfn_state_machine VALUES
  (1, 'arn:aws:states:us-east-1:000000000000:stateMachine:old', 'us-east-1:000000000000', 'old', 'STANDARD', 'ACTIVE', 1764000000000, 2);
INSERT INTO sfn_revision VALUES
  (2, 1, '', '{"StartAt":"S","States":{"S":{"Type":"Pass","End":true}}}', 'arn:aws:iam::000000000000:role/test',
   '{"level":"OFF","includeExecutionData":false,"tracing":false,"encryption":{"type":"AWS_OWNED_KEY"}}', 1764000000000);
