// Calls every operation that the unmodified AWS SDK has, with good and with bad input, and prints what came of it as one line of JSON.
// What is expected of each call stands beside it: an error by name and, where AWS's text is known, by message.
import * as sfn from '@aws-sdk/client-sfn';

const settings = {
  endpoint: process.argv[2],
  region: 'eu-central-1',
  credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
  maxAttempts: 1,
  disableHostPrefix: true,
};
const client = new sfn.SFNClient(settings);
const roleArn = 'arn:aws:iam::123456789012:role/test';
const prefix = 'arn:aws:states:eu-central-1:123456789012';
const machineOf = (name) => `${prefix}:stateMachine:${name}`;
const noMachine = machineOf('js-none');
const noExecution = `${prefix}:execution:js-none:none`;
const noActivity = `${prefix}:activity:js-none`;
const noMapRun = `${prefix}:mapRun:js-none/Map:2f4b2a1c-6f0e-4c0a-9d7b-0a1b2c3d4e5f`;

const pass = JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Pass', End: true } } });
const pause = JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Wait', Seconds: 300, End: true } } });
const fail = JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Fail', Error: 'E', Cause: 'C' } } });
const taskOf = (activityArn) =>
  JSON.stringify({ StartAt: 'S', States: { S: { Type: 'Task', Resource: activityArn, HeartbeatSeconds: 300, End: true } } });
const mapOver = (activityArn) => JSON.stringify({
  StartAt: 'Map',
  States: {
    Map: {
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'S',
        States: { S: { Type: 'Task', Resource: activityArn, End: true } },
      },
      End: true,
    },
  },
});

const call = (operation, input) => client.send(new sfn[`${operation}Command`](input));
let last = 0;
const unique = (what) => `js-${what}-${++last}`;
const machine = async (definition = pass, more = {}) =>
  (await call('CreateStateMachine', { name: unique('machine'), definition, roleArn, ...more })).stateMachineArn;
const activity = async () => (await call('CreateActivity', { name: unique('activity') })).activityArn;
const start = async (stateMachineArn) => (await call('StartExecution', { stateMachineArn })).executionArn;
const ended = async (executionArn) => {
  let execution;
  do {
    execution = await call('DescribeExecution', { executionArn });
  } while (execution.status === 'RUNNING');
  return execution;
};
const taken = async () => {
  const activityArn = await activity();
  const executionArn = await start(await machine(taskOf(activityArn)));
  const { taskToken } = await call('GetActivityTask', { activityArn, workerName: 'js' });
  return { executionArn, taskToken };
};
const alias = async () => {
  const stateMachineArn = await machine(pass, { publish: true });
  const routingConfiguration = [{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }];
  const { stateMachineAliasArn } = await call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
  return { stateMachineArn, stateMachineAliasArn, routingConfiguration };
};
const mapRun = async () => {
  const stateMachineArn = await machine(mapOver(await activity()));
  const { executionArn } = await call('StartExecution', { stateMachineArn, input: '[1,2,3]' });
  let runs;
  do {
    runs = (await call('ListMapRuns', { executionArn })).mapRuns;
  } while (runs.length === 0);
  return { executionArn, mapRunArn: runs[0].mapRunArn };
};

const check = (holds, what) => {
  if (!holds)
    throw new Error(`not so: ${what}`);
};
const bad = (input, name, message) => ({ input, name, message });
const invalidArn = (member, more = {}) => bad({ [member]: 'nonsense', ...more }, 'InvalidArn', "Invalid Arn: 'Invalid ARN prefix: nonsense'");
const noSuchMachine = (arn) => `State Machine Does Not Exist: '${arn}'`;
const noSuchExecution = `Execution Does Not Exist: '${noExecution}'`;
const tooMany = (value) =>
  `1 validation error detected: Value '${value}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`;
const invalidToken = (input = {}) => bad({ ...input, nextToken: 'nonsense' }, 'InvalidToken', "Invalid Token: 'Invalid token'");

