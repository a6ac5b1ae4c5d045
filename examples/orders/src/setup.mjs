// What the workflow needs on the server. All of it may be there already; then nothing changes.

import { readFile } from 'node:fs/promises';

const activities = {
  ReserveStock: 'orders-reserve-stock',
  ReleaseStock: 'orders-release-stock',
  TakePayment: 'orders-take-payment',
  RefundPayment: 'orders-refund-payment',
  Ship: 'orders-ship',
};

/** Creates the five activities and returns their ARNs under the names that the definition uses. */
export async function createActivities(call) {
  const arns = {};
  for (const [key, name] of Object.entries(activities)) {
    arns[key] = (await call('CreateActivity', { name })).activityArn;
  }
  return arns;
}

/** Creates the state machine, or brings the one that is there up to date, and returns its ARN. */
export async function createStateMachine(call, activityArns) {
  const template = await readFile(new URL('../orders.asl.json', import.meta.url), 'utf8');
  const definition = template.replace(/\$\{(\w+)\}/g, (_, key) => activityArns[key]);
  const [, , , region, account] = activityArns.Ship.split(':');

  try {
    const roleArn = `arn:aws:iam::${account}:role/orders`;
    return (await call('CreateStateMachine', { name: 'orders', definition, roleArn })).stateMachineArn;
  } catch (error) {
    if (error.name !== 'StateMachineAlreadyExists') throw error;
    const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:orders`;
    await call('UpdateStateMachine', { stateMachineArn, definition });
    return stateMachineArn;
  }
}
