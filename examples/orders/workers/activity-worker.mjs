// What every worker of this example does: take tasks of an activity, do the work, answer.
// The endpoint, region and credentials come from the usual AWS_* environment variables.

import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetActivityTaskCommand, SFNClient, SendTaskFailureCommand, SendTaskSuccessCommand,
} from '@aws-sdk/client-sfn';

const sfn = new SFNClient({ maxAttempts: 1 });
const stopping = new AbortController();
const tasksAtOnce = 32;

process.on('SIGTERM', () => stopping.abort());
process.on('SIGINT', () => stopping.abort());

/** A failure that the workflow knows by name: it retries, compensates or gives up depending on it. */
export class TaskFailure extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/** A handler returns this when somebody else will answer with the task's token. */
export const answeredElsewhere = Symbol('answered elsewhere');

/**
 * Serves one activity until the process is told to stop. The handler gets the task's input and its token and returns the
 * output; what it throws becomes the task's error.
 */
export async function serve(activityArn, handler) {
  const underWay = new Set();
  while (!stopping.signal.aborted) {
    const task = await nextTask(activityArn);
    if (!task?.taskToken) continue;

    const work = perform(task, handler).finally(() => underWay.delete(work));
    underWay.add(work);
    if (underWay.size >= tasksAtOnce) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}

/** Ends the task well. True when the workflow took the answer, false when it no longer waits for it. */
export const succeed = (taskToken, output) =>
  answer(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));

export const fail = (taskToken, error, cause) =>
  answer(new SendTaskFailureCommand({ taskToken, error, cause }));

async function nextTask(activityArn) {
  try {
    return await sfn.send(
      new GetActivityTaskCommand({ activityArn, workerName: `node-${process.pid}` }),
      { abortSignal: stopping.signal },
    );
  } catch (error) {
    if (stopping.signal.aborted) return undefined;
    if (!serverIsAway(error)) throw error;
    await sleep(200);
    return undefined;
  }
}

async function perform(task, handler) {
  try {
    const output = await handler(JSON.parse(task.input), task.taskToken);
    if (output !== answeredElsewhere) await succeed(task.taskToken, output);
  } catch (error) {
    await fail(task.taskToken, error.name, error.message);
  }
}

// An answer must not get lost: it is repeated until the server has taken it or says that nobody waits for it.
async function answer(command) {
  for (;;) {
    try {
      await sfn.send(command);
      return true;
    } catch (error) {
      if (['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken'].includes(error.name)) return false;
      if (!serverIsAway(error)) throw error;
      await sleep(200);
    }
  }
}

/** No answer, or one that asks to come again: the server is starting, stopping or restarting. */
const serverIsAway = (error) => error.$response === undefined || error.$metadata?.httpStatusCode >= 500;