const operations = {
  CreateActivity: {
    good: async () => {
      const name = unique('activity');
      const { activityArn } = await call('CreateActivity', { name, tags: [{ key: 'k', value: 'v' }] });
      check(activityArn === `${prefix}:activity:${name}`, activityArn);
    },
    bad: [bad({ name: 'a b' }, 'InvalidName', "Invalid Name: 'a b'"), bad({ name: '' }, 'ValidationException')],
  },
  CreateStateMachine: {
    good: async () => {
      const name = unique('machine');
      const created = await call('CreateStateMachine', { name, definition: pass, roleArn, publish: true, versionDescription: 'first' });
      check(created.stateMachineArn === machineOf(name), created.stateMachineArn);
      check(created.stateMachineVersionArn === `${machineOf(name)}:1`, created.stateMachineVersionArn);
      check(created.creationDate instanceof Date, 'creationDate is a date');
    },
    bad: [
      bad({ name: 'a#b', definition: pass, roleArn }, 'InvalidName', "Invalid Name: 'a#b'"),
      bad({ name: 'js-bad', definition: '{', roleArn }, 'InvalidDefinition'),
      bad({ name: 'js-bad', definition: pass, roleArn: 'nonsense' }, 'InvalidArn'),
      bad({ name: 'js-bad', definition: pass, roleArn, type: 'FAST' }, 'ValidationException'),
      bad(
        { name: 'js-bad', definition: pass, roleArn, versionDescription: 'v' },
        'ValidationException',
        'Version description can only be set when publish is true'),
      bad({ name: 'js-bad', definition: pass, roleArn, loggingConfiguration: { level: 'ALL' } }, 'InvalidLoggingConfiguration'),
    ],
  },
  CreateStateMachineAlias: {
    good: async () => {
      const { stateMachineArn, stateMachineAliasArn } = await alias();
      check(stateMachineAliasArn === `${stateMachineArn}:live`, stateMachineAliasArn);
    },
    bad: [
      bad({ name: '123', routingConfiguration: [{ stateMachineVersionArn: `${noMachine}:1`, weight: 100 }] }, 'ValidationException'),
      bad({ name: 'live', routingConfiguration: [] }, 'ValidationException'),
      bad(
        { name: 'live', routingConfiguration: [{ stateMachineVersionArn: `${noMachine}:1`, weight: 50 }] },
        'ValidationException',
        'Sum of routing configuration weights must equal 100. Received: [50]'),
      bad(
        {
          name: 'live',
          routingConfiguration: [
            { stateMachineVersionArn: `${noMachine}:1`, weight: 50 }, { stateMachineVersionArn: `${noMachine}:1`, weight: 50 },
          ],
        },
        'ValidationException',
        `Routing configuration must contain distinct state machine version ARNs. Received: [${noMachine}:1, ${noMachine}:1]`),
      bad({ name: 'live', routingConfiguration: [{ stateMachineVersionArn: `${noMachine}:1`, weight: 100 }] }, 'ResourceNotFound'),
    ],
  },
  DeleteActivity: {
    good: async () => {
      const activityArn = await activity();
      await call('DeleteActivity', { activityArn });
      await call('DeleteActivity', { activityArn });
    },
    bad: [invalidArn('activityArn')],
  },
  DeleteStateMachine: {
    good: async () => {
      const stateMachineArn = await machine();
      await call('DeleteStateMachine', { stateMachineArn });
      await call('DeleteStateMachine', { stateMachineArn });
    },
    bad: [invalidArn('stateMachineArn'), bad({ stateMachineArn: `${noMachine}:1` }, 'ValidationException')],
  },
  DeleteStateMachineAlias: {
    good: async () => {
      const { stateMachineArn, stateMachineAliasArn } = await alias();
      await call('DeleteStateMachineAlias', { stateMachineAliasArn });
      check((await call('ListStateMachineAliases', { stateMachineArn })).stateMachineAliases.length === 0, 'the alias is gone');
    },
    bad: [invalidArn('stateMachineAliasArn'), bad({ stateMachineAliasArn: `${noMachine}:1` }, 'InvalidArn')],
  },
  DeleteStateMachineVersion: {
    good: async () => {
      const stateMachineArn = await machine(pass, { publish: true });
      await call('DeleteStateMachineVersion', { stateMachineVersionArn: `${stateMachineArn}:1` });
      check((await call('ListStateMachineVersions', { stateMachineArn })).stateMachineVersions.length === 0, 'the version is gone');
    },
    bad: [
      invalidArn('stateMachineVersionArn'),
      bad(
        async () => ({ stateMachineVersionArn: `${(await alias()).stateMachineArn}:1` }),
        'ConflictException',
        'Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [live]'),
    ],
  },
  DescribeActivity: {
    good: async () => {
      const activityArn = await activity();
      check((await call('DescribeActivity', { activityArn })).activityArn === activityArn, activityArn);
    },
    bad: [
      invalidArn('activityArn'),
      bad({ activityArn: noActivity }, 'ActivityDoesNotExist', `Activity Does Not Exist: '${noActivity}'`),
    ],
  },
  DescribeExecution: {
    good: async () => {
      const { status, output, stopDate } = await ended(await start(await machine()));
      check(status === 'SUCCEEDED' && output === '{}' && stopDate instanceof Date, status);
    },
    bad: [invalidArn('executionArn'), bad({ executionArn: noExecution }, 'ExecutionDoesNotExist', noSuchExecution)],
  },
  DescribeMapRun: {
    good: async () => {
      const { executionArn, mapRunArn } = await mapRun();
      const described = await call('DescribeMapRun', { mapRunArn });
      check(described.executionArn === executionArn && described.status === 'RUNNING', described.status);
      check(described.itemCounts.total === 3, described.itemCounts.total);
      await call('StopExecution', { executionArn });
    },
    bad: [invalidArn('mapRunArn'), bad({ mapRunArn: noMapRun }, 'ResourceNotFound')],
  },
  DescribeStateMachine: {
    good: async () => {
      const stateMachineArn = await machine(pass, { publish: true });
      const described = await call('DescribeStateMachine', { stateMachineArn });
      check(described.definition === pass && described.status === 'ACTIVE' && described.type === 'STANDARD', described.status);
      const version = await call('DescribeStateMachine', { stateMachineArn: `${stateMachineArn}:1` });
      check(version.stateMachineArn === `${stateMachineArn}:1`, version.stateMachineArn);
    },
    bad: [
      invalidArn('stateMachineArn'),
      bad({ stateMachineArn: noMachine }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad({ stateMachineArn: noMachine, includedData: 'SOME' }, 'ValidationException'),
    ],
  },
  DescribeStateMachineAlias: {
    good: async () => {
      const { stateMachineAliasArn, routingConfiguration } = await alias();
      const described = await call('DescribeStateMachineAlias', { stateMachineAliasArn });
      check(JSON.stringify(described.routingConfiguration) === JSON.stringify(routingConfiguration), 'routes');
      check(described.name === 'live' && described.updateDate instanceof Date, described.name);
    },
    bad: [invalidArn('stateMachineAliasArn'), bad({ stateMachineAliasArn: `${noMachine}:live` }, 'ResourceNotFound')],
  },
  DescribeStateMachineForExecution: {
    good: async () => {
      const stateMachineArn = await machine();
      const executionArn = await start(stateMachineArn);
      await call('UpdateStateMachine', { stateMachineArn, definition: fail });
      const described = await call('DescribeStateMachineForExecution', { executionArn });
      check(described.definition === pass && described.stateMachineArn === stateMachineArn, described.definition);
    },
    bad: [invalidArn('executionArn'), bad({ executionArn: noExecution }, 'ExecutionDoesNotExist', noSuchExecution)],
  },
  GetActivityTask: {
    good: async () => check((await taken()).taskToken.length > 0, 'a token comes'),
    bad: [
      invalidArn('activityArn'),
      bad({ activityArn: noActivity }, 'ActivityDoesNotExist', `Activity Does Not Exist: '${noActivity}'`),
    ],
  },
  GetExecutionHistory: {
    good: async () => {
      const executionArn = await start(await machine());
      await ended(executionArn);
      const { events } = await call('GetExecutionHistory', { executionArn, reverseOrder: true });
      check(events[0].type === 'ExecutionSucceeded' && events.at(-1).id === 1, events[0].type);
    },
    bad: [
      invalidArn('executionArn'),
      bad({ executionArn: noExecution }, 'ExecutionDoesNotExist', noSuchExecution),
      bad({ executionArn: noExecution, maxResults: 1001 }, 'ValidationException', tooMany(1001)),
    ],
  },
  ListActivities: {
    good: async () => {
      await activity();
      check((await call('ListActivities', { maxResults: 1 })).activities.length === 1, 'one activity');
    },
    bad: [bad({ maxResults: 1001 }, 'ValidationException', tooMany(1001)), invalidToken()],
  },
  ListExecutions: {
    good: async () => {
      const { stateMachineAliasArn, stateMachineArn } = await alias();
      const executionArn = await start(stateMachineAliasArn);
      await start(stateMachineArn);
      const { executions } = await call('ListExecutions', { stateMachineArn: stateMachineAliasArn });
      check(executions.length === 1 && executions[0].executionArn === executionArn, executions.length);
      check(executions[0].stateMachineVersionArn === `${stateMachineArn}:1`, executions[0].stateMachineVersionArn);
    },
    bad: [
      bad({}, 'ValidationException'),
      invalidArn('stateMachineArn'),
      bad({ stateMachineArn: noMachine }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad({ stateMachineArn: noMachine, statusFilter: 'DONE' }, 'ValidationException'),
    ],
  },
  ListMapRuns: {
    good: async () => {
      const { executionArn, mapRunArn } = await mapRun();
      check(mapRunArn.startsWith(`${prefix}:mapRun:`), mapRunArn);
      await call('StopExecution', { executionArn });
    },
    bad: [invalidArn('executionArn'), bad({ executionArn: noExecution }, 'ExecutionDoesNotExist', noSuchExecution)],
  },
  ListStateMachineAliases: {
    good: async () => {
      const { stateMachineArn, stateMachineAliasArn } = await alias();
      const { stateMachineAliases } = await call('ListStateMachineAliases', { stateMachineArn });
      check(stateMachineAliases.length === 1 && stateMachineAliases[0].stateMachineAliasArn === stateMachineAliasArn, 'one alias');
    },
    bad: [
      invalidArn('stateMachineArn'),
      bad({ stateMachineArn: noMachine }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad({ stateMachineArn: noMachine, maxResults: 1001 }, 'ValidationException', tooMany(1001)),
      bad(async () => ({ stateMachineArn: await machine(), nextToken: 'nonsense' }), 'InvalidToken', "Invalid Token: 'Invalid token'"),
    ],
  },
  ListStateMachineVersions: {
    good: async () => {
      const stateMachineArn = await machine(pass, { publish: true });
      const { stateMachineVersions } = await call('ListStateMachineVersions', { stateMachineArn });
      check(stateMachineVersions.length === 1 && stateMachineVersions[0].creationDate instanceof Date, 'one version');
    },
    bad: [
      invalidArn('stateMachineArn'),
      bad(async () => ({ stateMachineArn: await machine(), nextToken: 'nonsense' }), 'InvalidToken', "Invalid Token: 'Invalid token'"),
    ],
  },
  ListStateMachines: {
    good: async () => {
      await machine();
      check((await call('ListStateMachines', { maxResults: 1 })).stateMachines.length === 1, 'one state machine');
    },
    bad: [bad({ maxResults: 1001 }, 'ValidationException', tooMany(1001)), invalidToken()],
  },
  ListTagsForResource: {
    good: async () => {
      const resourceArn = await machine(pass, { tags: [{ key: 'k', value: 'v' }] });
      const { tags } = await call('ListTagsForResource', { resourceArn });
      check(tags.length === 1 && tags[0].key === 'k' && tags[0].value === 'v', 'one tag');
    },
    bad: [
      invalidArn('resourceArn'),
      bad({ resourceArn: noMachine }, 'ResourceNotFound', `Resource not found: '${noMachine}'`),
    ],
  },
  PublishStateMachineVersion: {
    good: async () => {
      const stateMachineArn = await machine();
      const first = await call('PublishStateMachineVersion', { stateMachineArn, revisionId: 'INITIAL', description: 'first' });
      const again = await call('PublishStateMachineVersion', { stateMachineArn });
      check(first.stateMachineVersionArn === `${stateMachineArn}:1`, first.stateMachineVersionArn);
      check(again.stateMachineVersionArn === first.stateMachineVersionArn, again.stateMachineVersionArn);
    },
    bad: [
      invalidArn('stateMachineArn'),
      bad({ stateMachineArn: noMachine }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad(async () => ({ stateMachineArn: await machine(), revisionId: 'other' }), 'ConflictException'),
    ],
  },
  RedriveExecution: {
    good: async () => {
      const executionArn = await start(await machine(fail));
      await ended(executionArn);
      check((await call('RedriveExecution', { executionArn })).redriveDate instanceof Date, 'redriveDate is a date');
      check((await ended(executionArn)).redriveCount === 1, 'one redrive');
    },
    bad: [
      invalidArn('executionArn'),
      bad({ executionArn: noExecution }, 'ExecutionDoesNotExist', noSuchExecution),
      bad(
        async () => ({ executionArn: (await ended(await start(await machine()))).executionArn }), 'ExecutionNotRedrivable'),
    ],
  },
  SendTaskFailure: {
    good: async () => {
      const { executionArn, taskToken } = await taken();
      await call('SendTaskFailure', { taskToken, error: 'E', cause: 'C' });
      const { status, error, cause } = await ended(executionArn);
      check(status === 'FAILED' && error === 'E' && cause === 'C', status);
    },
    bad: [bad({ taskToken: 'nonsense' }, 'InvalidToken', "Invalid Token: 'Invalid token'"), bad({ taskToken: '' }, 'ValidationException')],
  },
  SendTaskHeartbeat: {
    good: async () => {
      const { executionArn, taskToken } = await taken();
      await call('SendTaskHeartbeat', { taskToken });
      await call('StopExecution', { executionArn });
    },
    bad: [bad({ taskToken: 'nonsense' }, 'InvalidToken', "Invalid Token: 'Invalid token'")],
  },
  SendTaskSuccess: {
    good: async () => {
      const { executionArn, taskToken } = await taken();
      await call('SendTaskSuccess', { taskToken, output: '{"a":1}' });
      check((await ended(executionArn)).output === '{"a":1}', 'output');
    },
    bad: [
      bad({ taskToken: 'nonsense', output: '{}' }, 'InvalidToken', "Invalid Token: 'Invalid token'"),
      bad(async () => ({ taskToken: (await taken()).taskToken, output: '{' }), 'InvalidOutput'),
    ],
  },
  StartExecution: {
    good: async () => {
      const stateMachineArn = await machine();
      const started = await call('StartExecution', { stateMachineArn, name: 'once', input: '{"a":1}' });
      check(started.executionArn === `${stateMachineArn.replace(':stateMachine:', ':execution:')}:once`, started.executionArn);
      check(started.startDate instanceof Date, 'startDate is a date');
    },
    bad: [
      invalidArn('stateMachineArn'),
      bad({ stateMachineArn: noMachine }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad({ stateMachineArn: `${noMachine}:1` }, 'StateMachineDoesNotExist', noSuchMachine(`${noMachine}:1`)),
      bad({ stateMachineArn: noMachine, name: 'a b' }, 'InvalidName', "Invalid Name: 'a b'"),
      bad(async () => ({ stateMachineArn: await machine(), input: '{' }), 'InvalidExecutionInput'),
    ],
  },
  StartSyncExecution: {
    good: async () => {
      const stateMachineArn = await machine(pass, { type: 'EXPRESS' });
      const done = await call('StartSyncExecution', { stateMachineArn, input: '{"a":1}' });
      check(done.status === 'SUCCEEDED' && done.output === '{"a":1}', done.status);
      check(done.billingDetails.billedDurationInMilliseconds > 0, 'it has a price');
    },
    bad: [
      invalidArn('stateMachineArn'),
      bad({ stateMachineArn: noMachine }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad(
        async () => ({ stateMachineArn: await machine() }),
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine'),
    ],
  },
  StopExecution: {
    good: async () => {
      const executionArn = await start(await machine(pause));
      check((await call('StopExecution', { executionArn, error: 'E', cause: 'C' })).stopDate instanceof Date, 'stopDate is a date');
      check((await ended(executionArn)).status === 'ABORTED', 'it is aborted');
    },
    bad: [invalidArn('executionArn'), bad({ executionArn: noExecution }, 'ExecutionDoesNotExist', noSuchExecution)],
  },
  TagResource: {
    good: async () => {
      const resourceArn = await activity();
      await call('TagResource', { resourceArn, tags: [{ key: 'k', value: 'v' }] });
      check((await call('ListTagsForResource', { resourceArn })).tags.length === 1, 'one tag');
    },
    bad: [
      invalidArn('resourceArn', { tags: [] }),
      bad({ resourceArn: noMachine, tags: [] }, 'ResourceNotFound', `Resource not found: '${noMachine}'`),
    ],
  },
  TestState: {
    good: async () => {
      const tested = await call('TestState', { definition: JSON.stringify({ Type: 'Pass', Next: 'Other' }), roleArn, input: '{"a":1}' });
      check(tested.status === 'SUCCEEDED' && tested.output === '{"a":1}' && tested.nextState === 'Other', tested.status);
    },
    bad: [bad({ definition: '{', roleArn }, 'InvalidDefinition')],
  },
  UntagResource: {
    good: async () => {
      const resourceArn = await machine(pass, { tags: [{ key: 'k', value: 'v' }] });
      await call('UntagResource', { resourceArn, tagKeys: ['k'] });
      check((await call('ListTagsForResource', { resourceArn })).tags.length === 0, 'no tag');
    },
    bad: [
      invalidArn('resourceArn', { tagKeys: [] }),
      bad({ resourceArn: noMachine, tagKeys: [] }, 'ResourceNotFound', `Resource not found: '${noMachine}'`),
    ],
  },
  UpdateMapRun: {
    good: async () => {
      const { executionArn, mapRunArn } = await mapRun();
      await call('UpdateMapRun', { mapRunArn, maxConcurrency: 2 });
      check((await call('DescribeMapRun', { mapRunArn })).maxConcurrency === 2, 'it has changed');
      await call('StopExecution', { executionArn });
    },
    bad: [invalidArn('mapRunArn', { maxConcurrency: 1 }), bad({ mapRunArn: noMapRun, maxConcurrency: 1 }, 'ResourceNotFound')],
  },
  UpdateStateMachine: {
    good: async () => {
      const stateMachineArn = await machine();
      const updated = await call('UpdateStateMachine', { stateMachineArn, definition: fail, publish: true, versionDescription: 'first' });
      check(updated.updateDate instanceof Date && updated.revisionId.length > 0, updated.revisionId);
      check(updated.stateMachineVersionArn === `${stateMachineArn}:1`, updated.stateMachineVersionArn);
    },
    bad: [
      invalidArn('stateMachineArn', { roleArn }),
      bad({ stateMachineArn: noMachine, roleArn }, 'StateMachineDoesNotExist', noSuchMachine(noMachine)),
      bad(
        { stateMachineArn: noMachine },
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified'),
      bad(async () => ({ stateMachineArn: await machine(), definition: '{' }), 'InvalidDefinition'),
    ],
  },
  UpdateStateMachineAlias: {
    good: async () => {
      const { stateMachineAliasArn } = await alias();
      check((await call('UpdateStateMachineAlias', { stateMachineAliasArn, description: 'new' })).updateDate instanceof Date, 'a date');
      check((await call('DescribeStateMachineAlias', { stateMachineAliasArn })).description === 'new', 'it has changed');
    },
    bad: [
      invalidArn('stateMachineAliasArn', { description: 'd' }),
      bad({ stateMachineAliasArn: `${noMachine}:live` }, 'ValidationException'),
      bad({ stateMachineAliasArn: `${noMachine}:live`, description: 'd' }, 'ResourceNotFound'),
    ],
  },
  ValidateStateMachineDefinition: {
    good: async () => {
      check((await call('ValidateStateMachineDefinition', { definition: pass })).result === 'OK', 'it is valid');
      const { result, diagnostics } = await call('ValidateStateMachineDefinition', { definition: '{"StartAt":"S","States":{}}' });
      check(result === 'FAIL' && diagnostics.length > 0, result);
    },
    bad: [bad({ definition: pass, severity: 'BAD' }, 'ValidationException'), bad({ definition: '' }, 'ValidationException')],
  },
};

const isMissing = (error) => error.name === 'UnknownOperationException';

/** Everything that is not as expected of one operation; null when the server says that it has not been written. */
async function problemsOf(operation, { good, bad: refused }) {
  const problems = [];
  for (const { input, name, message } of refused) {
    const given = typeof input === 'function' ? await input() : input;
    const error = await call(operation, given).then(() => null, (refusal) => refusal);
    if (error !== null && isMissing(error))
      return null;
    if (error?.name !== name || (message !== undefined && error.message !== message))
      problems.push(`${JSON.stringify(given)} gives ${error?.name}: ${error?.message}; expected ${name}: ${message ?? 'any text'}`);
  }
  await good().catch((problem) => problems.push(`good input gives ${problem.name}: ${problem.message}`));
  return problems;
}

const exported = Object.keys(sfn).filter((name) => /^[A-Z]\w*Command$/.test(name)).map((name) => name.slice(0, -'Command'.length));
const results = {};
for (const [operation, calls] of Object.entries(operations))
  results[operation] = await problemsOf(operation, calls);
console.log(JSON.stringify({ exported, results }));
