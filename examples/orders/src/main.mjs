import { clientFor, isAway } from './clients.mjs';
import { readOptions } from './options.mjs';
import { follow } from './progress.mjs';
import { createActivities, createStateMachine } from './setup.mjs';
import { startWorkers } from './workers.mjs';

const options = readOptions();
// What the AWS tools read, here and in the workers. A server on loopback takes any credentials.
process.env.AWS_ENDPOINT_URL = options.endpoint;
process.env.AWS_REGION ??= process.env.AWS_DEFAULT_REGION ?? 'us-east-1';
process.env.AWS_DEFAULT_REGION ??= process.env.AWS_REGION;
process.env.AWS_ACCESS_KEY_ID ??= 'test';
process.env.AWS_SECRET_ACCESS_KEY ??= 'test';

const call = clientFor[options.client](options.endpoint);
const activityArns = await createActivities(call).catch((error) => {
  if (!isAway(error)) throw error;
  console.error(`There is no server at ${options.endpoint}. Start one with ./stepwell up in the repository's root.`);
  process.exit(1);
});
const stateMachineArn = await createStateMachine(call, activityArns);
const stopWorkers = await startWorkers(activityArns, options.payments);

// Many orders are asked after less often, so that it is the orders that keep the server busy and not the questions.
const pauseMilliseconds = Math.max(100, 10 * options.orders);
const batch = Date.now().toString(36);
const numbers = Array.from({ length: options.orders }, (_, index) => index + 1);
const results = await Promise.all(numbers.map(submit));
stopWorkers();

const succeeded = results.filter(({ status }) => status === 'SUCCEEDED').length;
console.log(`${results.length} orders: ${succeeded} shipped, ${results.length - succeeded} cancelled`);
process.exitCode = results.every(asExpected) ? 0 : 1;

async function submit(number) {
  const order = newOrder(number);
  const tell = options.quiet ? () => {} : (text) => console.log(`${order.orderId} ${text}`);

  const { executionArn } = await call('StartExecution', { stateMachineArn, name: order.orderId, input: JSON.stringify(order) });
  const result = await follow(call, executionArn, tell, pauseMilliseconds);
  console.log(`${order.orderId} ${result.status} ${JSON.stringify(result.output ?? { error: result.error, cause: result.cause })}`);
  return result;
}

function newOrder(number) {
  return {
    orderId: `order-${batch}-${number}`,
    items: [{ sku: 'teapot', quantity: 1 }, { sku: options.stock === 'out' ? 'unicorn' : 'cup', quantity: 6 }],
    amount: { currency: 'EUR', cents: 4900 + number },
    card: options.payment === 'declined' ? 'declined' : '4242',
    address: '1 Harbour Street, 20457 Hamburg',
    carrier: options.carrier,
    carrierTimeoutSeconds: options.carrierTimeoutSeconds,
  };
}

function asExpected({ status, error }) {
  if (options.stock === 'out') return error === 'OutOfStock';
  if (options.payment === 'declined') return error === 'PaymentDeclined';
  if (options.carrier === 'silent') return error === 'States.Timeout';
  if (options.carrier === 'refuses') return error === 'AddressUnknown';
  return status === 'SUCCEEDED';
}
