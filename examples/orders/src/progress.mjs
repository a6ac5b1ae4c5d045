// Follows an execution by its history and says in words what happens.

import { setTimeout as sleep } from 'node:timers/promises';

const ended = {
  ExecutionSucceeded: (event) => ({ status: 'SUCCEEDED', output: JSON.parse(event.executionSucceededEventDetails.output) }),
  ExecutionFailed: (event) => ({ status: 'FAILED', ...event.executionFailedEventDetails }),
  ExecutionAborted: (event) => ({ status: 'ABORTED', ...event.executionAbortedEventDetails }),
  ExecutionTimedOut: (event) => ({ status: 'TIMED_OUT', ...event.executionTimedOutEventDetails }),
};

/** Asks every so often, calls tell(text) for each step and returns { status, output } or { status, error, cause } in the end. */
export async function follow(call, executionArn, tell, pauseMilliseconds) {
  const events = new Map();
  for (;;) {
    for (const event of await newEvents(call, executionArn, events)) {
      events.set(Number(event.id), event);
      const text = describe(event, events);
      if (text) tell(`${secondsSince(events.get(1), event)}  ${text}`);
      if (ended[event.type]) return ended[event.type](event);
    }
    await sleep(pauseMilliseconds);
  }
}

async function newEvents(call, executionArn, known) {
  const all = [];
  let nextToken;
  do {
    const page = await call('GetExecutionHistory', { executionArn, maxResults: 1000, ...(nextToken && { nextToken }) });
    all.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken);
  return all.filter((event) => !known.has(Number(event.id)));
}

function describe(event, events) {
  switch (event.type) {
    case 'ActivityScheduled': return `${stateOf(event, events)}: waiting for a worker`;
    case 'ActivityStarted': return `${stateOf(event, events)}: taken by ${event.activityStartedEventDetails.workerName}`;
    case 'ActivitySucceeded': return `${stateOf(event, events)}: done ${event.activitySucceededEventDetails.output}`;
    case 'ActivityFailed': return `${stateOf(event, events)}: ${failure(event.activityFailedEventDetails)}`;
    case 'ActivityTimedOut': return `${stateOf(event, events)}: ${failure(event.activityTimedOutEventDetails)}`;
    case 'FailStateEntered':
    case 'ParallelStateEntered':
    case 'PassStateEntered': return event.stateEnteredEventDetails.name;
    case 'ExecutionSucceeded': return `finished ${event.executionSucceededEventDetails.output}`;
    case 'ExecutionFailed': return `cancelled: ${failure(event.executionFailedEventDetails)}`;
    case 'ExecutionAborted':
    case 'ExecutionTimedOut': return event.type;
    default: return undefined;
  }
}

const failure = ({ error, cause }) => (cause ? `${error} (${cause})` : error);

// An activity's events do not name their state; the event that entered it does.
function stateOf(event, events) {
  let at = event;
  while (at && !at.stateEnteredEventDetails) at = events.get(Number(at.previousEventId));
  return at?.stateEnteredEventDetails.name ?? '?';
}

function secondsSince(first, event) {
  return `${((milliseconds(event.timestamp) - milliseconds(first.timestamp)) / 1000).toFixed(3).padStart(8)} s`;
}

// The SDK gives dates, the CLI text or, in its first version, seconds.
function milliseconds(timestamp) {
  return typeof timestamp === 'number' ? timestamp * 1000 : new Date(timestamp).getTime();
}
