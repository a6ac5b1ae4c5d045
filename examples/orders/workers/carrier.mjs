// The carrier: another company with a web service. It accepts parcels at once and reports later, to whoever waits, with the
// task token it was given. Its mood says whether it does: "prompt", "refuses" or "silent".

import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { fail, succeed } from './activity-worker.mjs';

const accepted = new Set();

const server = createServer(async (request, response) => {
  const parcel = await json(request);
  response.writeHead(202).end();

  if (parcel.mood === 'silent' || accepted.has(parcel.taskToken)) return;
  accepted.add(parcel.taskToken);
  setTimeout(() => report(parcel), 500);
});

async function report({ orderId, mood, taskToken }) {
  if (mood === 'refuses') {
    await fail(taskToken, 'AddressUnknown', 'The carrier cannot find the address.');
    return;
  }
  const taken = await succeed(taskToken, { trackingNumber: `track-${orderId}` });
  if (!taken) console.error(`carrier: nobody waits for ${orderId} any more, the parcel goes back`);
}

server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('SIGTERM', () => process.exit());
process.on('SIGINT', () => process.exit());
