// Works on the tasks of an activity with the AWS SDK: adds one.
//   node activity-worker-sdk.mjs URL ACTIVITY_ARN CONNECTIONS
import { Agent } from "node:http";
import { GetActivityTaskCommand, SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";

const [endpoint, activityArn, connections] = process.argv.slice(2);
const sfn = new SFNClient({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDSTEPWELLBENCH", secretAccessKey: "bench-secret" },
  requestHandler: { httpAgent: new Agent({ keepAlive: true, maxSockets: 2 * Number(connections) }) },
});

const work = async () => {
  for (;;) {
    const { taskToken, input } = await sfn.send(new GetActivityTaskCommand({ activityArn, workerName: "bench" }));
    if (!taskToken) continue;
    const { n } = JSON.parse(input);
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ n: n + 1 }) }));
  }
};

for (let index = 0; index < Number(connections); index++) work();
console.log(`The worker is ready on ${connections} connections`);
