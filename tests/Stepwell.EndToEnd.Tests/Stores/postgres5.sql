-- PostgreSQL at schema version 5, the first, as pg_dump showed it after two state machines, an activity and three executions.
CREATE FUNCTION public.store_admit(partitions bigint[], epochs bigint[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE former bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(1937007984, number::integer) FROM unnest(partitions) AS number ORDER BY number;
  SELECT owned.partition INTO former FROM unnest(partitions, epochs) AS owned(partition, epoch)
    LEFT JOIN store_partition AS known USING (partition) WHERE known.epoch IS DISTINCT FROM owned.epoch LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'SW001', MESSAGE = former;
  END IF;
END $$;
CREATE TABLE public.inbox (
    receiver bigint NOT NULL,
    sender bigint NOT NULL,
    sequence bigint NOT NULL
);
CREATE TABLE public.logs_event (
    row_id bigint NOT NULL,
    stream_id bigint NOT NULL,
    group_id bigint NOT NULL,
    timestamp_ms bigint NOT NULL,
    sequence bigint NOT NULL,
    ingested_at_ms bigint NOT NULL,
    message bytea NOT NULL
);
ALTER TABLE public.logs_event ALTER COLUMN row_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.logs_event_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.logs_group (
    id bigint NOT NULL,
    scope bytea NOT NULL,
    name bytea NOT NULL,
    class bytea NOT NULL,
    kms_key_id bytea,
    retention_days bigint,
    created_at_ms bigint NOT NULL,
    is_protected bigint NOT NULL
);
CREATE TABLE public.logs_stream (
    id bigint NOT NULL,
    group_id bigint NOT NULL,
    name bytea NOT NULL,
    created_at_ms bigint NOT NULL,
    last_event_at_ms bigint NOT NULL,
    last_ingested_at_ms bigint,
    next_sequence bigint NOT NULL
);
CREATE TABLE public.logs_tag (
    resource_arn bytea NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL
);
CREATE TABLE public.outbox (
    row_id bigint NOT NULL,
    sender bigint NOT NULL,
    receiver bigint NOT NULL,
    sequence bigint NOT NULL,
    kind bytea NOT NULL,
    id bigint NOT NULL,
    entity_key bytea NOT NULL,
    message bytea NOT NULL
);
ALTER TABLE public.outbox ALTER COLUMN row_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.outbox_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.partitions (
    partition_number bigint NOT NULL,
    ids_reserved_until bigint NOT NULL
);
CREATE TABLE public.sfn_activity (
    id bigint NOT NULL,
    arn bytea NOT NULL,
    scope bytea NOT NULL,
    name bytea NOT NULL,
    created_at_ms bigint NOT NULL
);
CREATE TABLE public.sfn_alias (
    state_machine_id bigint NOT NULL,
    name bytea NOT NULL,
    description bytea,
    first_version bigint NOT NULL,
    first_weight bigint NOT NULL,
    second_version bigint,
    second_weight bigint,
    created_at_ms bigint NOT NULL,
    updated_at_ms bigint NOT NULL
);
CREATE TABLE public.sfn_execution (
    id bigint NOT NULL,
    arn bytea NOT NULL,
    state_machine_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    status bigint NOT NULL,
    started_at_ms bigint NOT NULL,
    stopped_at_ms bigint,
    trace_header bytea,
    started_by bytea,
    is_awaited bigint NOT NULL,
    version bigint,
    alias bytea
);
CREATE TABLE public.sfn_express (
    arn bytea NOT NULL,
    id bigint NOT NULL,
    state_machine_arn bytea NOT NULL,
    revision_id bigint NOT NULL,
    started_at_ms bigint NOT NULL,
    input bytea NOT NULL,
    trace_header bytea
);
CREATE TABLE public.sfn_journal (
    row_id bigint NOT NULL,
    execution_id bigint NOT NULL,
    sequence bigint NOT NULL,
    events bytea NOT NULL
);
ALTER TABLE public.sfn_journal ALTER COLUMN row_id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sfn_journal_row_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.sfn_map_child (
    map_run_id bigint NOT NULL,
    number bigint NOT NULL,
    execution_arn bytea NOT NULL,
    item_count bigint NOT NULL,
    status bigint NOT NULL,
    value bytea NOT NULL
);
CREATE TABLE public.sfn_map_run (
    id bigint NOT NULL,
    arn bytea NOT NULL,
    execution_arn bytea NOT NULL,
    execution_id bigint NOT NULL,
    frame_id bigint NOT NULL,
    revision_id bigint NOT NULL,
    status bigint NOT NULL,
    started_at_ms bigint NOT NULL,
    stopped_at_ms bigint,
    progress bytea NOT NULL
);
CREATE TABLE public.sfn_map_run_plan (
    map_run_id bigint NOT NULL,
    plan bytea NOT NULL
);
CREATE TABLE public.sfn_redrive (
    execution_id bigint NOT NULL,
    count bigint NOT NULL,
    redriven_at_ms bigint NOT NULL,
    client_token bytea
);
CREATE TABLE public.sfn_revision (
    id bigint NOT NULL,
    state_machine_id bigint NOT NULL,
    revision_id bytea NOT NULL,
    definition bytea NOT NULL,
    role_arn bytea NOT NULL,
    configuration bytea NOT NULL,
    created_at_ms bigint NOT NULL
);
CREATE TABLE public.sfn_state_machine (
    id bigint NOT NULL,
    arn bytea NOT NULL,
    scope bytea NOT NULL,
    name bytea NOT NULL,
    type bytea NOT NULL,
    status bytea NOT NULL,
    created_at_ms bigint NOT NULL,
    current_revision_id bigint NOT NULL,
    last_version bigint NOT NULL,
    initial_version bytea
);
CREATE TABLE public.sfn_tag (
    resource_arn bytea NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL
);
CREATE TABLE public.sfn_task (
    queue bytea NOT NULL,
    scheduled_at_ms bigint NOT NULL,
    execution_id bigint NOT NULL,
    task_id bigint NOT NULL,
    execution_arn bytea NOT NULL,
    frame_id bigint NOT NULL
);
CREATE TABLE public.sfn_version (
    state_machine_id bigint NOT NULL,
    number bigint NOT NULL,
    revision_key bigint NOT NULL,
    description bytea,
    created_at_ms bigint NOT NULL
);
CREATE TABLE public.store_partition (
    partition bigint NOT NULL,
    epoch bigint NOT NULL
);
CREATE TABLE public.store_properties (
    name text NOT NULL,
    value bigint NOT NULL
);
CREATE TABLE public.wakeups (
    kind bytea NOT NULL,
    id bigint NOT NULL,
    entity_key bytea NOT NULL,
    partition_number bigint NOT NULL,
    due_ticks bigint NOT NULL
);
INSERT INTO public.partitions VALUES (2, 217795975220);
INSERT INTO public.partitions VALUES (1, 217795975453);
INSERT INTO public.partitions VALUES (0, 217795975528);
INSERT INTO public.sfn_activity VALUES (913502525854875648, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a61637469766974793a776f726b', '\x75732d656173742d313a303030303030303030303030', '\x776f726b', 1795632774220);
INSERT INTO public.sfn_execution VALUES (913502527146688512, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f6c643a636c6f736564', 913502526832132096, 913502526832132097, 2, 1795632774528, 1795632774528, NULL, NULL, 0, NULL, NULL);
INSERT INTO public.sfn_execution VALUES (913502527478038528, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f70656e3a77616974696e67', 913502526983127040, 913502526983127041, 1, 1795632774607, NULL, NULL, NULL, 0, NULL, NULL);
INSERT INTO public.sfn_execution VALUES (913502527645843456, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f70656e3a73746f70706564', 913502526983127040, 913502526983127041, 5, 1795632774647, 1795632774663, NULL, NULL, 0, NULL, NULL);
INSERT INTO public.sfn_journal OVERRIDING SYSTEM VALUE VALUES (1, 913502527146688512, 1, '\x0100d86f50254bdf0801010100013a61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f6c643a636c6f736564013661726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a73746174654d616368696e653a6f6c6401036f6c64012361726e3a6177733a69616d3a3a3030303030303030303030303a726f6c652f7465737401087b22c3a9223a317d00000000000000000a010000010150020b0102000601247b22c3a9223a312c226164646564223a7b2266726f6d223a22736368656d612035227d7d0002010303');
INSERT INTO public.sfn_journal OVERRIDING SYSTEM VALUE VALUES (2, 913502527478038528, 1, '\x01f0e57b50254bdf0801010100013c61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f70656e3a77616974696e67013761726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a73746174654d616368696e653a6f70656e01046f70656e012361726e3a6177733a69616d3a3a3030303030303030303030303a726f6c652f7465737401077b226e223a327d00000000000000000a01000101015402140102010100013361726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a61637469766974793a776f726b08010975732d656173742d3102016b686275647330527048694f304a4c644878444742495445764d793968636d34365958647a4f6e4e305958526c637a70316379316c59584e304c5445364d4441774d4441774d4441774d4441774f6d56345a574e3164476c76626a7076634756754f6e646861585270626d63000000');
INSERT INTO public.sfn_journal OVERRIDING SYSTEM VALUE VALUES (3, 913502527645843456, 1, '\x0170008250254bdf0801010100013c61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f70656e3a73746f70706564013761726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a73746174654d616368696e653a6f70656e01046f70656e012361726e3a6177733a69616d3a3a3030303030303030303030303a726f6c652f7465737401027b7d00000000000000000a01000101015402140102010100013361726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a61637469766974793a776f726b08010975732d656173742d3102016b475f37657047496f59356d73435f6e7952643052425445764d793968636d34365958647a4f6e4e305958526c637a70316379316c59584e304c5445364d4441774d4441774d4441774d4441774f6d56345a574e3164476c76626a7076634756754f6e4e30623342775a5751000000');
INSERT INTO public.sfn_journal OVERRIDING SYSTEM VALUE VALUES (4, 913502527645843456, 2, '\x0170718450254bdf08040401030106456e6f75676800');
INSERT INTO public.sfn_revision VALUES (913502526832132097, 913502526832132096, '\x', '\x7b2253746172744174223a2250222c22537461746573223a7b2250223a7b2254797065223a2250617373222c22526573756c74223a7b2266726f6d223a22736368656d612035227d2c22526573756c7450617468223a22242e6164646564222c22456e64223a747275657d7d7d', '\x61726e3a6177733a69616d3a3a3030303030303030303030303a726f6c652f74657374', '\x7b226c6576656c223a224f4646222c22696e636c756465457865637574696f6e44617461223a66616c73652c2274726163696e67223a66616c73652c22656e6372797074696f6e223a7b2274797065223a224157535f4f574e45445f4b4559227d7d', 1795632774453);
INSERT INTO public.sfn_revision VALUES (913502526983127041, 913502526983127040, '\x', '\x7b2253746172744174223a2254222c22537461746573223a7b2254223a7b2254797065223a225461736b222c225265736f75726365223a2261726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a61637469766974793a776f726b222c22456e64223a747275657d7d7d', '\x61726e3a6177733a69616d3a3a3030303030303030303030303a726f6c652f74657374', '\x7b226c6576656c223a224f4646222c22696e636c756465457865637574696f6e44617461223a66616c73652c2274726163696e67223a66616c73652c22656e6372797074696f6e223a7b2274797065223a224157535f4f574e45445f4b4559227d7d', 1795632774489);
INSERT INTO public.sfn_state_machine VALUES (913502526832132096, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a73746174654d616368696e653a6f6c64', '\x75732d656173742d313a303030303030303030303030', '\x6f6c64', '\x5354414e44415244', '\x414354495645', 1795632774453, 913502526832132097, 0, NULL);
INSERT INTO public.sfn_state_machine VALUES (913502526983127040, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a73746174654d616368696e653a6f70656e', '\x75732d656173742d313a303030303030303030303030', '\x6f70656e', '\x5354414e44415244', '\x414354495645', 1795632774489, 913502526983127041, 0, NULL);
INSERT INTO public.sfn_task VALUES ('\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a61637469766974793a776f726b', 1795632774607, 913502527478038528, 3, '\x61726e3a6177733a7374617465733a75732d656173742d313a3030303030303030303030303a657865637574696f6e3a6f70656e3a77616974696e67', 1);
INSERT INTO public.store_partition VALUES (2, 1);
INSERT INTO public.store_partition VALUES (1, 1);
INSERT INTO public.store_partition VALUES (0, 1);
INSERT INTO public.store_partition VALUES (3, 1);
INSERT INTO public.store_properties VALUES ('schema_version', 5);
INSERT INTO public.store_properties VALUES ('partition_count', 4);
INSERT INTO public.store_properties VALUES ('generation', 1);
SELECT pg_catalog.setval('public.logs_event_row_id_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_row_id_seq', 1, false);
SELECT pg_catalog.setval('public.sfn_journal_row_id_seq', 4, true);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (receiver, sender);
ALTER TABLE ONLY public.logs_group
    ADD CONSTRAINT logs_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.logs_stream
    ADD CONSTRAINT logs_stream_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.logs_tag
    ADD CONSTRAINT logs_tag_pkey PRIMARY KEY (resource_arn, key);
ALTER TABLE ONLY public.partitions
    ADD CONSTRAINT partitions_pkey PRIMARY KEY (partition_number);
ALTER TABLE ONLY public.sfn_activity
    ADD CONSTRAINT sfn_activity_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sfn_alias
    ADD CONSTRAINT sfn_alias_pkey PRIMARY KEY (state_machine_id, name);
ALTER TABLE ONLY public.sfn_execution
    ADD CONSTRAINT sfn_execution_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sfn_express
    ADD CONSTRAINT sfn_express_pkey PRIMARY KEY (arn);
ALTER TABLE ONLY public.sfn_map_child
    ADD CONSTRAINT sfn_map_child_pkey PRIMARY KEY (map_run_id, number);
ALTER TABLE ONLY public.sfn_map_run
    ADD CONSTRAINT sfn_map_run_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sfn_map_run_plan
    ADD CONSTRAINT sfn_map_run_plan_pkey PRIMARY KEY (map_run_id);
ALTER TABLE ONLY public.sfn_redrive
    ADD CONSTRAINT sfn_redrive_pkey PRIMARY KEY (execution_id);
ALTER TABLE ONLY public.sfn_revision
    ADD CONSTRAINT sfn_revision_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sfn_state_machine
    ADD CONSTRAINT sfn_state_machine_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sfn_tag
    ADD CONSTRAINT sfn_tag_pkey PRIMARY KEY (resource_arn, key);
ALTER TABLE ONLY public.sfn_task
    ADD CONSTRAINT sfn_task_pkey PRIMARY KEY (queue, scheduled_at_ms, execution_id, task_id);
ALTER TABLE ONLY public.sfn_version
    ADD CONSTRAINT sfn_version_pkey PRIMARY KEY (state_machine_id, number);
ALTER TABLE ONLY public.store_partition
    ADD CONSTRAINT store_partition_pkey PRIMARY KEY (partition);
ALTER TABLE ONLY public.store_properties
    ADD CONSTRAINT store_properties_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.wakeups
    ADD CONSTRAINT wakeups_pkey PRIMARY KEY (kind, id, entity_key);
CREATE UNIQUE INDEX logs_event_key ON public.logs_event USING btree (stream_id, timestamp_ms, sequence);
CREATE INDEX logs_event_logs_event_group ON public.logs_event USING btree (group_id, timestamp_ms, stream_id, sequence, row_id);
CREATE UNIQUE INDEX logs_group_logs_group_name ON public.logs_group USING btree (scope, name);
CREATE INDEX logs_stream_logs_stream_last_event ON public.logs_stream USING btree (group_id, last_event_at_ms, name, id);
CREATE UNIQUE INDEX logs_stream_logs_stream_name ON public.logs_stream USING btree (group_id, name);
CREATE UNIQUE INDEX outbox_key ON public.outbox USING btree (sender, receiver, sequence);
CREATE UNIQUE INDEX sfn_activity_sfn_activity_arn ON public.sfn_activity USING btree (arn);
CREATE UNIQUE INDEX sfn_activity_sfn_activity_name ON public.sfn_activity USING btree (scope, name);
CREATE INDEX sfn_execution_sfn_execution_alias ON public.sfn_execution USING btree (state_machine_id, alias NULLS FIRST, status, id) WHERE (alias IS NOT NULL);
CREATE UNIQUE INDEX sfn_execution_sfn_execution_arn ON public.sfn_execution USING btree (arn);
CREATE INDEX sfn_execution_sfn_execution_status ON public.sfn_execution USING btree (state_machine_id, status, id);
CREATE INDEX sfn_execution_sfn_execution_version ON public.sfn_execution USING btree (state_machine_id, version NULLS FIRST, status, id) WHERE (version IS NOT NULL);
CREATE UNIQUE INDEX sfn_journal_key ON public.sfn_journal USING btree (execution_id, sequence);
CREATE UNIQUE INDEX sfn_map_run_sfn_map_run_arn ON public.sfn_map_run USING btree (arn);
CREATE INDEX sfn_map_run_sfn_map_run_execution ON public.sfn_map_run USING btree (execution_id, id);
CREATE INDEX sfn_map_run_sfn_map_run_status ON public.sfn_map_run USING btree (status, id);
CREATE UNIQUE INDEX sfn_state_machine_sfn_state_machine_arn ON public.sfn_state_machine USING btree (arn);
CREATE UNIQUE INDEX sfn_state_machine_sfn_state_machine_name ON public.sfn_state_machine USING btree (scope, name);
CREATE INDEX wakeups_by_due ON public.wakeups USING btree (partition_number, due_ticks, kind, id, entity_key);
