// The shipping desk: gives each parcel, with the token of its task, to the carrier's web service. It does not wait for the answer.

import { TaskFailure, answeredElsewhere, serve } from './activity-worker.mjs';

async function ship({ orderId, address, carrier }, taskToken) {
  const response = await fetch(`${process.env.CARRIER_URL}/parcels`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ orderId, address, mood: carrier, taskToken }),
  }).catch((error) => {
    throw new TaskFailure('CarrierUnavailable', error.message);
  });
  if (!response.ok) throw new TaskFailure('CarrierUnavailable', `The carrier answered ${response.status}.`);
  return answeredElsewhere;
}

await serve(process.env.SHIP_ARN, ship);
