// Drives one workflow with the unmodified AWS SDK and prints what the SDK made of the answers, as one line of JSON.
import {
  CreateActivityCommand, CreateStateMachineCommand, DescribeExecutionCommand, DescribeStateMachineCommand, GetActivityTaskCommand,
  GetExecutionHistoryCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand,
} from '@aws-sdk/client-sfn';

const client = new SFNClient({
  endpoint: process.argv[2],
  region: 'eu-central-1',
  credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
});
const roleArn = 'arn:aws:iam::123456789012:role/test';

const { activityArn } = await client.send(new CreateActivityCommand({ name: 'js-double' }));
const definition = JSON.stringify({
  StartAt: 'Double',
  States: { Double: { Type: 'Task', Resource: activityArn, TimeoutSeconds: 30, ResultPath: '$.doubled', End: true } },
});
const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'js-workflow', definition, roleArn }));
const { executionArn, startDate } = await client.send(
  new StartExecutionCommand({ stateMachineArn, name: 'first', input: JSON.stringify({ number: 21 }) }));

const task = await client.send(new GetActivityTaskCommand({ activityArn, workerName: 'js-worker' }));
const output = JSON.stringify(JSON.parse(task.input).number * 2);
await client.send(new SendTaskSuccessCommand({ taskToken: task.taskToken, output }));

let execution;
do {
  execution = await client.send(new DescribeExecutionCommand({ executionArn }));
} while (execution.status === 'RUNNING');
const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));

const error = await client
  .send(new DescribeStateMachineCommand({ stateMachineArn: `${stateMachineArn}-not` }))
  .then(() => null, (problem) => problem);

console.log(JSON.stringify({
  executionArn,
  startDateIsDate: startDate instanceof Date,
  status: execution.status,
  output: execution.output,
  events: events.map((event) => event.type),
  error: { name: error?.name, fault: error?.$fault, status: error?.$metadata?.httpStatusCode },
}));
