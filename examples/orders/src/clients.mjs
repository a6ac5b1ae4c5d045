// Two ways to call Step Functions, behind one function: call(operation, parameters) → answer. A refusal is thrown as an error
// whose name is AWS's error code.

import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as sfn from '@aws-sdk/client-sfn';

export const clientFor = { js: sdkClient, cli: cliClient };

function sdkClient() {
  const client = new sfn.SFNClient({});
  return (operation, parameters) => patiently(() => client.send(new sfn[`${operation}Command`](parameters)));
}

function cliClient(endpoint) {
  const aws = process.env.AWS_CLI ?? 'aws';
  const run = promisify(execFile);
  const maxBuffer = 64 * 1024 * 1024;

  return (operation, parameters) => patiently(async () => {
    const command = operation.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();
    const args = ['stepfunctions', command, '--endpoint-url', endpoint, '--output', 'json', '--cli-input-json', JSON.stringify(parameters)];
    try {
      const { stdout } = await run(aws, args, { env: { ...process.env, AWS_PAGER: '' }, maxBuffer });
      return stdout ? JSON.parse(stdout) : {};
    } catch (error) {
      throw cliError(error);
    }
  });
}

function cliError(error) {
  const [, name, message] = /An error occurred \((\w+)\)[^:]*: (.*)/s.exec(error.stderr ?? '') ?? [];
  if (name) return Object.assign(new Error(message.trim()), { name });
  return /Could not connect|Connection was closed|Connection reset/.test(error.stderr ?? '')
    ? Object.assign(new Error(error.stderr.trim()), { code: 'ECONNREFUSED' })
    : error;
}

let hasAnswered = false;

// A server that restarts is not an error here: the call is made again until it is back, for a minute at most.
// One that was never there is.
async function patiently(attempt) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      const answer = await attempt();
      hasAnswered = true;
      return answer;
    } catch (error) {
      if (!isAway(error) || !hasAnswered || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/** Whether a call failed because nobody answered, or only to say that it should come again. */
export const isAway = (error) =>
  ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(error.code) || error.$metadata?.httpStatusCode >= 500;
